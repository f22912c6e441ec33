// One message being edited: what was typed, where it is kept, and how it comes to the server. Drafts save themselves;
// other messages wait to be saved. One save runs at a time, and an unanswered one is repeated as it was before anything
// newer goes out, so that no save can conflict with itself or make a second draft.
import { signal } from "@preact/signals";
import { as_problem, Problem } from "../api/problem.ts";
import type { Saved, StoreApi } from "../api/store_api.ts";
import type { Attachment, Conflict, Message, MessagePatch, Preference, Tagged, Unit } from "../api/types.ts";
import { changed_fields, type Draft, draft_of, kEmptyDraft, patch_between, same_draft, taken_over } from "./draft.ts";
import type { Kept, KeptText } from "./kept_text.ts";

export const kIdle = 1_500; // milliseconds without a key before a draft saves itself
export const kLongestWait = 10_000; // … and at the latest after the first unsaved one
export const kRetryAfter = 5_000; // after a save that nothing answered

export type Phase = "saved" | "typed" | "saving" | "waiting" | "conflict" | "deleted" | "refused" | "signed_out";

// Somebody else's save that this editor has not got.
export interface News {
  who: string;
  version: number;
  units: Unit[];
  theirs: Draft;
  overlaps: boolean; // with what was typed
}

export interface Opening {
  editor: string;
  folder: number;
  domain: string; // of the Internet message id of a new message
  saves_itself: boolean;
  message: Tagged<Message> | null; // null: a new one
  text?: string; // the body, where the message has it apart
}

export class DraftKeeper {
  readonly draft = signal<Draft>(kEmptyDraft);
  readonly phase = signal<Phase>("saved");
  readonly problem = signal<Problem | null>(null);
  readonly conflict = signal<Conflict | null>(null);
  readonly news = signal<News | null>(null);
  readonly attachments = signal<Attachment[]>([]);
  readonly id = signal<number | null>(null);
  readonly version = signal(0);
  readonly no_room = signal(false); // what was typed could not be kept in this browser
  readonly saves_itself: boolean;
  readonly editor: string;

  private readonly folder_: number;
  private base_: Draft = kEmptyDraft;
  private etag_ = "";
  private mark_: string;
  private unanswered_: Draft | null = null;
  private saving_: Promise<void> | null = null;
  private timer_: ReturnType<typeof setTimeout> | null = null;
  private first_typed_: number | null = null;
  private own_tags_ = new Set<string>();
  private heard_ = ""; // the tag of others' that was looked at last
  private closed_ = false;

  constructor(
    private readonly api_: StoreApi,
    private readonly kept_: KeptText,
    opening: Opening,
  ) {
    this.editor = opening.editor;
    this.folder_ = opening.folder;
    this.saves_itself = opening.saves_itself;
    this.mark_ = `<${opening.editor}@${opening.domain}>`;
    if (opening.message) this.based_on(opening.message, draft_of(opening.message.value, opening.text));
    this.draft.value = this.base_;
  }

  // Goes on with what was left behind.
  adopt(kept: Kept): void {
    this.base_ = kept.base;
    this.etag_ = kept.etag;
    this.mark_ = kept.mark;
    this.unanswered_ = kept.unanswered;
    this.id.value = kept.message;
    this.draft.value = kept.typed;
    this.phase.value = this.is_clean() ? "saved" : "typed";
    this.keep();
    if (!this.is_clean() && this.saves_itself) this.schedule(0);
  }

  is_clean(): boolean {
    return this.unanswered_ === null && same_draft(this.base_, this.draft.value);
  }

  // A new one in which nothing was ever written.
  is_empty(): boolean {
    return this.id.value === null && same_draft(this.draft.value, kEmptyDraft);
  }

  type(change: Partial<Draft>): void {
    this.draft.value = { ...this.draft.value, ...change };
    this.keep();
    if (this.phase.value === "saved" || this.phase.value === "refused") this.phase.value = "typed";
    if (this.is_clean() && this.phase.value === "typed") this.phase.value = "saved";
    if (this.news.value) this.news.value = { ...this.news.value, overlaps: this.overlaps(this.news.value.theirs) };
    if (this.saves_itself && this.phase.value === "typed") this.schedule(this.idle_left());
  }

  // Resolves when what was typed until now is saved, or `phase` says why it is not.
  async save(prefer: Preference = "merge"): Promise<void> {
    this.stop_timer();
    await this.saving_;
    if (this.phase.value === "conflict" || this.phase.value === "deleted" || this.is_clean()) return;
    await this.alone(() => this.save_typed(prefer));
  }

  // Makes sure that the server has a message, such as for attachments. Null: there is none, `phase` says why.
  async message_id(): Promise<number | null> {
    if (this.id.value !== null) return this.id.value;
    await this.saving_;
    if (this.id.value === null) await this.alone(() => this.save_typed("merge"));
    return this.id.value;
  }

