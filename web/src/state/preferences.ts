// What a person chose for this browser: theme, language, single-key shortcuts, closed folders.
import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
const kPrefix = "postroom/preference/";

export class Preferences {
  readonly theme = signal<Theme>("auto");
  readonly single_keys = signal(true); // "j" and the like, without Ctrl

  constructor(private readonly storage_: Pick<Storage, "getItem" | "setItem">) {
    const theme = this.get("theme");
    if (theme === "light" || theme === "dark") this.theme.value = theme;
    this.single_keys.value = this.get("single_keys") !== "false";
  }

  set_theme(theme: Theme): void {
    this.theme.value = theme;
    this.set("theme", theme);
  }
  set_single_keys(on: boolean): void {
    this.single_keys.value = on;
    this.set("single_keys", String(on));
  }
  get language(): string | null {
    return this.get("language");
  }
  set language(code: string) {
    this.set("language", code);
  }
  closed_folders(store: string): Set<number> {
    const text = this.get(`closed/${store}`) ?? "";
    return new Set(text.split(",").map(Number).filter((id) => id > 0));
  }
  set_closed_folders(store: string, ids: ReadonlySet<number>): void {
    this.set(`closed/${store}`, [...ids].join(","));
  }

  // A browser that keeps nothing is no reason to fail.
  private get(name: string): string | null {
    try {
      return this.storage_.getItem(kPrefix + name);
    } catch {
      return null;
    }
  }
  private set(name: string, value: string): void {
    try {
      this.storage_.setItem(kPrefix + name, value);
    } catch {
      return;
    }
  }
}
