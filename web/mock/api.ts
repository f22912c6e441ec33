// docs/api.md for two people and one store, in memory: enough to try the page and to test it, no more.
import type { ActionName, MessagePatch, NewMessage, Person, Preference } from "../src/api/types.ts";
import { json_of, type MockAnswer, type MockRequest, refusal } from "./answer.ts";
import { type Content, units } from "./content.ts";
import { save } from "./saving.ts";
import { current, etag_of, type MockMessage, type MockStore, row_of } from "./store.ts";

export interface Account {
  name: string;
  who: string;
  password: string;
}

type Handler = (request: MockRequest, who: string, parts: string[]) => MockAnswer;

export class MockApi {
  readonly sessions = new Map<string, Account>();
  private readonly routes_: [string, RegExp, Handler][];

  constructor(readonly store: MockStore, readonly accounts: Account[]) {
    const s = "/stores/shop";
    const m = `${s}/messages/(\\d+)`;
    const f = `${s}/folders/(\\d+)`;
    this.routes_ = (
      [
        ["GET", s, () => ok({ name: "shop", position: this.store.position })],
        ["GET", `${s}/folders`, () => this.folders()],
        ["POST", `${s}/folders`, (r, who) => this.new_folder(r, who)],
        ["PATCH", f, (r, who, [id]) => this.change_folder(r, who, Number(id))],
        ["DELETE", f, (_r, who, [id]) => this.delete_folder(who, Number(id))],
        ["GET", `${f}/rights`, (_r, _w, [id]) => ok(this.store.folders.get(Number(id))?.rights ?? null)],
        ["PUT", `${f}/rights`, (r, _w, [id]) => this.set_rights(r, Number(id))],
        ["GET", `${s}/people`, () => ok({ people: this.accounts.map(({ who }) => ({ who, rights: "read-write" })) })],
        ["GET", `${f}/messages`, (r, _w, [id]) => this.list(r, Number(id))],
        ["POST", `${f}/messages`, (r, who, [id]) => this.new_message(r, who, Number(id))],
        ["GET", `${s}/search`, (r) => this.search(r)],
        ["POST", `${s}/messages/actions`, (r, who) => this.act(r, who)],
        ["POST", `${s}/batch`, (r, who) => this.batch(r, who)],
        ["GET", `${s}/conflicts`, () => this.conflicts()],
        ["POST", `${s}/conflicts/settle`, (r, who) => this.settle(r, who)],
        ["GET", m, this.on((message) => ok(this.message_json(message, current(message).content), etag_of(message)))],
        ["PATCH", m, this.on((message, r, who) => this.save(message, r, who))],
        ["GET", `${m}/body`, this.on((message) => ok(body_json(current(message).content)))],
        ["GET", `${m}/state`, this.on((message) => ok(this.state_json(message)))],
        ["PATCH", `${m}/state`, this.on((message, r, who) => this.set_state(message, r, who))],
        ["POST", `${m}/attachments`, this.on((message, r, who) => this.attach(message, r, who))],
        ["GET", `${m}/attachments/([^/]+)`, this.on((message, _r, _w, [, key]) => file_of(message, key ?? ""))],
        ["DELETE", `${m}/attachments/([^/]+)`, this.on((message, _r, who, [, key]) => this.detach(message, key ?? "", who))],
        ["GET", `${m}/history`, this.on((message) => ok({ versions: history(message) }))],
        ["GET", `${m}/compare`, this.on((message, r) => this.compare(message, r))],
        ["POST", `${m}/restore`, this.on((message, r, who) => this.restore(message, r, who))],
        ["GET", `${m}/presence`, this.on((message) => ok({ message: message.id, people: this.people_in(message.id) }))],
        ["PUT", `${m}/presence`, this.on((message, r, who) => this.enter(message.id, r, who))],
        ["DELETE", `${m}/presence`, this.on((message, _r, who) => this.leave(message.id, who))],
      ] as [string, string, Handler][]
    ).map(([method, path, handle]) => [method, new RegExp(`^${path}$`), handle]);
  }

