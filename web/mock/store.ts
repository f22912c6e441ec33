// A store in memory: folders, messages with their versions, and who hears of changes.
import type { ChangeEvent, Folder, FolderRights, Person, Row } from "../src/api/types.ts";
import type { Content } from "./content.ts";

export interface MockVersion {
  version: number;
  content: Content;
  who: string;
  when: string;
  kind: "first" | "plain" | "merged" | "forced" | "restored" | "imported";
}

export interface MockMessage {
  id: number;
  folder: number;
  read: boolean;
  unsent: boolean;
  deleted: string | null;
  versions: MockVersion[];
  files: Map<string, Uint8Array>;
}

export type MockFolder = Pick<Folder, "id" | "parent" | "name" | "special" | "kind"> & { rights: FolderRights | null };

export class MockStore {
  readonly folders = new Map<number, MockFolder>();
  readonly messages = new Map<number, MockMessage>();
  readonly links: { winner: number; copy: number; made: string }[] = [];
  readonly present = new Map<number, Map<string, Person>>();
  readonly listeners = new Set<(type: string, data: { position: number } | object, by: string) => void>();
  position = 1;
  next_id = 1;

  constructor(readonly now: () => string = () => new Date().toISOString()) {}

  add_folder(name: string, special: string | null, parent: number | null, kind: Folder["kind"] = "generic"): MockFolder {
    const folder: MockFolder = { id: this.next_id++, parent, name, special, kind, rights: null };
    this.folders.set(folder.id, folder);
    return folder;
  }

  add_message(folder: number, content: Content, who: string, how: Partial<MockMessage> & { when?: string } = {}): MockMessage {
    const first: MockVersion = { version: 1, content, who, when: how.when ?? this.now(), kind: "first" };
    const message: MockMessage = {
      id: this.next_id++, folder, read: how.read ?? false, unsent: how.unsent ?? false, deleted: null,
      versions: [first], files: new Map(),
    };
    this.messages.set(message.id, message);
    return message;
  }

  commit(message: MockMessage, content: Content, who: string, kind: MockVersion["kind"]): MockVersion {
    const version = { version: current(message).version + 1, content, who, when: this.now(), kind };
    message.versions.push(version);
    this.tell("message_modified", message, who);
    return version;
  }

  tell(kind: string, message: MockMessage, who: string, old_folder: number | null = null): void {
    const event: Omit<ChangeEvent, "mine"> = {
      position: ++this.position, kind, folder: message.folder, old_folder, who,
      messages: [{ id: message.id, etag: etag_of(message) }],
    };
    for (const listener of this.listeners) listener("change", event, who);
  }

  tell_folder(kind: string, folder: number, who: string): void {
    const event = { position: ++this.position, kind, folder, old_folder: null, who, messages: [] };
    for (const listener of this.listeners) listener("change", event, who);
  }

  tell_presence(message: number): void {
    const people = [...(this.present.get(message)?.values() ?? [])];
    for (const listener of this.listeners) listener("presence", { message, people }, "");
  }

  in_folder(folder: number, deleted: boolean): MockMessage[] {
    const found = [...this.messages.values()].filter((one) => one.folder === folder && (one.deleted !== null) === deleted);
    return found.sort((one, other) => date_of(other).localeCompare(date_of(one)) || other.id - one.id);
  }

  folder_json(folder: MockFolder): Folder {
    let messages = 0, unread = 0, deleted = 0;
    for (const message of this.messages.values()) {
      if (message.folder !== folder.id) continue;
      if (message.deleted !== null) ++deleted;
      else {
        ++messages;
        if (!message.read) ++unread;
      }
    }
    const parent = folder.parent === null ? undefined : this.folders.get(folder.parent);
    return {
      id: folder.id, parent: folder.parent, name: folder.name, kind: folder.kind, special: folder.special,
      path: parent && parent.kind !== "root" && parent.special !== "ipm_subtree" ? `${this.folder_json(parent).path}/${folder.name}` : folder.name,
      messages, unread, deleted, subfolders: [...this.folders.values()].some((one) => one.parent === folder.id),
      rights: ["read", "create", "edit-all", "delete-all", "create-subfolder", "folder-owner", "visible"],
    };
  }
}

export function current(message: MockMessage): MockVersion {
  const last = message.versions[message.versions.length - 1];
  if (!last) throw new Error(`message ${message.id} has no version`);
  return last;
}

export function etag_of(message: MockMessage): string {
  return `"${current(message).version}"`;
}

export function date_of(message: MockMessage): string {
  const sent = current(message).content.properties["PR_MESSAGE_DELIVERY_TIME"];
  return typeof sent === "string" ? sent : current(message).when;
}

export function row_of(message: MockMessage): Row {
  const { content, when } = current(message);
  const { properties } = content;
  const said = (name: string) => (typeof properties[name] === "string" ? properties[name] : "");
  return {
    id: message.id, etag: etag_of(message), folder: message.folder, read: message.read, unsent: message.unsent,
    flagged: properties["PR_FLAG_STATUS"] === 2, has_attachments: content.attachments.some((one) => !one.inline),
    date: date_of(message), modified: when, size: said("PR_BODY").length + 800, class: "IPM.Note",
    subject: said("PR_SUBJECT"), from: said("PR_SENT_REPRESENTING_NAME"),
    to: content.recipients.filter((one) => one.type === "to").map((one) => one.name).join("; "),
    importance: typeof properties["PR_IMPORTANCE"] === "number" ? properties["PR_IMPORTANCE"] : 1,
  };
}
