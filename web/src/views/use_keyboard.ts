// The keys of the page, and what each does.
import { useEffect } from "preact/hooks";
import { use_app, use_workspace } from "../parts/context.ts";
import type { App } from "../state/app.ts";
import { select_one } from "../state/selection.ts";
import { type Command, ShortcutReader } from "../state/shortcuts.ts";
import type { Workspace } from "../state/workspace.ts";
import { chosen, compose, remove, toggle_flag, toggle_read, undelete } from "./commands.ts";
import { ask_copy, ask_move } from "./pick_folder.tsx";
import { go_by, toggle_current } from "./list_keys.ts";
import { show_shortcuts } from "./top_bar.tsx";

export function use_keyboard(): void {
  const app = use_app();
  const workspace = use_workspace();
  useEffect(() => {
    const reader = new ShortcutReader();
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || app.dialog.value !== null || app.signed_out.value) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.closest("input, textarea, select, [contenteditable]") != null;
      const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey, typing };
      const command = reader.read(key, app.preferences.single_keys.value, event.timeStamp);
      if (command !== null && run(command, app, workspace)) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [app, workspace]);
}

// False: it has no meaning here, and the key stays the browser's.
function run(command: Command, app: App, workspace: Workspace): boolean {
  const ids = chosen(app);
  switch (command) {
    case "next": return go_by(app, workspace, 1);
    case "previous": return go_by(app, workspace, -1);
    case "open": return focus(".message-pane h2");
    case "select": return toggle_current(workspace);
    case "select_all": return select_all(workspace);
    case "compose": compose(app); return true;
    case "edit": return show_tab(app, "edit");
    case "history": return show_tab(app, "history");
    case "save": return click("#save");
    case "search": return focus("#search");
    case "read": void toggle_read(app, workspace, ids); return true;
    case "flag": void toggle_flag(app, workspace, ids); return true;
    case "move": ask_move(app, workspace, ids); return true;
    case "copy": ask_copy(app, workspace, ids); return true;
    case "delete": void remove(app, workspace, ids); return true;
    case "undelete": void undelete(app, workspace, ids); return true;
    case "go_inbox": return go_special(app, workspace, "inbox");
    case "go_drafts": return go_special(app, workspace, "drafts");
    case "go_conflicts": app.go_to({ view: "conflicts" }); return true;
    case "refresh": workspace.refresh(); return true;
    case "back": return back(app);
    case "leave_field": return leave_field();
    case "help": show_shortcuts(app); return true;
  }
}

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}

// To the editor's first button, from where keys are commands again and Escape closes. The field gets the key as well.
function leave_field(): boolean {
  const in_editor = document.activeElement?.closest(".editor") != null;
  focus(in_editor ? ".editor .button.primary" : "#list");
  return false;
}

function click(selector: string): boolean {
  document.querySelector<HTMLElement>(selector)?.click();
  return true;
}

function select_all(workspace: Workspace): boolean {
  const list = workspace.list.value;
  const first = list?.row(0);
  if (!list || !first || document.activeElement?.id !== "list") return false;
  const ids = new Set<number>();
  for (let i = 0; i < list.total.value; ++i) {
    const row = list.row(i);
    if (row) ids.add(row.id);
  }
  workspace.selection.value = { ...select_one(first.id, 0), ids };
  return true;
}

function show_tab(app: App, tab: "edit" | "history"): boolean {
  const route = app.route.value;
  if (route.store === null || route.pane.pane !== "message") return false;
  app.show({ ...route.pane, tab: route.pane.tab === tab ? "read" : tab });
  return true;
}

function go_special(app: App, workspace: Workspace, name: string): boolean {
  const folder = workspace.special(name);
  if (folder) app.go_to({ view: "folder", folder: folder.id, kind: "normal" });
  return folder !== undefined;
}

function back(app: App): boolean {
  const route = app.route.value;
  if (app.folders_shown.value) {
    app.folders_shown.value = false;
    return true;
  }
  if (route.store === null || route.pane.pane === "none") return false;
  const reading = route.pane.pane === "new" || route.pane.tab === "read";
  app.show(reading ? { pane: "none" } : { ...route.pane, tab: "read" } as typeof route.pane);
  if (reading) document.getElementById("list")?.focus();
  return true;
}
