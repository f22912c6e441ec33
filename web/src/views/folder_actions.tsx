// What can be done with a folder.
import type { Folder } from "../api/types.ts";
import { t } from "../language/language.ts";
import { AskText } from "../parts/ask_text.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { folder_name } from "../parts/folder_look.ts";
import { FolderPicker } from "../parts/folder_picker.tsx";
import type { MenuItem } from "../parts/menu.tsx";
import type { App } from "../state/app.ts";
import { with_those_below } from "../state/folder_tree.ts";
import type { Workspace } from "../state/workspace.ts";
import { RightsDialog } from "./rights_dialog.tsx";

export function folder_items(app: App, workspace: Workspace, folder: Folder): MenuItem[] {
  const may = (right: string) => workspace.writable && folder.rights.includes(right);
  const items: MenuItem[] = [];
  if (may("create-subfolder") && folder.kind === "generic") {
    items.push({ label: t("folder.new_below"), icon: "plus", run: () => ask_new_folder(app, workspace, folder.id) });
  }
  items.push({
    label: t("folder.show_deleted"), icon: "trash",
    run: () => app.go_to({ view: "folder", folder: folder.id, kind: "deleted" }),
  });
  if (!may("folder-owner")) return items;
  if (folder.special === null) {
    items.push(
      { label: t("folder.rename"), icon: "edit", run: () => ask_rename(app, workspace, folder) },
      { label: t("folder.move"), icon: "move", run: () => ask_move_folder(app, workspace, folder) },
    );
  }
  items.push({ label: t("rights"), icon: "people", run: () => show_rights(app, workspace, folder) });
  if (folder.special === null) {
    items.push({ label: t("folder.delete"), icon: "trash", danger: true, run: () => ask_delete(app, workspace, folder) });
  }
  return items;
}

export function ask_new_folder(app: App, workspace: Workspace, parent: number): void {
  const create = (name: string) => void changed(app, workspace, () => workspace.api.create_folder(parent, name));
  app.dialog.value = (
    <AskText title={t("folder.new")} label={t("folder.name")} value="" button={t("folder.create")} done={create}
      close={() => (app.dialog.value = null)} />
  );
}

function ask_rename(app: App, workspace: Workspace, folder: Folder): void {
  const rename = (name: string) => void changed(app, workspace, () => workspace.api.rename_folder(folder.id, name));
  app.dialog.value = (
    <AskText title={t("folder.rename")} label={t("folder.name")} value={folder.name} button={t("folder.rename")}
      done={rename} close={() => (app.dialog.value = null)} />
  );
}

function ask_move_folder(app: App, workspace: Workspace, folder: Folder): void {
  app.dialog.value = (
    <FolderPicker title={t("folder.move_title", { name: folder.name })} button={t("move")} root
      folders={workspace.folders.value} without={with_those_below(workspace.folders.value, folder.id)}
      close={() => (app.dialog.value = null)}
      pick={(parent) => void changed(app, workspace, () => workspace.api.move_folder(folder.id, parent))} />
  );
}

function ask_delete(app: App, workspace: Workspace, folder: Folder): void {
  app.dialog.value = (
    <Confirm title={t("folder.delete")} text={t("folder.delete_text", { name: folder_name(folder) })}
      button={t("folder.delete")} close={() => (app.dialog.value = null)}
      done={() => void changed(app, workspace, () => workspace.api.delete_folder(folder.id))} />
  );
}

function show_rights(app: App, workspace: Workspace, folder: Folder): void {
  app.dialog.value = (
    <RightsDialog app={app} workspace={workspace} folder={folder} close={() => (app.dialog.value = null)} />
  );
}

async function changed(app: App, workspace: Workspace, work: () => Promise<unknown>): Promise<void> {
  await app.attempt(work);
  await app.attempt(() => workspace.load_folders());
}
