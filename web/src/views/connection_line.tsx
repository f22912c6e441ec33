import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_workspace } from "../parts/context.ts";

export function ConnectionLine() {
  const workspace = use_workspace();
  if (workspace.connected.value) return null;
  return (
    <div class="line warning connection" role="status">
      <span>{t("connection.lost")}</span>
      <Button label={t("try_again")} kind="quiet" run={() => workspace.retry()} />
    </div>
  );
}
