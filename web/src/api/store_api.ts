// The calls below /stores/{store}, each by its purpose.
import { kApi, type Client } from "./client.ts";
import type * as api from "./types.ts";

export const kWindowRows = 100; // of one page of a list

// An address' parameters, without those that are absent.
export function query(parameters: Record<string, string | number | boolean | undefined>): string {
  const parts = Object.entries(parameters)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

export class StoreApi {
  readonly client: Client;
  readonly store: string;
  private readonly base_: string;

  constructor(client: Client, store: string) {
    this.client = client;
    this.store = store;
    this.base_ = `/stores/${encodeURIComponent(store)}`;
  }

  address(path: string): string {
    return kApi + this.base_ + path;
  }

  // Where events begin now: grows with each change.
  async position(): Promise<number> {
    return (await this.client.get<{ position: number }>(this.base_)).position;
  }

  // Folders
  async folders(): Promise<api.Folder[]> {
    return (await this.client.get<{ folders: api.Folder[] }>(`${this.base_}/folders`)).folders;
  }
  async create_folder(parent: number, name: string): Promise<api.Folder> {
    return (await this.post<api.Folder>("/folders", { parent, name })).value;
  }
  async rename_folder(folder: number, name: string): Promise<void> {
    await this.patch(`/folders/${folder}`, { name });
  }
  async move_folder(folder: number, parent: number): Promise<void> {
    await this.patch(`/folders/${folder}`, { parent });
  }
  async delete_folder(folder: number): Promise<void> {
    const how = query({ messages: true, subfolders: true });
    await this.client.send(`${this.base_}/folders/${folder}${how}`, { method: "DELETE" });
  }
  rights(folder: number): Promise<api.FolderRights | null> {
    return this.client.get(`${this.base_}/folders/${folder}/rights`);
  }
  async set_rights(folder: number, rights: api.FolderRights, below: boolean): Promise<void> {
    await this.client.send(`${this.base_}/folders/${folder}/rights`, { method: "PUT", body: { ...rights, below } });
  }
  async people(): Promise<string[]> {
    const answer = await this.client.get<{ people: { who: string }[] }>(`${this.base_}/people`);
    return answer.people.map((person) => person.who);
  }

  // Lists
  list(folder: number, parameters: { kind?: api.ListKind; where?: string; offset?: number; limit?: number },
       signal?: AbortSignal): Promise<api.Page> {
    return this.client.get(`${this.base_}/folders/${folder}/messages${query(parameters)}`, signal);
  }
  search(parameters: { q: string; folder?: number; subfolders?: boolean; limit?: number; cursor?: string },
         signal?: AbortSignal): Promise<api.Page> {
    return this.client.get(`${this.base_}/search${query(parameters)}`, signal);
  }

  // Messages
  async message(id: number, deleted: "deleted too" | "" = ""): Promise<api.Tagged<api.Message>> {
    const how = deleted === "" ? "" : query({ deleted: true });
    const answer = await this.client.send<api.Message>(`${this.base_}/messages/${id}${how}`);
    return { etag: answer.etag, value: answer.value };
  }
  // The plain text, also where it is so long that the message only refers to it.
  async body_text(message: api.Message): Promise<string> {
    const value = message.properties["PR_BODY"];
    if (value === null || typeof value !== "object" || !("large" in value)) return typeof value === "string" ? value : "";
    return this.client.text(`${this.base_}/messages/${message.id}/properties/PR_BODY`);
  }
  // The message in this folder that a client gave this Internet message id.
  async find_by_internet_id(folder: number, mark: string): Promise<api.Tagged<api.Message> | null> {
    const where = `PR_INTERNET_MESSAGE_ID is exactly "${mark}"`;
    const found = await this.list(folder, { where, limit: 1 });
    return found.rows[0] ? this.message(found.rows[0].id) : null;
  }
  body(id: number): Promise<api.Body> {
    return this.client.get(`${this.base_}/messages/${id}/body`);
  }
  state(id: number): Promise<api.MessageState> {
    return this.client.get(`${this.base_}/messages/${id}/state`);
  }
  async create(folder: number, message: api.NewMessage): Promise<api.Tagged<api.Message>> {
    const answer = await this.post<api.Message>(`/folders/${folder}/messages`, message);
    return { etag: answer.etag, value: answer.value };
  }
  // Without a tag the changes go onto the newest version.
  async save(id: number, patch: api.MessagePatch, etag?: string, prefer?: api.Preference): Promise<Saved> {
    const answer = await this.client.send<{ merged?: boolean } | null>(`${this.base_}/messages/${id}`, {
      method: "PATCH",
      body: patch,
      ...(etag === undefined ? {} : { if_match: etag }),
      ...(prefer === undefined ? {} : { prefer }),
    });
    return { etag: answer.etag, merged: answer.value?.merged === true, copy: copy_of(answer) };
  }
  async mark_read(id: number, read: boolean): Promise<void> {
    await this.patch(`/messages/${id}/state`, { read });
  }
  async act(action: api.ActionName, messages: number[], folder?: number): Promise<api.ActionResult> {
    const body = { action, messages, ...(folder === undefined ? {} : { folder }) };
    return (await this.post<api.ActionResult>("/messages/actions", body)).value;
  }
  // One save for each message; answers how many were refused.
  async set_flag(messages: number[], flagged: boolean): Promise<number> {
    const body = flagged ? { set: { PR_FLAG_STATUS: 2 } } : { remove: ["PR_FLAG_STATUS"] };
    const requests = messages.map((id) => ({ method: "PATCH", path: `/messages/${id}`, body }));
    const answer = await this.post<{ answers: { status: number }[] }>("/batch", { requests });
    return answer.value.answers.filter((one) => one.status >= 400).length;
  }

  // Attachments
  attachment_address(message: number, key: string): string {
    return this.address(`/messages/${message}/attachments/${encodeURIComponent(key)}`);
  }
  async remove_attachment(message: number, key: string): Promise<string> {
    const path = `${this.base_}/messages/${message}/attachments/${encodeURIComponent(key)}`;
    return (await this.client.send(path, { method: "DELETE" })).etag;
  }

  // History and conflicts
  async history(id: number): Promise<api.Version[]> {
    return (await this.client.get<{ versions: api.Version[] }>(`${this.base_}/messages/${id}/history`)).versions;
  }
  async compare(id: number, before: number, after: number): Promise<api.Unit[]> {
    const path = `${this.base_}/messages/${id}/compare${query({ before, after })}`;
    return (await this.client.get<{ units: api.Unit[] }>(path)).units;
  }
  async restore(id: number, version: number, etag: string): Promise<string> {
    const path = `${this.base_}/messages/${id}/restore`;
    return (await this.client.send(path, { method: "POST", body: { version }, if_match: etag })).etag;
  }
  async conflicts(): Promise<api.ConflictPair[]> {
    return (await this.client.get<{ conflicts: api.ConflictPair[] }>(`${this.base_}/conflicts`)).conflicts;
  }
  async settle(winner: number, copy: number, keep: "winner" | "copy" | "both"): Promise<void> {
    await this.post("/conflicts/settle", { winner, copy, keep });
  }

  // Presence
  async present(message: number, state: "open" | "editing"): Promise<void> {
    await this.client.send(`${this.base_}/messages/${message}/presence`, { method: "PUT", body: { state } });
  }
  async left(message: number): Promise<void> {
    await this.client.send(`${this.base_}/messages/${message}/presence`, { method: "DELETE", keep_alive: true });
  }
  async who_is_in(message: number): Promise<api.Person[]> {
    return (await this.client.get<api.PresenceEvent>(`${this.base_}/messages/${message}/presence`)).people;
  }

  private post<T>(path: string, body: unknown) {
    return this.client.send<T>(this.base_ + path, { method: "POST", body });
  }
  private patch<T>(path: string, body: unknown) {
    return this.client.send<T>(this.base_ + path, { method: "PATCH", body });
  }
}

export interface Saved {
  etag: string;
  merged: boolean; // others' changes are in it as well
  copy: number | null; // the message that a save elsewhere made
}

function copy_of(answer: { status: number; location: string | null }): number | null {
  if (answer.status !== 201 || answer.location === null) return null;
  return Number(answer.location.slice(answer.location.lastIndexOf("/") + 1));
}