  handle(request: MockRequest): MockAnswer {
    const { method, path } = request;
    if (path === "/sign-in" && method === "POST") return this.sign_in(request);
    const session = session_of(request);
    const account = this.sessions.get(session);
    if (!account) return refusal(401, "signed_out", "Sign in first.");
    if (path === "/session") return ok(this.session_json(account, session));
    if (method !== "GET" && request.headers["x-csrf-token"] !== `csrf-${session}`) {
      return refusal(403, "csrf", "X-CSRF-Token is missing or wrong.");
    }
    if (path === "/sign-out") {
      this.sessions.delete(session);
      return { status: 204 };
    }
    return this.route(request, account.who);
  }

  private route(request: MockRequest, who: string): MockAnswer {
    for (const [method, pattern, handle] of this.routes_) {
      const found = method === request.method ? pattern.exec(request.path) : null;
      if (found) return handle(request, who, found.slice(1));
    }
    return refusal(404, "not_found", `There is nothing at ${request.path}.`);
  }

  private on(handle: (message: MockMessage, request: MockRequest, who: string, parts: string[]) => MockAnswer): Handler {
    return (request, who, parts) => {
      const message = this.store.messages.get(Number(parts[0]));
      return message ? handle(message, request, who, parts) : refusal(404, "not_found", "There is no such message.");
    };
  }

  private sign_in(request: MockRequest): MockAnswer {
    const { name, password } = json_of(request);
    const account = this.accounts.find((one) => one.name === name && one.password === password);
    if (!account) return refusal(401, "wrong_password", "The name or the password is wrong.");
    const session = `${account.name}-${this.sessions.size + 1}`;
    this.sessions.set(session, account);
    return {
      ...ok(this.session_json(account, session)),
      headers: { "Set-Cookie": `postroom_session=${session}; HttpOnly; SameSite=Strict; Path=/` },
    };
  }

  private session_json(account: Account, session: string) {
    return {
      name: account.name, who: account.who, administrator: false, rights: "read-write", csrf: `csrf-${session}`,
      version: "mock", stores: [{ name: "shop", title: "Printing shop", rights: "read-write", owner: account.name === "ana" }],
    };
  }

  private folders(): MockAnswer {
    return ok({ folders: [...this.store.folders.values()].map((folder) => this.store.folder_json(folder)) });
  }

  private new_folder(request: MockRequest, who: string): MockAnswer {
    const { parent, name } = json_of(request) as { parent: number; name: string };
    if ([...this.store.folders.values()].some((one) => one.parent === parent && one.name === name)) {
      return refusal(409, "collision", `There is a folder “${name}” here already.`);
    }
    const folder = this.store.add_folder(name, null, parent);
    this.store.tell_folder("folder_created", folder.id, who);
    return { status: 201, body: this.store.folder_json(folder) };
  }

  private change_folder(request: MockRequest, who: string, id: number): MockAnswer {
    const folder = this.store.folders.get(id);
    if (!folder) return refusal(404, "not_found", "There is no such folder.");
    Object.assign(folder, json_of(request));
    this.store.tell_folder("folder_modified", id, who);
    return ok(this.store.folder_json(folder));
  }

  private delete_folder(who: string, id: number): MockAnswer {
    this.store.folders.delete(id);
    this.store.tell_folder("folder_deleted", id, who);
    return { status: 204 };
  }

  private set_rights(request: MockRequest, id: number): MockAnswer {
    const folder = this.store.folders.get(id);
    const { others, members } = json_of(request) as { others: string; members: { who: string; rights: string }[] };
    if (folder) folder.rights = { others, members };
    return { status: 204 };
  }

  private list(request: MockRequest, folder: number): MockAnswer {
    let found = this.store.in_folder(folder, request.query.get("kind") === "deleted");
    const mark = /PR_INTERNET_MESSAGE_ID is exactly "(.*)"/.exec(request.query.get("where") ?? "")?.[1];
    if (mark) found = found.filter((one) => current(one).content.properties["PR_INTERNET_MESSAGE_ID"] === mark);
    return this.page(found, request, 50);
  }

  private search(request: MockRequest): MockAnswer {
    const q = (request.query.get("q") ?? "").toLowerCase();
    const found = [...this.store.messages.values()].filter((message) => {
      const { properties } = current(message).content;
      const text = `${String(properties["PR_SUBJECT"])} ${String(properties["PR_BODY"])} ${row_of(message).from}`;
      return message.deleted === null && text.toLowerCase().includes(q);
    });
    return this.page(found, request, 50);
  }

