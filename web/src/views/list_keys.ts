// Going through the list and opening what one comes to.
import type { App } from "../state/app.ts";
import { extend, select_one, toggle } from "../state/selection.ts";
import type { Workspace } from "../state/workspace.ts";

export function current_index(workspace: Workspace): number | null {
  const { current } = workspace.selection.value;
  return current === null ? null : (workspace.list.value?.index_of(current) ?? null);
}

export function go_by(app: App, workspace: Workspace, by: number, extending = false): boolean {
  const at = current_index(workspace);
  return go_to_row(app, workspace, at === null ? 0 : at + by, extending);
}

export function go_to_row(app: App, workspace: Workspace, wanted: number, extending = false): boolean {
  const list = workspace.list.value;
  if (!list || list.total.value === 0) return false;
  const index = Math.max(0, Math.min(list.total.value - 1, wanted));
  const row = list.row(index);
  if (!row) return false;
  workspace.selection.value = extending
    ? extend(workspace.selection.value, index, (i) => list.row(i)?.id)
    : select_one(row.id, index);
  if (!extending) open_message(app, row.id);
  return true;
}

export function toggle_current(workspace: Workspace): boolean {
  const { current } = workspace.selection.value;
  const at = current_index(workspace);
  if (current === null || at === null) return false;
  workspace.selection.value = toggle(workspace.selection.value, current, at);
  return true;
}

// Going from message to message is one step of the browser's history, so that "back" leads to the list.
export function open_message(app: App, message: number): void {
  const route = app.route.value;
  if (route.store === null) return;
  if (route.pane.pane === "message" && route.pane.message === message) return;
  const step = route.pane.pane === "none" ? "push" : "replace";
  app.show({ pane: "message", message, tab: "read" }, step);
}
