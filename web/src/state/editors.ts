// The messages being edited in this tab, and what other tabs left behind.
import { signal } from "@preact/signals";
import type { StoreApi } from "../api/store_api.ts";
import type { Message, Tagged } from "../api/types.ts";
import { DraftKeeper } from "./draft_keeper.ts";
import { hold_editor, living_editors } from "./editor_locks.ts";
import type { Kept, KeptText } from "./kept_text.ts";

export class Editors {
  readonly left_behind = signal<Kept[]>([]);
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
    if (keeper.saves_itself && !keeper.is_empty()) await keeper.save();
    keeper.close();
    open.release();
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

  has_unsaved(): boolean {
    return [...this.open_.values()].some(({ keeper }) => !keeper.is_clean());
  }

  async look_for_left_behind(): Promise<void> {
    this.left_behind.value = await this.unheld();
  }

  private async unheld(): Promise<Kept[]> {
    const living = await living_editors();
    return this.kept_.all().filter((kept) => !living.has(kept.editor));
  }

  private opened(editor: string, folder: number, message: Tagged<Message> | null, text: string, saves_itself: boolean) {
    const keeper = new DraftKeeper(this.api_, this.kept_, {
      editor, folder, message, text, saves_itself, domain: this.domain_,
    });
    this.open_.set(editor, { keeper, release: hold_editor(editor) });
    return keeper;
  }
}
