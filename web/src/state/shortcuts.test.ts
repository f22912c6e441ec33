import { expect, test } from "vitest";
import { kSequenceTime, kShortcuts, type Pressed, ShortcutReader } from "./shortcuts.ts";

const key = (name: string, more: Partial<Pressed> = {}): Pressed => ({ key: name, ctrl: false, alt: false, typing: false, ...more });

test("no two commands have the same keys", () => {
  const keys = kShortcuts.flatMap((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("two keys after each other are one command, if they come soon enough", () => {
  const reader = new ShortcutReader();
  expect(reader.read(key("g"), true, 0)).toBeNull();
  expect(reader.read(key("i"), true, kSequenceTime - 1)).toBe("go_inbox");
  expect(reader.read(key("g"), true, 0)).toBeNull();
  expect(reader.read(key("i"), true, kSequenceTime)).toBeNull();
});

test("keys that are typed into a field mean nothing but Ctrl+s", () => {
  const reader = new ShortcutReader();
  expect(reader.read(key("j", { typing: true }), true, 0)).toBeNull();
  expect(reader.read(key("Delete", { typing: true }), true, 0)).toBeNull();
  expect(reader.read(key("Escape", { typing: true }), true, 0)).toBe("leave_field");
  expect(reader.read(key("a", { typing: true, ctrl: true }), true, 0)).toBeNull();
  expect(reader.read(key("s", { typing: true, ctrl: true }), true, 0)).toBe("save");
});

test("single keys can be switched off", () => {
  const reader = new ShortcutReader();
  expect(reader.read(key("j"), false, 0)).toBeNull();
  expect(reader.read(key("Escape"), false, 0)).toBe("back");
  expect(reader.read(key("S", { ctrl: true }), false, 0)).toBe("save");
});
