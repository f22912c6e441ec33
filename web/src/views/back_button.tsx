// On narrow screens, from the message to the list.
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app } from "../parts/context.ts";

export function Back() {
  const app = use_app();
  return (
    <span class="narrow-only">
      <Button label={t("back")} icon="back" icon_only kind="quiet" run={() => app.show({ pane: "none" })} />
    </span>
  );
}
