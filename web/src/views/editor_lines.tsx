// What stands above the text while others are at the same message, or while saving does not go through.
import type { Unit } from "../api/types.ts";
import { language, t, t_count } from "../language/language.ts";
import { problem_text } from "../language/problem_text.ts";
import { unit_label } from "../language/unit_label.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { FolderPicker } from "../parts/folder_picker.tsx";
import type { App } from "../state/app.ts";
import type { DraftKeeper } from "../state/draft_keeper.ts";
import type { Workspace } from "../state/workspace.ts";

export function EditorLines({ keeper, settle }: { keeper: DraftKeeper; settle: () => void }) {
  const app = use_app();
  const workspace = use_workspace();
  const phase = keeper.phase.value;
  const problem = keeper.problem.value;
  return (
    <>
      <NewsLine keeper={keeper} />
      {phase === "conflict" && (
        <div class="line warning" role="alert">
          <span>{t("line.conflict", { who: keeper.conflict.value?.who ?? "" })}</span>
          <Button label={t("line.settle")} kind="primary" run={settle} />
        </div>
      )}
      {phase === "deleted" && (
        <div class="line warning" role="alert">
          <span>{t("line.deleted")}</span>
          <Button label={t("elsewhere")} run={() => ask_elsewhere(app, workspace, keeper)} />
        </div>
      )}
      {phase === "waiting" && (
        <div class="line warning" role="status">
          <span>{t("line.waiting")}</span>
          <Button label={t("try_again")} kind="quiet" run={() => keeper.retry()} />
        </div>
      )}
      {phase === "signed_out" && <div class="line warning" role="status"><span>{t("line.signed_out")}</span></div>}
      {phase === "refused" && problem && (
        <div class="line warning" role="alert">
          <span>{problem_text(problem)} {t("line.kept")}</span>
          <Button label={t("elsewhere")} kind="quiet" run={() => ask_elsewhere(app, workspace, keeper)} />
        </div>
      )}
      {keeper.no_room.value && <div class="line warning" role="alert"><span>{t("line.no_room")}</span></div>}
    </>
  );
}

// Somebody saved while this one is open.
function NewsLine({ keeper }: { keeper: DraftKeeper }) {
  const news = keeper.news.value;
  if (news === null || keeper.phase.value === "conflict") return null;
  return (
    <div class="line offer news" role="status">
      <span>
        {t("news.saved", { who: news.who, what: what_changed(news.units) })}
        {news.overlaps && ` ${t("news.overlaps")}`}
      </span>
      {news.overlaps ? <Button label={t("line.settle")} run={() => void keeper.save()} />
        : <Button label={t("news.take_over")} kind="primary" run={() => void keeper.take_over()} />}
    </div>
  );
}

const kNamedUnits = 3;

export function what_changed(units: readonly Unit[]): string {
  const names = units.slice(0, kNamedUnits).map(unit_label);
  const more = units.length - names.length;
  if (more > 0) names.push(t_count("news.more", more));
  return names.length === 0 ? t("news.something") : new Intl.ListFormat(language.value).format(names);
}

export function ask_elsewhere(app: App, workspace: Workspace, keeper: DraftKeeper): void {
  const save = async (folder: number) => {
    const copy = await keeper.save_elsewhere(folder);
    if (copy === null) return app.notices.error(problem_text(keeper.problem.value));
    app.notices.done(t("elsewhere.done"), {
      label: t("linked.open_copy"), run: () => app.show({ pane: "message", message: copy, tab: "read" }),
    });
    workspace.refresh();
  };
  const conflicts = workspace.special("conflicts");
  app.dialog.value = (
    <FolderPicker title={t("elsewhere.title")} button={t("save")} folders={workspace.folders.value}
      {...(conflicts ? { chosen: conflicts.id } : {})} close={() => (app.dialog.value = null)}
      pick={(folder) => void save(folder)} />
  );
}
