// Text that a closed tab, a lost network or an ended session left in this browser.
import { medium_time } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import type { Kept } from "../state/kept_text.ts";

export function LeftBehind() {
  const app = use_app();
  const { editors } = use_workspace();
  const resume = (kept: Kept) => {
    if (kept.message !== null) app.show({ pane: "message", message: kept.message, tab: "edit" });
    else app.show({ pane: "new", editor: editors.resume(kept).editor });
  };
  const forget = (kept: Kept) => {
    app.dialog.value = (
      <Confirm title={t("left.forget_title")} text={t("left.forget_text", { subject: subject_of(kept) })}
        button={t("left.forget")} done={() => editors.forget(kept)} close={() => (app.dialog.value = null)} />
    );
  };
  return (
    <>
      {editors.left_behind.value.map((kept) => (
        <div key={kept.editor} class="line offer left-behind" role="status">
          <span>{t("left.text", { subject: subject_of(kept), when: medium_time(new Date(kept.when).toISOString()) })}</span>
          <Button label={t("left.resume")} run={() => resume(kept)} />
          <Button label={t("left.forget")} kind="quiet" run={() => forget(kept)} />
        </div>
      ))}
    </>
  );
}

function subject_of(kept: Kept): string {
  return kept.typed.subject || t("no_subject");
}
