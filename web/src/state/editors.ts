// The messages being edited in this tab, and what other tabs left behind.
import { signal } from "@preact/signals";
import type { StoreApi } from "../api/store_api.ts";
import type { Message, Tagged } from "../api/types.ts";
import { DraftKeeper } from "./draft_keeper.ts";
import { editor_gone, hold_editor, living_editors } from "./editor_locks.ts";
import type { Kept, KeptText } from "./kept_text.ts";

export class Editors {
  readonly left_behind = signal<Kept[]>([]);
  private readonly awaited_ = new Set<string>(); // editors of other tabs
  private readonly closing_ = new Map<number, Promise<void>>(); // by message
  private readonly open_ = new Map<string, { keeper: DraftKeeper; release: () => void }>();

  constructor(
    private readonly api_: StoreApi,
    private readonly kept_: KeptText,
    private readonly domain_: string,
  ) {
    void this.look_for_left_behind();
  }

  start(editor: string, folder: number): DraftKeeper {
    return this.open_.get(editor)?.keeper ?? this.opened(editor, folder, null, "", true);
  }

  // What was left behind of this message goes on; else the message as it is.
  async open(message: Tagged<Message>, folder: number, saves_itself: boolean): Promise<DraftKeeper> {
    const id = message.value.id;
    for (const { keeper } of this.open_.values()) if (keeper.id.value === id) return keeper;
    await this.closing_.get(id); // what its last editor could not save is then there to be adopted
    const text = await this.api_.body_text(message.value);
    const kept = (await this.unheld()).find((one) => one.message === id);
    const keeper = this.opened(kept?.editor ?? crypto.randomUUID(), folder, message, text, saves_itself);
    if (kept) keeper.adopt(kept);
    void this.look_for_left_behind();
    return keeper;
  }

  resume(kept: Kept): DraftKeeper {
    const keeper = this.start(kept.editor, kept.folder);
    keeper.adopt(kept);
    void this.look_for_left_behind();
    return keeper;
  }

  forget(kept: Kept): void {
    this.kept_.remove(kept.editor);
    void this.look_for_left_behind();
  }

  // A draft is saved first; what cannot be saved stays kept and is offered again.
  async close(keeper: DraftKeeper): Promise<void> {
    const open = this.open_.get(keeper.editor);
    if (!open) return;
    this.open_.delete(keeper.editor);
    const id = keeper.id.value;
    const work = this.finish(keeper, open.release);
    if (id !== null) this.closing_.set(id, work);
    await work;
    if (id !== null && this.closing_.get(id) === work) this.closing_.delete(id);
    await this.look_for_left_behind();
  }

  retry_all(): void {
    for (const { keeper } of this.open_.values()) keeper.retry();
  }

  heard(message: number, etag: string | null, deleted: boolean): void {
    for (const { keeper } of this.open_.values()) {
      if (keeper.id.value !== message) continue;
      if (deleted) keeper.heard_deleted();
      else if (etag !== null) void keeper.heard(etag);
    }
  }

  // Asks the server what has become of the open messages.
  look(): void {
    for (const { keeper } of this.open_.values()) void keeper.look();
  }

  has_unsaved(): boolean {
    return [...this.open_.values()].some(({ keeper }) => !keeper.is_clean());
  }

  async look_for_left_behind(): Promise<void> {
    this.left_behind.value = await this.unheld();
  }

  private async finish(keeper: DraftKeeper, release: () => void): Promise<void> {
    if (keeper.saves_itself && !keeper.is_empty()) await keeper.save();
    keeper.close();
    release();
  }

  private async unheld(): Promise<Kept[]> {
    const living = await living_editors();
    const all = this.kept_.all();
    for (const { editor } of all) if (living.has(editor) && !this.open_.has(editor)) this.await_end(editor);
    return all.filter((kept) => !living.has(kept.editor));
  }

  // A tab that was closed a moment ago may still seem alive.
  private await_end(editor: string): void {
    if (this.awaited_.has(editor)) return;
    this.awaited_.add(editor);
    void editor_gone(editor).then(() => {
      this.awaited_.delete(editor);
      return this.look_for_left_behind();
    });
  }

  private opened(editor: string, folder: number, message: Tagged<Message> | null, text: string, saves_itself: boolean) {
    const keeper = new DraftKeeper(this.api_, this.kept_, {
      editor, folder, message, text, saves_itself, domain: this.domain_,
    });
    this.open_.set(editor, { keeper, release: hold_editor(editor) });
    return keeper;
  }
}
