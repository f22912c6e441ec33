// The tree of folders: one stop of the Tab key, arrow keys inside.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Folder } from "../api/types.ts";
import { t, t_count } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { folder_icon, folder_name } from "../parts/folder_look.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { top_folder, type TreeRow, tree_rows } from "../state/folder_tree.ts";
import { ask_new_folder, folder_items } from "./folder_actions.tsx";

export function FolderPane() {
  const app = use_app();
  const workspace = use_workspace();
  const closed = useSignal(app.preferences.closed_folders(workspace.grant.name));
  const tree = useRef<HTMLUListElement>(null);
  const route = app.route.value;
  const place = route.store === null ? null : route.place;
  const here = place?.view === "folder" ? place.folder : null;
  const rows = tree_rows(workspace.folders.value, closed.value);
  const top = top_folder(workspace.folders.value);
  const set_open = (folder: number, open: boolean) => {
    const next = new Set(closed.value);
    if (open) next.delete(folder);
    else next.add(folder);
    closed.value = next;
    app.preferences.set_closed_folders(workspace.grant.name, next);
  };
  const open = (folder: Folder) => app.go_to({ view: "folder", folder: folder.id, kind: "normal" });
  const first = rows.some((row) => row.folder.id === here) ? here : rows[0]?.folder.id;
  return (
    <nav class="folder-pane" aria-label={t("folders")}>
      <div class="pane-head">
        <h2>{t("folders")}</h2>
        {workspace.writable && top?.rights.includes("create-subfolder") && (
          <Button label={t("folder.new")} icon="plus" icon_only kind="quiet" run={() => ask_new_folder(app, workspace, top.id)} />
        )}
      </div>
      <ul role="tree" aria-label={t("folders")} ref={tree} onKeyDown={(event) => tree_key(event, tree.current, rows, set_open, open)}>
        {rows.map((row) => (
          <FolderRow key={row.folder.id} row={row} here={row.folder.id === here} tab_stop={row.folder.id === first}
            toggle={() => set_open(row.folder.id, !row.open)} open={() => open(row.folder)} />
        ))}
      </ul>
      <button type="button" class="folder-row conflicts-link" aria-current={place?.view === "conflicts" ? "page" : undefined}
        onClick={() => app.go_to({ view: "conflicts" })}>
        <Icon name="copy" /><span class="name">{t("conflicts")}</span>
      </button>
    </nav>
  );
}

interface FolderRowProps {
  row: TreeRow;
  here: boolean;
  tab_stop: boolean;
  toggle: () => void;
  open: () => void;
}

function FolderRow({ row, here, tab_stop, toggle, open }: FolderRowProps) {
  const app = use_app();
  const workspace = use_workspace();
  const { folder, level } = row;
  const drafts = folder.special === "drafts";
  const count = drafts ? folder.messages : counts_unread(folder) ? folder.unread : 0;
  const name = folder_name(folder);
  const id = `folder-${folder.id}`;
  const items = folder_items(app, workspace, folder);
  return (
    <li role="treeitem" id={id} class="folder-item" aria-labelledby={`${id}-name ${id}-count`} aria-level={level}
      tabIndex={tab_stop ? 0 : -1} aria-selected={here} aria-expanded={row.has_children ? row.open : undefined}
      data-folder={folder.id}>
      <div class="folder-row" style={{ paddingInlineStart: `${8 + (level - 1) * 16}px` }} onClick={open}>
        <span class={`twist${row.open ? " open" : ""}`} aria-hidden="true" onClick={(event) => {
          event.stopPropagation();
          toggle();
        }}>{row.has_children && <Icon name="forward" />}</span>
        <Icon name={folder_icon(folder)} />
        <span class="name" id={`${id}-name`}>{name}</span>
        <span id={`${id}-count`} class="unseen">{count > 0 && t_count(drafts ? "count.messages" : "count.unread", count)}</span>
        {count > 0 && <span class={drafts ? "count quiet" : "count"} data-count={count} aria-hidden="true" />}
      </div>
      {items.length > 0 && <Menu label={t("folder.actions", { name })} icon="more" items={items} small />}
    </li>
  );
}

// Nobody waits to read what has been sent.
function counts_unread(folder: Folder): boolean {
  return folder.special !== "sent_items" && folder.special !== "outbox";
}

function tree_key(event: KeyboardEvent, tree: HTMLElement | null, rows: TreeRow[],
                  set_open: (folder: number, open: boolean) => void, open: (folder: Folder) => void): void {
  const at = rows.findIndex((row) => `folder-${row.folder.id}` === (event.target as HTMLElement).id);
  const row = rows[at];
  if (!row) return;
  const focus = (index: number) => {
    const wanted = rows[index];
    if (wanted) tree?.querySelector<HTMLElement>(`#folder-${wanted.folder.id}`)?.focus();
  };
  switch (event.key) {
    case "ArrowDown": focus(at + 1); break;
    case "ArrowUp": focus(at - 1); break;
    case "Home": focus(0); break;
    case "End": focus(rows.length - 1); break;
    case "ArrowRight":
      if (row.has_children && !row.open) set_open(row.folder.id, true);
      else if (row.open) focus(at + 1);
      break;
    case "ArrowLeft":
      if (row.open) set_open(row.folder.id, false);
      else focus(rows.findIndex((one) => one.folder.id === row.folder.parent));
      break;
    case "Enter": case " ": open(row.folder); break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
}