  // The decisions of the conflict view.
  async settle(patch: Pick<MessagePatch, "choices" | "seen">, body?: string): Promise<void> {
    if (body !== undefined) this.draft.value = { ...this.draft.value, text: body };
    this.keep();
    await this.alone(() => this.send(this.draft.value, "merge", patch));
  }
  async overwrite(): Promise<void> {
    await this.alone(() => this.send(this.draft.value, "overwrite"));
  }
  // The number of the copy. The original is then shown as it is now.
  async save_elsewhere(folder: number): Promise<number | null> {
    let copy: number | null = null;
    await this.alone(async () => {
      const patch = { ...patch_between(this.base_, this.draft.value), folder };
      copy = (await this.api_.save(this.existing(), patch, this.etag_, "elsewhere")).copy;
      const gone = this.phase.value === "deleted";
      this.discard();
      if (gone) this.phase.value = "deleted";
      else await this.show_theirs();
    });
    return copy;
  }
  async keep_theirs(): Promise<void> {
    await this.alone(() => this.show_theirs());
  }

  // Takes over what others saved, with what was typed on top. Only where they do not overlap; else save() tells.
  async take_over(): Promise<void> {
    await this.alone(async () => {
      const server = await this.read();
      const { draft, overlaps } = taken_over(this.base_, this.draft.value, server.draft);
      if (overlaps.length) return this.send(this.draft.value, "merge");
      this.based_on(server.message, server.draft);
      this.draft.value = draft;
      this.settled();
    });
  }

  // An event, or another reading of the message, said that it has this content now.
  async heard(etag: string): Promise<void> {
    await this.saving_;
    if (this.closed_ || this.id.value === null || this.knows(etag)) return;
    this.heard_ = etag;
    const server = await this.read().catch(() => null);
    if (server === null) this.heard_ = "";
    if (server === null || this.own_tags_.has(server.message.etag)) return;
    const { version, saved, attachments } = server.message.value;
    const units = await this.api_.compare(this.id.value, this.version.value, version).catch(() => []);
    if (this.closed_ || version <= this.version.value) return;
    this.attachments.value = attachments;
    this.news.value = {
      who: saved.who, version, units, theirs: server.draft, overlaps: this.overlaps(server.draft),
    };
  }

  // Something may have happened to the message.
  async look(): Promise<void> {
    if (this.id.value === null) return;
    try {
      await this.heard((await this.api_.message(this.id.value)).etag);
    } catch (error) {
      if (as_problem(error).name === "object_deleted") this.heard_deleted();
    }
  }

  heard_deleted(): void {
    if (this.phase.value !== "deleted") this.phase.value = "deleted";
    this.stop_timer();
  }

  // The message has attachments that this editor put there or took away, and is `etag` now.
  async attachments_changed(etag: string): Promise<void> {
    this.own_tags_.add(etag);
    await this.alone(async () => {
      const server = await this.read();
      this.attachments.value = server.message.value.attachments;
      if (same_draft(server.draft, this.base_)) this.based_on(server.message, server.draft);
    });
  }

  // The network or the account is back.
  retry(): void {
    if (this.phase.value !== "waiting" && this.phase.value !== "signed_out") return;
    this.phase.value = "typed";
    if (this.saves_itself || this.unanswered_ !== null) void this.save();
  }

  // What was typed is thrown away, here and in the browser.
  discard(): void {
    this.draft.value = this.base_;
    this.unanswered_ = null;
    this.conflict.value = null;
    this.phase.value = "saved";
    this.kept_.remove(this.editor);
    this.stop_timer();
  }

  // What was not saved stays kept.
  close(): void {
    this.closed_ = true;
    this.stop_timer();
  }

  private existing(): number {
    if (this.id.value === null) throw new Problem("not_found", 404, "");
    return this.id.value;
  }

  private knows(etag: string): boolean {
    return etag === this.etag_ || etag === this.heard_ || this.own_tags_.has(etag);
  }

  private async alone(work: () => Promise<void>): Promise<void> {
    while (this.saving_) await this.saving_;
    this.saving_ = work().catch((error: unknown) => this.failed(as_problem(error))).finally(() => {
      this.saving_ = null;
    });
    await this.saving_;
    if (!this.is_clean() && this.phase.value === "typed" && this.saves_itself) this.schedule(kIdle);
  }

  // Nothing is left to do where another save, for which this one waited, took everything along.
  private async save_typed(prefer: Preference): Promise<void> {
    if (this.unanswered_ !== null) await this.send(this.unanswered_, "merge");
    if (!this.is_clean() || this.id.value === null) await this.send(this.draft.value, prefer);
  }

