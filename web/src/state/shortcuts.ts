// The keys of the page: one table, from which both the keyboard and its help live.
import type { Key } from "../language/language.ts";

export type Command =
  | "next" | "previous" | "open" | "select" | "select_all" | "compose" | "edit" | "save" | "search" | "read" | "flag"
  | "leave_field" | "move" | "copy" | "delete" | "undelete" | "history" | "go_inbox" | "go_drafts" | "go_conflicts"
  | "refresh" | "back" | "help";

export interface Shortcut {
  command: Command;
  keys: string[]; // each "j", "Ctrl+s", "g i": one, or one after the other
  says: Key;
}

export const kShortcuts: readonly Shortcut[] = [
  { command: "next", keys: ["j"], says: "keys.next" },
  { command: "previous", keys: ["k"], says: "keys.previous" },
  { command: "open", keys: ["o"], says: "keys.open" },
  { command: "select", keys: ["x"], says: "keys.select" },
  { command: "select_all", keys: ["Ctrl+a"], says: "keys.select_all" },
  { command: "compose", keys: ["c"], says: "keys.compose" },
  { command: "edit", keys: ["e"], says: "keys.edit" },
  { command: "save", keys: ["Ctrl+s"], says: "keys.save" },
  { command: "search", keys: ["/"], says: "keys.search" },
  { command: "read", keys: ["u"], says: "keys.read" },
  { command: "flag", keys: ["f"], says: "keys.flag" },
  { command: "move", keys: ["v"], says: "keys.move" },
  { command: "copy", keys: ["y"], says: "keys.copy" },
  { command: "delete", keys: ["Delete", "#"], says: "keys.delete" },
  { command: "undelete", keys: ["z"], says: "keys.undelete" },
  { command: "history", keys: ["h"], says: "keys.history" },
  { command: "go_inbox", keys: ["g i"], says: "keys.go_inbox" },
  { command: "go_drafts", keys: ["g d"], says: "keys.go_drafts" },
  { command: "go_conflicts", keys: ["g c"], says: "keys.go_conflicts" },
  { command: "refresh", keys: ["r"], says: "keys.refresh" },
  { command: "back", keys: ["Escape"], says: "keys.back" }, // out of a field first
  { command: "help", keys: ["?"], says: "keys.help" },
];

export interface Pressed {
  key: string;
  ctrl: boolean; // or Command
  alt: boolean;
  typing: boolean; // in a field: only keys with Ctrl count
}

export const kSequenceTime = 1_500; // milliseconds between the two keys of "g i"

// Finds what a key means, with the one before it.
export class ShortcutReader {
  private before_: { key: string; when: number } | null = null;

  read(pressed: Pressed, single_keys: boolean, now: number): Command | null {
    const name = pressed.ctrl ? `Ctrl+${pressed.key.toLowerCase()}` : pressed.key;
    const before = this.before_ !== null && now - this.before_.when < kSequenceTime ? this.before_.key : null;
    this.before_ = null;
    if (pressed.alt) return null;
    const plain = !pressed.ctrl && name !== "Escape" && name !== "Delete";
    if (pressed.typing && name === "Escape") return "leave_field";
    if (pressed.typing && (!pressed.ctrl || pressed.key === "a")) return null;
    if (plain && !single_keys) return null;
    const found = (before !== null && command_of(`${before} ${name}`)) || command_of(name);
    if (!found && plain) this.before_ = { key: name, when: now };
    return found;
  }
}

function command_of(keys: string): Command | null {
  return kShortcuts.find((shortcut) => shortcut.keys.includes(keys))?.command ?? null;
}
