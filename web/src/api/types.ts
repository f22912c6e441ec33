// The shapes of docs/api.md, as far as the page reads them.

export type Rights = "read-write" | "read-only";

export interface StoreGrant {
  name: string;
  title: string;
  rights: Rights;
  owner: boolean;
}

export interface SessionInfo {
  name: string; // of the account
  who: string; // as others see it
  administrator: boolean;
  rights: Rights;
  csrf: string;
  version: string;
  stores: StoreGrant[];
}

export interface Folder {
  id: number;
  parent: number | null;
  name: string;
  path: string;
  kind: "generic" | "search" | "root";
  special: string | null; // "inbox", "drafts", …
  messages: number;
  unread: number;
  deleted: number;
  subfolders: boolean;
  rights: string[];
}

export interface Row {
  id: number;
  etag: string;
  folder: number;
  read: boolean;
  unsent: boolean;
  flagged: boolean;
  has_attachments: boolean;
  date: string | null;
  modified: string | null;
  size: number;
  class: string;
  subject: string;
  from: string;
  to: string;
  importance: number;
}

export interface Page {
  rows: Row[];
  total: number;
  offset: number;
  next: string | null;
  position: number;
}

export type ListKind = "normal" | "deleted";

export type Large = { large: number; href: string };
export type Ansi = { ansi: string };
export type Value = string | number | boolean | null | Value[] | Large | Ansi;
export type Properties = Record<string, Value>;

export type RecipientType = "to" | "cc" | "bcc" | "originator";

export interface Recipient {
  type: RecipientType;
  name: string;
  address: string;
}

export interface Attachment {
  key: string;
  name: string;
  media_type: string;
  size: number;
  inline: boolean;
  content_id: string | null;
  embedded: boolean;
}

export interface Message {
  id: number;
  version: number;
  properties: Properties;
  recipients: Recipient[];
  attachments: Attachment[];
  saved: { who: string; client: string; when: string };
  merged?: boolean;
}

// A message with the tag that its content has.
export interface Tagged<T> {
  etag: string;
  value: T;
}

export interface Body {
  kind: "html" | "text" | "none";
  html?: string;
  text: string;
}

export interface MessageState {
  folder: number;
  read: boolean;
  flags: number; // PR_MESSAGE_FLAGS
  deleted: string | null;
  creator: string | null;
  created: string | null;
  rights: { edit: boolean; remove: boolean };
  conflicts: { message: number; role: "winner" | "copy" }[];
}

export interface MessagePatch {
  set?: Properties;
  remove?: string[];
  recipients?: Recipient[];
  attachments?: { add?: NewAttachment[]; remove?: string[] };
  choices?: Choice[];
  seen?: number;
  folder?: number;
}

export interface NewAttachment {
  upload: string;
  name: string;
  media_type?: string;
}

export interface NewMessage {
  properties?: Properties;
  recipients?: Recipient[];
  read?: boolean;
  unsent?: boolean;
}

export type Side = "mine" | "theirs";
export interface Choice {
  key: string;
  side: Side;
}

export type UnitState = "mine_only" | "theirs_only" | "alike" | "combined" | "overlap";

export interface Unit {
  key: string;
  label: string;
  kind: "property" | "group" | "recipient" | "attachment";
  state: UnitState;
  base: Properties | null;
  theirs: Properties | null;
  mine: Properties | null;
}

// What a 412 object_changed adds to the problem.
export interface Conflict {
  message: number;
  base: number;
  current: number;
  etag: string;
  who: string;
  client: string;
  when: string;
  has_base: boolean;
  can_merge: boolean; // without any choice
  units: Unit[];
}

export type Preference = "fail" | "merge" | "overwrite" | "elsewhere";

export interface Version {
  version: number;
  etag: string;
  kind: "first" | "plain" | "merged" | "forced" | "restored" | "imported";
  saved: string;
  who: string;
  client: string;
  current: boolean;
  folded: number;
}

export interface ConflictPair {
  winner: Row;
  copy: Row;
  made: string;
  units: Unit[];
}

export interface Person {
  who: string;
  client: string;
  state: "open" | "editing";
  since: string;
}

export interface FolderRights {
  others: string;
  members: { who: string; rights: string }[];
}

export type ActionName =
  | "read"
  | "unread"
  | "move"
  | "copy"
  | "delete"
  | "delete_permanently"
  | "undelete";

export interface ActionResult {
  done: number[];
  skipped: number[];
}

export interface ChangeEvent {
  position: number;
  kind: string;
  folder: number | null;
  old_folder: number | null;
  messages: { id: number; etag: string | null }[];
  mine: boolean;
  who: string;
}

export interface PresenceEvent {
  message: number;
  people: Person[];
}
