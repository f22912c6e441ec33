// What was typed and is not on the server yet, kept in this browser for one account and one store, so that it outlives
// the tab. Each editor has its own entry: two tabs with one message never overwrite each other.
import type { Draft } from "./draft.ts";

export interface Kept {
  editor: string; // which editor typed it: unique
  message: number | null; // null: the server has no message yet
  mark: string; // the Internet message id by which a message whose answer was lost is found again
  folder: number;
  etag: string; // of what `base` is
  base: Draft;
  typed: Draft;
  unanswered: Draft | null; // a save of this was sent, and no answer came
  when: number; // milliseconds since 1970
}

export type KeepStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class KeptText {
  private readonly prefix_: string;

  constructor(
    private readonly storage_: KeepStorage,
    account: string,
    store: string,
  ) {
    this.prefix_ = `postroom/kept/${encodeURIComponent(account)}/${encodeURIComponent(store)}/`;
  }

  // False: there is no room for it.
  put(kept: Kept): boolean {
    try {
      this.storage_.setItem(this.prefix_ + kept.editor, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  remove(editor: string): void {
    this.storage_.removeItem(this.prefix_ + editor);
  }

  // The newest first. What cannot be read is left where it is and not told.
  all(): Kept[] {
    const found: Kept[] = [];
    for (let i = 0; i < this.storage_.length; ++i) {
      const key = this.storage_.key(i);
      if (key === null || !key.startsWith(this.prefix_)) continue;
      const kept = read(this.storage_.getItem(key));
      if (kept !== null) found.push(kept);
    }
    return found.sort((one, other) => other.when - one.when);
  }
}

function read(text: string | null): Kept | null {
  try {
    const value = JSON.parse(text ?? "null") as Kept | null;
    return value !== null && typeof value.editor === "string" && typeof value.typed?.subject === "string" ? value : null;
  } catch {
    return null;
  }
}
