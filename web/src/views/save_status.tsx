import { t } from "../language/language.ts";
import type { DraftKeeper } from "../state/draft_keeper.ts";

export function SaveStatus({ keeper }: { keeper: DraftKeeper }) {
  return <span class={`save-status ${keeper.phase.value}`} role="status">{status_text(keeper)}</span>;
}

function status_text(keeper: DraftKeeper): string {
  switch (keeper.phase.value) {
    case "saved": return keeper.id.value === null ? "" : t("status.saved", { version: keeper.version.value });
    case "typed": return keeper.saves_itself ? t("status.typed") : t("status.unsaved");
    case "saving": return t("status.saving");
    case "waiting": return t("status.waiting");
    case "signed_out": return t("status.signed_out");
    case "conflict": return t("status.conflict");
    case "deleted": return t("status.deleted");
    case "refused": return t("status.refused");
  }
}
