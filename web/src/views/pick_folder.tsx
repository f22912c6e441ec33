import { t } from "../language/language.ts";
import { FolderPicker } from "../parts/folder_picker.tsx";
import type { App } from "../state/app.ts";
import type { Workspace } from "../state/workspace.ts";
import { copy, current_folder, move } from "./commands.ts";

export function ask_move(app: App, workspace: Workspace, ids: number[]): void {
  if (ids.length === 0) return;
  const here = current_folder(app);
  app.dialog.value = (
    <FolderPicker title={t("move.title")} button={t("move")} folders={workspace.folders.value}
      without={new Set(here === null ? [] : [here])} close={() => (app.dialog.value = null)}
      pick={(folder) => void move(app, workspace, ids, folder)} />
  );
}

export function ask_copy(app: App, workspace: Workspace, ids: number[]): void {
  if (ids.length === 0) return;
  app.dialog.value = (
    <FolderPicker title={t("copy.title")} button={t("copy")} folders={workspace.folders.value}
      close={() => (app.dialog.value = null)} pick={(folder) => void copy(app, workspace, ids, folder)} />
  );
}
