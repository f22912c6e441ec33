// HTML mail in a frame of its own; public/mail_frame.js is the other end.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Attachment, Message } from "../api/types.ts";
import { t } from "../language/language.ts";
import { safe_mail } from "../mail/sanitize.ts";
import { Button } from "../parts/button.tsx";
import { use_workspace } from "../parts/context.ts";
import { Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import { subject_of } from "./opened_message.ts";

export const kMaxInlineBytes = 16 << 20; // of all images inside a mail

export function MailFrame({ message, html }: { message: Message; html: string }) {
  const workspace = use_workspace();
  const [remote_images, set_remote_images] = useState(false);
  const images = use_resource(() => inline_images(message, (key) => workspace.api.attachment_address(message.id, key)), [message.id, message.version]);
  const mail = useMemo(() => images.value && safe_mail(html, { remote_images }, (id) => images.value?.get(id)),
    [html, remote_images, images.value]);
  if (!mail) return <Loading />;
  return (
    <>
      {mail.has_remote_images && !remote_images && (
        <div class="line offer">
          <span>{t("body.images_blocked")}</span>
          <Button label={t("body.show_images")} run={() => set_remote_images(true)} />
        </div>
      )}
      <Frame html={mail.html} title={t("body.frame", { subject: subject_of(message) })} />
    </>
  );
}

function Frame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, set_ready] = useState(false);
  useEffect(() => {
    const heard = (event: MessageEvent) => {
      if (event.source === frame.current?.contentWindow && event.data === "mail frame ready") set_ready(true);
    };
    window.addEventListener("message", heard);
    return () => window.removeEventListener("message", heard);
  }, []);
  // The frame has no origin that could be named: "*". It is this page's own, and what it gets is this one mail.
  useEffect(() => {
    if (ready) frame.current?.contentWindow?.postMessage({ html, title }, "*");
  }, [ready, html, title]);
  return (
    <iframe ref={frame} class="mail-frame" src="/mail_frame.html" title={title} referrerpolicy="no-referrer"
      sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" />
  );
}

// By content id. What does not come is left out.
async function inline_images(message: Message, address: (key: string) => string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let room = kMaxInlineBytes;
  for (const attachment of message.attachments) {
    if (attachment.content_id === null || attachment.content_id === "" || attachment.size > room) continue;
    room -= attachment.size;
    const data = await data_address(attachment, address(attachment.key));
    if (data !== null) found.set(attachment.content_id.replace(/^<|>$/g, ""), data);
  }
  return found;
}

async function data_address(attachment: Attachment, address: string): Promise<string | null> {
  if (!/^image\/(png|gif|jpe?g|webp|bmp|avif)$/.test(attachment.media_type)) return null;
  const response = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:${attachment.media_type};base64,${btoa(binary)}`;
}
