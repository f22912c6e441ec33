// The flat list of folders as the tree that people see.
import type { Folder } from "../api/types.ts";

export interface TreeRow {
  folder: Folder;
  level: number; // 1 for those at the top
  open: boolean;
  has_children: boolean;
}

const kSpecialOrder = [
  "inbox", "drafts", "outbox", "sent_items", "conflicts", "junk", "deleted_items", "calendar", "contacts", "tasks", "notes",
];
// Folders that hold others and are nothing to a person. What is below them stands at the top.
const kScaffold = ["root", "ipm_subtree", "finder", "views", "common_views"];

// The folder in which people's own folders begin.
export function top_folder(folders: readonly Folder[]): Folder | undefined {
  return folders.find((folder) => folder.special === "ipm_subtree") ?? folders.find((folder) => folder.kind === "root");
}

export function is_scaffold(folder: Folder): boolean {
  return folder.kind === "root" || kScaffold.includes(folder.special ?? "");
}

// What is seen of the tree while the folders in `closed` hide what is below them. A folder whose parent one may not see
// stands at the top.
export function tree_rows(folders: readonly Folder[], closed: ReadonlySet<number>): TreeRow[] {
  const ids = new Set(folders.filter((folder) => !is_scaffold(folder)).map((folder) => folder.id));
  const below = new Map<number | null, Folder[]>();
  for (const folder of folders) {
    if (is_scaffold(folder)) continue;
    const parent = folder.parent !== null && ids.has(folder.parent) ? folder.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), folder]);
  }
  const rows: TreeRow[] = [];
  const walk = (parent: number | null, level: number) => {
    for (const folder of (below.get(parent) ?? []).sort(compare_folders)) {
      const has_children = below.has(folder.id);
      const open = has_children && !closed.has(folder.id);
      rows.push({ folder, level, open, has_children });
      if (open) walk(folder.id, level + 1);
    }
  };
  walk(null, 1);
  return rows;
}

export function compare_folders(one: Folder, other: Folder): number {
  return rank(one) - rank(other) || one.name.localeCompare(other.name);
}

function rank(folder: Folder): number {
  const at = folder.special === null ? -1 : kSpecialOrder.indexOf(folder.special);
  return at < 0 ? kSpecialOrder.length : at;
}

// The folder and all below it: where it may not be moved.
export function with_those_below(folders: readonly Folder[], folder: number): Set<number> {
  const found = new Set([folder]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const one of folders) {
      if (one.parent === null || !found.has(one.parent) || found.has(one.id)) continue;
      found.add(one.id);
      grew = true;
    }
  }
  return found;
}
