import { expect, test } from "vitest";
import { kEmptyDraft } from "./draft.ts";
import { type Kept, KeptText } from "./kept_text.ts";
import { MemoryStorage } from "./memory_storage.ts";

function kept(editor: string, when: number): Kept {
  return {
    editor, message: 7, mark: "<a@b>", folder: 2, etag: '"3"', base: kEmptyDraft,
    typed: { ...kEmptyDraft, subject: editor }, unanswered: null, when,
  };
}

test("what is kept is there again, the newest first", () => {
  const text = new KeptText(new MemoryStorage(), "ana", "shop");
  text.put(kept("one", 1));
  text.put(kept("two", 2));
  expect(text.all()).toEqual([kept("two", 2), kept("one", 1)]);
  text.remove("two");
  expect(text.all()).toEqual([kept("one", 1)]);
});

test("another account and another store do not see it", () => {
  const storage = new MemoryStorage();
  new KeptText(storage, "ana", "shop").put(kept("one", 1));
  expect(new KeptText(storage, "ben", "shop").all()).toEqual([]);
  expect(new KeptText(storage, "ana", "shop2").all()).toEqual([]);
  expect(new KeptText(storage, "ana/shop", "").all()).toEqual([]);
});

test("a storage without room says so", () => {
  const storage = new MemoryStorage(100);
  expect(new KeptText(storage, "ana", "shop").put(kept("one", 1))).toBe(false);
});

test("what cannot be read is passed over and stays", () => {
  const storage = new MemoryStorage();
  storage.setItem("postroom/kept/ana/shop/x", "{not json");
  storage.setItem("postroom/kept/ana/shop/y", '{"editor": 5}');
  expect(new KeptText(storage, "ana", "shop").all()).toEqual([]);
  expect(storage.length).toBe(2);
});
