import { beforeEach, describe, expect, test, vi } from "vitest";
import { MockApi } from "../../mock/api.ts";
import { type Break, mock_fetch } from "../../mock/fetch.ts";
import { kAccounts } from "../../mock/samples.ts";
import { current, type MockMessage, MockStore } from "../../mock/store.ts";
import { Client } from "../api/client.ts";
import { StoreApi } from "../api/store_api.ts";
import { DraftKeeper, kIdle, kLongestWait } from "./draft_keeper.ts";
import { KeptText } from "./kept_text.ts";
import { MemoryStorage } from "./memory_storage.ts";

let store: MockStore;
let server: MockApi;
let storage: MemoryStorage;
let drafts: number;
let fail: (method: string, path: string) => Break;

beforeEach(() => {
  vi.useFakeTimers();
  store = new MockStore();
  drafts = store.add_folder("Drafts", "drafts", null).id;
  server = new MockApi(store, kAccounts);
  storage = new MemoryStorage();
  fail = () => null;
});

function person(number: 0 | 1) {
  const account = kAccounts[number];
  if (!account) throw new Error("no such account");
  const api = new StoreApi(new Client(mock_fetch(server, account, (method, path) => fail(method, path))), "shop");
  return { api, kept: new KeptText(storage, account.name, "shop") };
}

function message_in_store(): MockMessage {
  const content = { properties: { PR_SUBJECT: "Programme", PR_BODY: "one" }, recipients: [], attachments: [] };
  return store.add_message(drafts, content, "Ana Ruiz", { unsent: true, read: true });
}

async function editing(number: 0 | 1, id: number, saves_itself = true) {
  const { api, kept } = person(number);
  const message = await api.message(id);
  return new DraftKeeper(api, kept, { editor: `editor-${number}`, folder: drafts, domain: "test", saves_itself, message });
}

function writing(editor = "new") {
  const { api, kept } = person(0);
  return new DraftKeeper(api, kept, { editor, folder: drafts, domain: "test", saves_itself: true, message: null });
}

const subject = (message: MockMessage) => current(message).content.properties["PR_SUBJECT"];
const body = (message: MockMessage) => current(message).content.properties["PR_BODY"];
const only = () => {
  const [message, ...more] = [...store.messages.values()];
  expect(more).toEqual([]);
  if (!message) throw new Error("there is no message");
  return message;
};