  private page(found: MockMessage[], request: MockRequest, otherwise: number): MockAnswer {
    const offset = Number(request.query.get("cursor") ?? request.query.get("offset") ?? 0);
    const limit = Number(request.query.get("limit") ?? otherwise);
    const rows = found.slice(offset, offset + limit).map(row_of);
    const next = offset + limit < found.length ? String(offset + limit) : null;
    return ok({ rows, total: found.length, offset, next, position: this.store.position });
  }

  private new_message(request: MockRequest, who: string, folder: number): MockAnswer {
    const made = json_of(request) as NewMessage;
    const content: Content = { properties: made.properties ?? {}, recipients: made.recipients ?? [], attachments: [] };
    const message = this.store.add_message(folder, content, who, { read: made.read ?? true, unsent: made.unsent ?? false });
    this.store.tell("message_created", message, who);
    return { ...ok(this.message_json(message, content), etag_of(message)), status: 201 };
  }

  private save(message: MockMessage, request: MockRequest, who: string): MockAnswer {
    const prefer = /conflict=(\w+)/.exec(request.headers["prefer"] ?? "")?.[1] ?? "fail";
    const patch = json_of(request) as MessagePatch;
    return save(this.store, message, patch, request.headers["if-match"] ?? null, prefer as Preference, who);
  }

  private message_json(message: MockMessage, content: Content) {
    const { version, who, when } = current(message);
    return { id: message.id, version, kind: "normal", ...content, saved: { who, client: "postroom-web", when } };
  }

  private state_json(message: MockMessage) {
    const conflicts = this.store.links.flatMap((link) =>
      link.winner === message.id ? [{ message: link.copy, role: "copy" }]
        : link.copy === message.id ? [{ message: link.winner, role: "winner" }] : []);
    return {
      folder: message.folder, read: message.read, flags: message.unsent ? 8 : 0, deleted: message.deleted, creator: message.versions[0]?.who ?? null,
      created: message.versions[0]?.when ?? null, rights: { edit: true, remove: true }, conflicts,
    };
  }

  private set_state(message: MockMessage, request: MockRequest, who: string): MockAnswer {
    const { read, folder } = json_of(request) as { read?: boolean; folder?: number };
    if (read !== undefined) message.read = read;
    if (folder !== undefined) message.folder = folder;
    this.store.tell("read_state_changed", message, who);
    return ok(this.state_json(message));
  }

  private act(request: MockRequest, who: string): MockAnswer {
    const { action, messages, folder } = json_of(request) as { action: ActionName; messages: number[]; folder?: number };
    const done: number[] = [];
    for (const message of messages.map((id) => this.store.messages.get(id)).filter((one) => one !== undefined)) {
      const kind = this.act_on(message, action, folder, who);
      this.store.tell(kind, message, who);
      done.push(message.id);
    }
    return ok({ done, skipped: messages.filter((id) => !done.includes(id)) });
  }

  private act_on(message: MockMessage, action: ActionName, folder: number | undefined, who: string): string {
    switch (action) {
      case "read": case "unread": message.read = action === "read"; return "read_state_changed";
      case "move": message.folder = folder ?? message.folder; return "message_moved";
      case "copy": this.store.add_message(folder ?? message.folder, current(message).content, who, message); return "message_copied";
      case "delete": message.deleted = this.store.now(); return "message_deleted";
      case "delete_permanently": this.store.messages.delete(message.id); return "message_removed";
      case "undelete": message.deleted = null; return "message_undeleted";
    }
  }

  private batch(request: MockRequest, who: string): MockAnswer {
    const { requests } = json_of(request) as { requests: { method: string; path: string; body?: unknown }[] };
    const answers = requests.map((one) => this.route({
      method: one.method, path: `/stores/shop${one.path}`, query: new URLSearchParams(), headers: {},
      body: new TextEncoder().encode(JSON.stringify(one.body ?? {})),
    }, who));
    return ok({ answers });
  }

  private attach(message: MockMessage, request: MockRequest, who: string): MockAnswer {
    const { content } = current(message);
    const key = `a${message.versions.length}${content.attachments.length}`;
    message.files.set(key, request.body);
    const attachment = {
      key, name: request.query.get("name") ?? "file", media_type: request.headers["content-type"] ?? "",
      size: request.body.length, inline: false, content_id: null, embedded: false,
    };
    this.store.commit(message, { ...content, attachments: [...content.attachments, attachment] }, who, "plain");
    return { status: 201, headers: { ETag: etag_of(message) }, body: { key } };
  }

