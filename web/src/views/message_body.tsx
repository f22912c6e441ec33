// The text of a message: plain, or HTML in its own frame.
import { useState } from "preact/hooks";
import type { Message } from "../api/types.ts";
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_workspace } from "../parts/context.ts";
import { lazy } from "../parts/lazy.tsx";
import { Failure, Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";

const MailFrame = lazy(async () => (await import("./mail_frame.tsx")).MailFrame);

export function MessageBody({ message, etag }: { message: Message; etag: string }) {
  const workspace = use_workspace();
  const body = use_resource(() => workspace.api.body(message.id), [workspace, message.id, etag]);
  const [plain, set_plain] = useState(false);
  if (body.failure !== null) return <Failure failure={body.failure} retry={body.reload} />;
  if (body.value === null) return <Loading />;
  const { kind, html, text } = body.value;
  if (kind === "none" || (kind === "text" && text === "")) return <p class="hint body-text">{t("body.none")}</p>;
  if (kind !== "html" || html === undefined) return <pre class="body-text">{text}</pre>;
  return (
    <>
      {plain ? <pre class="body-text">{text}</pre> : <MailFrame message={message} html={html} />}
      <div class="body-foot">
        <Button label={plain ? t("body.show_html") : t("body.show_text")} kind="quiet" run={() => set_plain(!plain)} />
      </div>
    </>
  );
}
