// HTML mail made safe to look at. Three walls, each enough by itself: DOMPurify takes out whatever runs, sends or loads;
// the frame has no scripts, no origin and no forms; and its content security policy loads nothing but what is said here.
import DOMPurify from "dompurify";

export interface MailLook {
  remote_images: boolean; // the person asked for them
}

export interface SafeMail {
  html: string; // a whole document, for the frame
  has_remote_images: boolean; // there are some, shown or not
}

const kForbiddenTags = [
  "script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select", "textarea",
  "option", "base", "meta", "link", "audio", "video", "source", "track", "dialog", "portal", "svg", "math", "template",
];
const kForbiddenAttributes = ["srcset", "ping", "action", "formaction", "autofocus", "tabindex", "accesskey", "background"];
// DOMPurify asks this of nearly every attribute: an address of one of these kinds, or no address at all.
const kAllowedValue = /^(?:(?:https?|mailto|tel|cid):|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i;
const kLink = /^\s*(?:https?|mailto|tel):/i;
const kRemote = /^\s*(https?:)?\/\//i;
const kRemoteInStyle = /url\s*\(\s*['"]?\s*(?:https?:)?\/\//i;

// `inline` answers the attachment with this content id as a data: address, or undefined. The frame has no origin, so it
// could not fetch it.
export function safe_mail(html: string, look: MailLook, inline: (content_id: string) => string | undefined): SafeMail {
  const document = DOMPurify.sanitize(html, {
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
    FORBID_TAGS: kForbiddenTags,
    FORBID_ATTR: kForbiddenAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false,
    ALLOWED_URI_REGEXP: kAllowedValue,
  }) as HTMLElement;
  const images = settle_images(document, inline);
  settle_links(document);
  const remote = images || [...document.querySelectorAll("[style], style")].some((element) =>
    kRemoteInStyle.test(element.getAttribute("style") ?? element.textContent ?? ""));
  const head = [...document.querySelectorAll("style")].map((style) => style.outerHTML).join("");
  document.querySelectorAll("style").forEach((style) => style.remove());
  const body = document.querySelector("body") ?? document;
  return { html: frame_document(head, body.innerHTML, look), has_remote_images: remote };
}

// Answers whether any is remote.
function settle_images(document: HTMLElement, inline: (content_id: string) => string | undefined): boolean {
  let remote = false;
  for (const image of document.querySelectorAll("img")) {
    const source = image.getAttribute("src") ?? "";
    image.setAttribute("loading", "eager");
    if (kRemote.test(source)) remote = true;
    if (kRemote.test(source) || /^data:image\//i.test(source)) continue;
    const address = /^cid:/i.test(source) ? inline(source.slice(4)) : undefined;
    if (address === undefined) image.removeAttribute("src");
    else image.setAttribute("src", address);
  }
  return remote;
}

function settle_links(document: HTMLElement): void {
  for (const link of document.querySelectorAll("a[href], area[href]")) {
    const address = link.getAttribute("href") ?? "";
    if (!kLink.test(address)) {
      link.removeAttribute("href");
      continue;
    }
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer nofollow");
    link.setAttribute("title", address);
  }
}

function frame_document(head: string, body: string, look: MailLook): string {
  const images = look.remote_images ? "data: https: http:" : "data:";
  const policy = `default-src 'none'; img-src ${images}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`;
  // Mail is written for white paper: a dark page shows it on paper all the same.
  return `<!doctype html><html><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">` +
    `<style>html{color-scheme:light;background:#fff;color:#1b1f24}` +
    `body{margin:16px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}` +
    `img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}</style>` +
    `${head}</head><body>${body}</body></html>`;
}
