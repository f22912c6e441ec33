// A storage for tests, with a limit of characters.
import type { KeepStorage } from "./kept_text.ts";

export class MemoryStorage implements KeepStorage {
  private readonly items_ = new Map<string, string>();
  constructor(private readonly limit_ = Number.POSITIVE_INFINITY) {}

  get length(): number {
    return this.items_.size;
  }
  key(index: number): string | null {
    return [...this.items_.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.items_.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.limit_) throw new Error("QuotaExceededError");
    this.items_.set(key, value);
  }
  removeItem(key: string): void {
    this.items_.delete(key);
  }
}
