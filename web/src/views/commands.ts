// What can be done with messages, from whichever button or key.
import { t, t_count } from "../language/language.ts";
import type { ActionName } from "../api/types.ts";
import type { App } from "../state/app.ts";
import { without } from "../state/selection.ts";
import type { Workspace } from "../state/workspace.ts";

export function compose(app: App): void {
  if (app.workspace.value?.writable) app.show({ pane: "new", editor: crypto.randomUUID() });
}

// The messages that a command is about: the selection, else the open one.
export function chosen(app: App): number[] {
  const workspace = app.workspace.value;
  const route = app.route.value;
  if (workspace && workspace.selection.value.ids.size > 0) return [...workspace.selection.value.ids];
  return route.store !== null && route.pane.pane === "message" ? [route.pane.message] : [];
}

export function is_open(app: App, ids: readonly number[]): boolean {
  const route = app.route.value;
  return route.store !== null && route.pane.pane === "message" && ids.includes(route.pane.message);
}

export async function mark_read(app: App, workspace: Workspace, ids: number[], read: boolean): Promise<void> {
  workspace.list.value?.amend(new Set(ids), { read });
  await app.attempt(() => workspace.api.act(read ? "read" : "unread", ids));
}

export async function set_flag(app: App, workspace: Workspace, ids: number[], flagged: boolean): Promise<void> {
  workspace.list.value?.amend(new Set(ids), { flagged });
  const refused = await app.attempt(() => workspace.api.set_flag(ids, flagged));
  if (refused !== undefined && refused > 0) app.notices.error(t_count("skipped", refused));
}

export async function toggle_read(app: App, workspace: Workspace, ids: number[]): Promise<void> {
  await mark_read(app, workspace, ids, !every_row(workspace, ids, (row) => row.read));
}

export async function toggle_flag(app: App, workspace: Workspace, ids: number[]): Promise<void> {
  await set_flag(app, workspace, ids, !every_row(workspace, ids, (row) => row.flagged));
}

function every_row(workspace: Workspace, ids: number[], is: (row: { read: boolean; flagged: boolean }) => boolean): boolean {
  const list = workspace.list.value;
  return ids.every((id) => {
    const at = list?.index_of(id) ?? null;
    const row = at === null ? undefined : list?.row(at);
    return row === undefined || is(row);
  });
}

export async function move(app: App, workspace: Workspace, ids: number[], folder: number): Promise<void> {
  const from = current_folder(app);
  await act(app, workspace, "move", ids, folder, "moved", from === null ? undefined : () => {
    void act(app, workspace, "move", ids, from, "moved");
  });
}

export async function copy(app: App, workspace: Workspace, ids: number[], folder: number): Promise<void> {
  await act(app, workspace, "copy", ids, folder, "copied");
}

export async function remove(app: App, workspace: Workspace, ids: number[]): Promise<void> {
  await act(app, workspace, "delete", ids, undefined, "deleted", () => void undelete(app, workspace, ids));
}

export async function undelete(app: App, workspace: Workspace, ids: number[]): Promise<void> {
  await act(app, workspace, "undelete", ids, undefined, "undeleted");
}

export function current_folder(app: App): number | null {
  const route = app.route.value;
  return route.store !== null && route.place?.view === "folder" ? route.place.folder : null;
}

async function act(app: App, workspace: Workspace, action: ActionName, ids: number[], folder: number | undefined,
                   says: "moved" | "copied" | "deleted" | "undeleted", undo?: () => void): Promise<void> {
  if (ids.length === 0) return;
  const result = await app.attempt(() => workspace.api.act(action, ids, folder));
  if (result === undefined) return;
  if (result.skipped.length > 0) app.notices.error(t_count("skipped", result.skipped.length));
  if (result.done.length === 0) return;
  app.notices.done(t_count(says, result.done.length), undo && { label: t("undo"), run: undo });
  if (action === "copy") return;
  workspace.selection.value = without(workspace.selection.value, new Set(result.done));
  workspace.refresh();
  if (is_open(app, result.done)) app.show({ pane: "none" }, "replace");
}
