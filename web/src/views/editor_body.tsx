// The text. A message with HTML keeps it until somebody chooses to go on in plain text.
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { lazy } from "../parts/lazy.tsx";
import { Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import type { DraftKeeper } from "../state/draft_keeper.ts";

const MailFrame = lazy(async () => (await import("./mail_frame.tsx")).MailFrame);

export function EditorBody({ keeper }: { keeper: DraftKeeper }) {
  const { text } = keeper.draft.value;
  if (text === null && keeper.id.value !== null) return <KeptHtml keeper={keeper} id={keeper.id.value} />;
  return (
    <textarea id="body" class="body-field" aria-label={t("body")} value={text ?? ""} placeholder={t("body.hint")}
      onInput={(event) => keeper.type({ text: event.currentTarget.value })} />
  );
}

function KeptHtml({ keeper, id }: { keeper: DraftKeeper; id: number }) {
  const app = use_app();
  const { api } = use_workspace();
  const shown = use_resource(async () => {
    const [message, body] = await Promise.all([api.message(id), api.body(id)]);
    return { message: message.value, body };
  }, [id, keeper.version.value]);
  if (!shown.value) return <Loading />;
  const { message, body } = shown.value;
  const use_text = () => void app.attempt(async () => keeper.type({ text: body.text }));
  return (
    <>
      <div class="line offer">
        <span>{t("body.html_kept")}</span>
        <Button label={t("body.use_text")} run={use_text} />
      </div>
      {body.html !== undefined && <MailFrame message={message} html={body.html} />}
    </>
  );
}