  private detach(message: MockMessage, key: string, who: string): MockAnswer {
    const { content } = current(message);
    const attachments = content.attachments.filter((one) => one.key !== key);
    this.store.commit(message, { ...content, attachments }, who, "plain");
    return { status: 204, headers: { ETag: etag_of(message) } };
  }

  private compare(message: MockMessage, request: MockRequest): MockAnswer {
    const at = (name: string) => message.versions.find((one) => one.version === Number(request.query.get(name)));
    const before = at("before"), after = at("after");
    if (!before || !after) return refusal(404, "not_found", "There is no such version.");
    return ok({ units: units(before.content, before.content, after.content) });
  }

  private restore(message: MockMessage, request: MockRequest, who: string): MockAnswer {
    const wanted = message.versions.find((one) => one.version === json_of(request)["version"]);
    if (!wanted) return refusal(404, "not_found", "There is no such version.");
    this.store.commit(message, wanted.content, who, "restored");
    return ok({}, etag_of(message));
  }

  private conflicts(): MockAnswer {
    const conflicts = this.store.links.flatMap((link) => {
      const winner = this.store.messages.get(link.winner), copy = this.store.messages.get(link.copy);
      if (!winner || !copy) return [];
      const found = units(current(winner).content, current(winner).content, current(copy).content);
      return [{ winner: row_of(winner), copy: row_of(copy), made: link.made, units: found }];
    });
    return ok({ conflicts });
  }

  private settle(request: MockRequest, who: string): MockAnswer {
    const { winner, copy, keep } = json_of(request) as { winner: number; copy: number; keep: string };
    const at = this.store.links.findIndex((link) => link.winner === winner && link.copy === copy);
    const one = this.store.messages.get(winner), other = this.store.messages.get(copy);
    if (at < 0 || !one || !other) return refusal(404, "not_found", "There is no such conflict.");
    this.store.links.splice(at, 1);
    if (keep === "copy") this.store.commit(one, current(other).content, who, "plain");
    if (keep !== "both") other.deleted = this.store.now();
    this.store.tell("links_changed", one, who);
    return ok({});
  }

  private people_in(message: number): Person[] {
    return [...(this.store.present.get(message)?.values() ?? [])];
  }

  private enter(message: number, request: MockRequest, who: string): MockAnswer {
    const state = json_of(request)["state"] as Person["state"];
    const people = this.store.present.get(message) ?? new Map<string, Person>();
    people.set(who, { who, client: "postroom-web", state, since: people.get(who)?.since ?? this.store.now() });
    this.store.present.set(message, people);
    this.store.tell_presence(message);
    return { status: 204 };
  }

  private leave(message: number, who: string): MockAnswer {
    this.store.present.get(message)?.delete(who);
    this.store.tell_presence(message);
    return { status: 204 };
  }
}

export function session_of(request: { headers: Record<string, string> }): string {
  return /postroom_session=([^;]+)/.exec(request.headers["cookie"] ?? "")?.[1] ?? "";
}

function ok(body: unknown, etag?: string): MockAnswer {
  return { status: 200, body, ...(etag === undefined ? {} : { headers: { ETag: etag } }) };
}

function body_json(content: Content) {
  const text = typeof content.properties["PR_BODY"] === "string" ? content.properties["PR_BODY"] : "";
  const html = content.properties["PR_BODY_HTML"];
  if (typeof html === "string") return { kind: "html", html, text };
  return { kind: text === "" ? "none" : "text", text };
}

function file_of(message: MockMessage, key: string): MockAnswer {
  const file = message.files.get(key);
  if (!file) return refusal(404, "not_found", "There is no such attachment.");
  return { status: 200, headers: { "Content-Disposition": "attachment", "Content-Type": "application/octet-stream" }, body: file };
}

function history(message: MockMessage) {
  return [...message.versions].reverse().map((one, i) => ({
    version: one.version, etag: `"${one.version}"`, kind: one.kind, saved: one.when, who: one.who,
    client: "postroom-web", current: i === 0, folded: 0,
  }));
}
