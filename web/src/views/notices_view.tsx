import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app } from "../parts/context.ts";

export function NoticesView() {
  const { notices } = use_app();
  return (
    <div class="notices" role="region" aria-label={t("notices")} aria-live="polite">
      {notices.shown.value.map((notice) => (
        <div key={notice.id} class={`notice ${notice.kind}`} role={notice.kind === "error" ? "alert" : "status"}>
          <span>{notice.text}</span>
          {notice.action && (
            <Button label={notice.action.label} kind="quiet" run={() => {
              notices.close(notice.id);
              notice.action?.run();
            }} />
          )}
          <Button label={t("close")} icon="close" icon_only kind="quiet" run={() => notices.close(notice.id)} />
        </div>
      ))}
    </div>
  );
}