  private async send(sent: Draft, prefer: Preference, decided: MessagePatch = {}): Promise<void> {
    this.phase.value = "saving";
    this.first_typed_ = null;
    const again = this.unanswered_ !== null;
    this.unanswered_ = sent;
    this.keep();
    if (this.id.value === null) return this.create(sent, again);
    const patch = { ...patch_between(this.base_, sent), ...decided };
    const saved = await this.api_.save(this.id.value, patch, this.etag_, prefer);
    await this.was_saved(sent, saved, again);
  }

  private async create(sent: Draft, again: boolean): Promise<void> {
    const made = (again ? await this.find_made() : null) ?? await this.api_.create(this.folder_, {
      ...new_message(sent, this.mark_), unsent: true, read: true,
    });
    this.unanswered_ = null;
    this.based_on(made, again ? draft_of(made.value) : sent);
    this.settled();
  }

  private find_made(): Promise<Tagged<Message> | null> {
    return this.api_.find_by_internet_id(this.folder_, this.mark_);
  }

  // The common way is the short one: nobody else was there, so what was sent is what the server has.
  private async was_saved(sent: Draft, saved: Saved, again: boolean): Promise<void> {
    this.own_tags_.add(saved.etag);
    this.unanswered_ = null;
    this.news.value = null;
    if (!saved.merged && !again) {
      this.base_ = sent;
      this.etag_ = saved.etag;
      this.version.value = version_of(saved.etag);
      return this.settled();
    }
    const server = await this.read();
    const { draft, overlaps } = taken_over(sent, this.draft.value, server.draft);
    // Typed meanwhile where they changed it too: the base stays, and the next save tells of the conflict.
    if (overlaps.length === 0) {
      this.based_on(server.message, server.draft);
      this.draft.value = draft;
    }
    this.settled();
  }

  private async show_theirs(): Promise<void> {
    const server = await this.read();
    this.based_on(server.message, server.draft);
    this.draft.value = server.draft;
    this.settled();
  }

  private async read(): Promise<{ message: Tagged<Message>; draft: Draft }> {
    const message = await this.api_.message(this.existing());
    return { message, draft: draft_of(message.value, await this.api_.body_text(message.value)) };
  }

  private based_on(message: Tagged<Message>, draft: Draft): void {
    this.base_ = draft;
    this.etag_ = message.etag;
    this.own_tags_.add(message.etag);
    this.id.value = message.value.id;
    this.version.value = message.value.version;
    this.attachments.value = message.value.attachments;
    this.news.value = null;
  }

  private settled(): void {
    this.problem.value = null;
    this.conflict.value = null;
    this.phase.value = this.is_clean() ? "saved" : "typed";
    this.keep();
  }

  private failed(problem: Problem): void {
    this.problem.value = problem;
    if (!problem.passes) this.unanswered_ = null;
    this.keep();
    if (problem.conflict) {
      this.conflict.value = problem.conflict;
      this.phase.value = "conflict";
    } else if (problem.name === "object_deleted" || (problem.status === 404 && this.id.value !== null)) this.phase.value = "deleted";
    else if (problem.name === "signed_out" || problem.name === "csrf") this.phase.value = "signed_out";
    else if (problem.passes) {
      this.phase.value = "waiting";
      this.timer_ = setTimeout(() => this.retry(), problem.retry_after ? problem.retry_after * 1000 : kRetryAfter);
    } else this.phase.value = "refused";
  }

  private keep(): void {
    if (this.is_clean() || this.is_empty()) {
      this.kept_.remove(this.editor);
      return;
    }
    this.no_room.value = !this.kept_.put({
      editor: this.editor, message: this.id.value, mark: this.mark_, folder: this.folder_, etag: this.etag_,
      base: this.base_, typed: this.draft.value, unanswered: this.unanswered_, when: Date.now(),
    });
  }

  private overlaps(theirs: Draft): boolean {
    const mine = new Set(changed_fields(this.base_, this.draft.value));
    return changed_fields(this.base_, theirs).some((field) => mine.has(field));
  }

  private idle_left(): number {
    this.first_typed_ ??= Date.now();
    return Math.max(0, Math.min(kIdle, this.first_typed_ + kLongestWait - Date.now()));
  }

  private schedule(wait: number): void {
    this.stop_timer();
    if (!this.closed_) this.timer_ = setTimeout(() => void this.save(), wait);
  }

  private stop_timer(): void {
    if (this.timer_ !== null) clearTimeout(this.timer_);
    this.timer_ = null;
  }
}

function version_of(etag: string): number {
  return Number(etag.replaceAll('"', ""));
}

function new_message(draft: Draft, mark: string) {
  return {
    properties: {
      PR_MESSAGE_CLASS: "IPM.Note",
      PR_INTERNET_MESSAGE_ID: mark,
      PR_SUBJECT: draft.subject,
      PR_BODY: draft.text ?? "",
      PR_IMPORTANCE: draft.importance,
    },
    recipients: draft.recipients,
  };
}
