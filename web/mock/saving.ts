// PATCH of a message: the four preferences and the choices.
import type { Conflict, MessagePatch, Preference } from "../src/api/types.ts";
import { type Content, merged, units } from "./content.ts";
import { refusal, type MockAnswer } from "./answer.ts";
import { current, etag_of, type MockMessage, type MockStore } from "./store.ts";

export function patched(content: Content, patch: MessagePatch): Content {
  const properties = { ...content.properties, ...patch.set };
  for (const name of patch.remove ?? []) delete properties[name];
  const gone = new Set(patch.attachments?.remove ?? []);
  return {
    properties,
    recipients: patch.recipients ?? content.recipients,
    attachments: content.attachments.filter((one) => !gone.has(one.key)),
  };
}

export function save(store: MockStore, message: MockMessage, patch: MessagePatch, if_match: string | null,
                     prefer: Preference, who: string): MockAnswer {
  const newest = current(message);
  const base = if_match === null ? newest : message.versions.find((one) => `"${one.version}"` === if_match);
  if (!base) return refusal(400, "invalid", "If-Match names a version that there is not.");
  const mine = patched(base.content, patch);
  if (prefer === "elsewhere") return save_elsewhere(store, message, mine, patch.folder, who);
  if (message.deleted !== null) return refusal(410, "object_deleted", "The message has been deleted.");
  if (same(mine, base.content) && base === newest) return saved(message, false);
  if (base === newest || prefer === "overwrite") {
    store.commit(message, mine, who, base === newest ? "plain" : "forced");
    return saved(message, false);
  }
  const found = units(base.content, newest.content, mine);
  const sides = new Map((patch.choices ?? []).map((choice) => [choice.key, choice.side]));
  const decided = patch.seen === newest.version;
  const open = found.some((unit) => unit.state === "overlap" && !(decided && sides.has(unit.key)));
  if (prefer === "fail" || open) return conflict_answer(message, base.version, found);
  const result = merged(newest.content, mine, found, (unit) => sides.get(unit.key) ?? "theirs");
  if (!same(result, newest.content)) store.commit(message, result, who, "merged");
  return saved(message, true);
}

function save_elsewhere(store: MockStore, message: MockMessage, mine: Content, folder: number | undefined, who: string) {
  const conflicts = [...store.folders.values()].find((one) => one.special === "conflicts");
  const copy = store.add_message(folder ?? conflicts?.id ?? message.folder, mine, who, { read: true, unsent: message.unsent });
  store.links.push({ winner: message.id, copy: copy.id, made: store.now() });
  store.tell("message_created", copy, who);
  store.tell("links_changed", message, who);
  return {
    status: 201, body: { id: copy.id },
    headers: { ETag: etag_of(copy), Location: `/api/v1/stores/shop/messages/${copy.id}` },
  };
}

function conflict_answer(message: MockMessage, base: number, found: Conflict["units"]): MockAnswer {
  const newest = current(message);
  const conflict: Conflict = {
    message: message.id, base, current: newest.version, etag: etag_of(message), who: newest.who,
    client: "postroom-web", when: newest.when, has_base: true, can_merge: !found.some((unit) => unit.state === "overlap"), units: found,
  };
  const detail = `${newest.who} has saved version ${newest.version} since you opened version ${base}.`;
  return refusal(412, "object_changed", detail, { ...conflict });
}

function saved(message: MockMessage, was_merged: boolean): MockAnswer {
  return { status: 200, headers: { ETag: etag_of(message) }, body: was_merged ? { merged: true } : {} };
}

function same(one: Content, other: Content): boolean {
  return units(one, one, other).length === 0;
}
