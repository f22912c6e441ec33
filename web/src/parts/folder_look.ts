import type { Folder } from "../api/types.ts";
import { t_or } from "../language/language.ts";
import type { IconName } from "./icon.tsx";

const kIcons: Record<string, IconName> = {
  inbox: "inbox", drafts: "draft", conflicts: "alert", sent_items: "sent", outbox: "send", deleted_items: "trash",
  junk: "archive", calendar: "calendar", contacts: "people", tasks: "check", notes: "edit",
};

export function folder_icon(folder: Folder): IconName {
  if (folder.kind === "search") return "search";
  return kIcons[folder.special ?? ""] ?? "folder";
}

// Folders that every store has are called what the interface's language calls them.
export function folder_name(folder: Folder): string {
  return folder.special === null ? folder.name : t_or(`folder.${folder.special}`, folder.name);
}