describe("a new draft", () => {
  test("saves itself once the hands rest, and always into one message", async () => {
    const keeper = writing();
    keeper.type({ subject: "Order" });
    await vi.advanceTimersByTimeAsync(kIdle - 1);
    expect(store.messages.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    keeper.type({ text: "Hello" });
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(subject(only())).toBe("Order");
    expect(body(only())).toBe("Hello");
    expect(keeper.phase.value).toBe("saved");
  });

  test("saves itself at last even while somebody types on", async () => {
    const keeper = writing();
    for (let waited = 0; waited <= kLongestWait; waited += 500) {
      keeper.type({ text: `typed ${waited}` });
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(store.messages.size).toBe(1);
  });

  test("of which nothing was written leaves nothing behind", async () => {
    const keeper = writing();
    keeper.type({ subject: "x" });
    keeper.type({ subject: "" });
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(store.messages.size).toBe(0);
    expect(storage.length).toBe(0);
  });

  test("for which several files wait is made once, and is saved then", async () => {
    const keeper = writing();
    keeper.type({ subject: "Order" });
    const numbers = await Promise.all([keeper.message_id(), keeper.message_id()]);
    expect(numbers).toEqual([only().id, only().id]);
    expect(keeper.phase.value).toBe("saved");
  });

  test("whose first answer was lost is found again and not made twice", async () => {
    fail = (method) => (method === "POST" ? "after" : null);
    const keeper = writing();
    keeper.type({ subject: "Order" });
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(keeper.phase.value).toBe("waiting");
    keeper.type({ text: "typed while waiting" });
    fail = () => null;
    keeper.retry();
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(body(only())).toBe("typed while waiting");
    expect(keeper.phase.value).toBe("saved");
  });
});

describe("what was typed", () => {
  test("is kept at once, and no longer when it is saved", async () => {
    const keeper = await editing(0, message_in_store().id);
    keeper.type({ text: "typed" });
    expect(person(0).kept.all()[0]?.typed.text).toBe("typed");
    await keeper.save();
    expect(person(0).kept.all()).toEqual([]);
  });

  test("outlives the tab: another editor goes on with it", async () => {
    const message = message_in_store();
    const lost = await editing(0, message.id);
    lost.type({ text: "typed before the tab closed" });
    lost.close();
    const found = person(0).kept.all()[0];
    const keeper = await editing(0, message.id);
    if (found) keeper.adopt(found);
    await keeper.save();
    expect(body(message)).toBe("typed before the tab closed");
  });

  test("stays while the server is away, and goes out when it is back", async () => {
    const message = message_in_store();
    const keeper = await editing(0, message.id);
    fail = () => "before";
    keeper.type({ text: "typed" });
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(keeper.phase.value).toBe("waiting");
    fail = () => null;
    keeper.retry();
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(body(message)).toBe("typed");
  });

  test("stays while signed out", async () => {
    const message = message_in_store();
    const keeper = await editing(0, message.id);
    server.sessions.clear();
    keeper.type({ text: "typed" });
    await keeper.save();
    expect(keeper.phase.value).toBe("signed_out");
    expect(person(0).kept.all()).toHaveLength(1);
    await editing(0, message.id); // signs in again
    keeper.retry();
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(body(message)).toBe("typed");
  });
});

describe("a save whose answer was lost", () => {
  test("does not conflict with itself, though more was typed since", async () => {
    const message = message_in_store();
    const keeper = await editing(0, message.id);
    fail = (method) => (method === "PATCH" ? "after" : null);
    keeper.type({ text: "first" });
    await keeper.save();
    keeper.type({ text: "second" });
    fail = () => null;
    keeper.retry();
    await vi.advanceTimersByTimeAsync(kIdle);
    expect(keeper.phase.value).toBe("saved");
    expect(body(message)).toBe("second");
  });
});

describe("two people", () => {
  test("who change different parts both have their way", async () => {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    const ben = await editing(1, message.id);
    ana.type({ subject: "Ana's subject" });
    await ana.save();
    ben.type({ text: "Ben's text" });
    await ben.save();
    expect([subject(message), body(message)]).toEqual(["Ana's subject", "Ben's text"]);
    expect(ben.draft.value.subject).toBe("Ana's subject");
    ben.type({ text: "Ben's text, more" });
    await ben.save();
    expect(subject(message)).toBe("Ana's subject");
  });

  async function overlapping() {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    const ben = await editing(1, message.id);
    ana.type({ subject: "Ana's subject", importance: 2 });
    await ana.save();
    ben.type({ subject: "Ben's subject", text: "Ben's text" });
    await ben.save();
    expect(ben.phase.value).toBe("conflict");
    expect(body(message)).toBe("one");
    return { message, ana, ben };
  }

  test("who change the same part get a conflict, and nothing is written", async () => {
    const { ben } = await overlapping();
    const overlaps = ben.conflict.value?.units.filter((unit) => unit.state === "overlap");
    expect(overlaps?.map((unit) => unit.key)).toEqual(["subject"]);
    expect(ben.conflict.value?.who).toBe("Ana Ruiz");
    expect(person(1).kept.all()[0]?.typed.text).toBe("Ben's text");
  });

  test.each(["mine", "theirs"] as const)("settle it unit by unit: %s", async (side) => {
    const { message, ben } = await overlapping();
    const seen = ben.conflict.value?.current ?? 0;
    await ben.settle({ choices: [{ key: "subject", side }], seen });
    expect(ben.phase.value).toBe("saved");
    expect(subject(message)).toBe(side === "mine" ? "Ben's subject" : "Ana's subject");
    expect(body(message)).toBe("Ben's text");
    expect(current(message).content.properties["PR_IMPORTANCE"]).toBe(2);
    expect(ben.draft.value.subject).toBe(subject(message));
  });

  test("are told again when somebody saved while they decided", async () => {
    const { message, ana, ben } = await overlapping();
    const seen = ben.conflict.value?.current ?? 0;
    ana.type({ subject: "Ana's third" });
    await ana.save();
    await ben.settle({ choices: [{ key: "subject", side: "mine" }], seen });
    expect(ben.phase.value).toBe("conflict");
    expect(ben.conflict.value?.current).toBe(seen + 1);
    expect(subject(message)).toBe("Ana's third");
  });

  test("can overwrite", async () => {
    const { message, ben } = await overlapping();
    await ben.overwrite();
    expect(subject(message)).toBe("Ben's subject");
    expect(current(message).content.properties["PR_IMPORTANCE"]).toBeUndefined();
    expect(current(message).kind).toBe("forced");
  });

  test("can keep theirs", async () => {
    const { message, ben } = await overlapping();
    await ben.keep_theirs();
    expect(ben.draft.value.subject).toBe("Ana's subject");
    expect(ben.phase.value).toBe("saved");
    expect(current(message).version).toBe(2);
    expect(person(1).kept.all()).toEqual([]);
  });

  test("can save elsewhere, and the original is left alone", async () => {
    const { message, ben } = await overlapping();
    const copy = await ben.save_elsewhere(drafts);
    expect(subject(message)).toBe("Ana's subject");
    expect(ben.draft.value.subject).toBe("Ana's subject");
    expect(subject(store.messages.get(copy ?? 0) ?? message)).toBe("Ben's subject");
    expect(person(1).kept.all()).toEqual([]);
  });
});

describe("news of somebody else's save", () => {
  test("says who and what, and is taken over before one types", async () => {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    const ben = await editing(1, message.id);
    ana.type({ subject: "Ana's subject" });
    await ana.save();
    await ben.heard('"2"');
    expect(ben.news.value).toMatchObject({ who: "Ana Ruiz", overlaps: false });
    expect(ben.news.value?.units.map((unit) => unit.key)).toEqual(["subject"]);
    await ben.take_over();
    expect(ben.draft.value.subject).toBe("Ana's subject");
    expect(ben.news.value).toBeNull();
    expect(ben.phase.value).toBe("saved");
  });

  test("that is told twice is looked at once, and again where that failed", async () => {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    const ben = await editing(1, message.id);
    ana.type({ subject: "x" });
    await ana.save();
    fail = (method) => (method === "GET" ? "before" : null);
    await ben.heard('"2"');
    expect(ben.news.value).toBeNull();
    fail = () => null;
    await ben.heard('"2"');
    const told = ben.news.value;
    await ben.heard('"2"');
    expect(told).toMatchObject({ version: 2 });
    expect(ben.news.value).toBe(told);
  });

  test("of one's own save is no news", async () => {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    ana.type({ subject: "x" });
    await ana.save();
    await ana.heard('"2"');
    expect(ana.news.value).toBeNull();
  });

  test("that overlaps with what was typed is never taken over silently", async () => {
    const message = message_in_store();
    const ana = await editing(0, message.id);
    const ben = await editing(1, message.id);
    ana.type({ text: "Ana's text" });
    await ana.save();
    ben.type({ text: "Ben's text" });
    await ben.heard('"2"');
    expect(ben.news.value?.overlaps).toBe(true);
    await ben.take_over();
    expect(ben.phase.value).toBe("conflict");
    expect(body(message)).toBe("Ana's text");
  });

  test("of a deletion keeps the text, which can be saved elsewhere", async () => {
    const message = message_in_store();
    const ben = await editing(1, message.id);
    ben.type({ text: "Ben's text" });
    message.deleted = "now";
    await ben.save();
    expect(ben.phase.value).toBe("deleted");
    const copy = await ben.save_elsewhere(drafts);
    expect(body(store.messages.get(copy ?? 0) ?? message)).toBe("Ben's text");
  });
});

test("a message that does not save itself waits for its save", async () => {
  const message = message_in_store();
  const keeper = await editing(0, message.id, false);
  keeper.type({ text: "typed" });
  await vi.advanceTimersByTimeAsync(kLongestWait * 2);
  expect(body(message)).toBe("one");
  await keeper.save();
  expect(body(message)).toBe("typed");
});
