// The outer of two frames around an HTML mail. Its own content security policy allows a mail's inline styles and, if the
// person asked for them, remote images, so that the page's policy need not. The mail itself stands in the inner frame,
// which has no scripts, no origin, no forms. Messages come from the page alone: this frame has no other parent.
const frame = document.createElement("iframe");
frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
frame.title = document.title;

window.addEventListener("message", (event) => {
  const { html, title } = event.data ?? {};
  if (event.source !== window.parent || typeof html !== "string") return;
  frame.title = String(title);
  frame.srcdoc = html;
  if (!frame.isConnected) document.body.append(frame);
});

window.parent.postMessage("mail frame ready", "*");
