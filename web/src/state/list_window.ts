// The rows of a long list, of which only windows around what is seen are read, by offset.
import { signal } from "@preact/signals";
import type { Page, Row } from "../api/types.ts";

export const kMaxKeptWindows = 40; // the farthest from what is seen are forgotten first

export type ReadWindow = (offset: number, limit: number, signal: AbortSignal) => Promise<Page>;

export class ListWindow {
  readonly total = signal(0);
  readonly loaded = signal(false); // the first answer is there
  readonly failure = signal<unknown>(null);
  readonly changed = signal(0); // counts up whenever rows came or went

  private readonly windows_ = new Map<number, Row[]>(); // by number of the window
  private readonly stale_ = new Set<number>();
  private readonly reading_ = new Map<number, AbortController>();
  private first_ = 0;
  private last_ = 0;
  private generation_ = 0;

  constructor(
    private readonly read_: ReadWindow,
    private readonly rows_: number, // of one window
  ) {}

  row(index: number): Row | undefined {
    return this.windows_.get(Math.floor(index / this.rows_))?.[index % this.rows_];
  }

  index_of(id: number): number | null {
    for (const [number, rows] of this.windows_) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return number * this.rows_ + at;
    }
    return null;
  }

  // These rows are seen: reads what is not there.
  show(first: number, last: number): void {
    this.first_ = first;
    this.last_ = last;
    const top = Math.max(0, Math.floor(first / this.rows_));
    const bottom = Math.floor(Math.max(first, last) / this.rows_);
    for (const [number, controller] of this.reading_) {
      if (number >= top - 1 && number <= bottom + 1) continue;
      controller.abort();
      this.reading_.delete(number);
    }
    for (let number = top; number <= bottom; ++number) this.want(number);
  }

  // Something changed on the server: what is seen is read anew, the rest when it comes into sight.
  invalidate(): void {
    ++this.generation_;
    for (const number of this.windows_.keys()) this.stale_.add(number);
    for (const controller of this.reading_.values()) controller.abort();
    this.reading_.clear();
    this.show(this.first_, this.last_);
  }

  // What the page knows already, before the server's list says so.
  amend(ids: ReadonlySet<number>, change: Partial<Row>): void {
    for (const [number, rows] of this.windows_) {
      if (!rows.some((row) => ids.has(row.id))) continue;
      this.windows_.set(number, rows.map((row) => (ids.has(row.id) ? { ...row, ...change } : row)));
    }
    ++this.changed.value;
  }

  close(): void {
    for (const controller of this.reading_.values()) controller.abort();
    this.reading_.clear();
  }

  private want(number: number): void {
    const there = this.windows_.has(number) && !this.stale_.has(number);
    if (there || this.reading_.has(number)) return;
    if (this.loaded.value && number * this.rows_ >= this.total.value && number > 0) return;
    void this.read(number);
  }

  private async read(number: number): Promise<void> {
    const controller = new AbortController();
    this.reading_.set(number, controller);
    const generation = this.generation_;
    try {
      const page = await this.read_(number * this.rows_, this.rows_, controller.signal);
      if (generation === this.generation_ && !controller.signal.aborted) this.took(number, page);
    } catch (error) {
      if (!controller.signal.aborted) this.failure.value = error;
    } finally {
      if (this.reading_.get(number) === controller) this.reading_.delete(number);
    }
  }

  private took(number: number, page: Page): void {
    this.windows_.set(number, page.rows);
    this.stale_.delete(number);
    this.failure.value = null;
    this.total.value = page.total;
    this.loaded.value = true;
    this.forget_far();
    ++this.changed.value;
  }

  private forget_far(): void {
    const middle = (this.first_ + this.last_) / 2 / this.rows_;
    while (this.windows_.size > kMaxKeptWindows) {
      let farthest = -1;
      for (const number of this.windows_.keys()) {
        if (farthest < 0 || Math.abs(number - middle) > Math.abs(farthest - middle)) farthest = number;
      }
      this.windows_.delete(farthest);
      this.stale_.delete(farthest);
    }
  }
}
