// The rows of a long list, of which only windows around what is seen are read, by offset.
import { signal } from "@preact/signals";
import { as_problem } from "../api/problem.ts";
import type { Page, Row } from "../api/types.ts";

export const kMaxKeptWindows = 40; // the farthest from what is seen are forgotten first
export const kReadAgain = 3_000; // milliseconds after a reading that failed for now

export type ReadWindow = (offset: number, limit: number, signal: AbortSignal) => Promise<Page>;

interface Reading {
  controller: AbortController;
  needed: number; // position in the change log: an answer from before it is out of date
}

export class ListWindow {
  readonly total = signal(0);
  readonly loaded = signal(false); // the first answer is there
  readonly failure = signal<unknown>(null);
  readonly changed = signal(0); // counts up whenever rows came or went

  private readonly windows_ = new Map<number, { rows: Row[]; position: number }>(); // by number of the window
  private readonly stale_ = new Set<number>();
  private readonly reading_ = new Map<number, Reading>();
  private first_ = 0;
  private last_ = 0;
  private timer_: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly read_: ReadWindow,
    private readonly rows_: number, // of one window
  ) {}

  row(index: number): Row | undefined {
    return this.windows_.get(Math.floor(index / this.rows_))?.rows[index % this.rows_];
  }

  index_of(id: number): number | null {
    for (const [number, { rows }] of this.windows_) {
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
    for (const [number, { controller }] of this.reading_) {
      if (number >= top - 1 && number <= bottom + 1) continue;
      controller.abort();
      this.reading_.delete(number);
    }
    for (let number = top; number <= bottom; ++number) this.want(number);
  }

  // Something changed on the server, at that position of its change log if that is known: what is seen is read anew,
  // the rest when it comes into sight. What is being read already is shown and then read again, so that a list which
  // changes faster than it can be read still moves on.
  invalidate(position = Infinity): void {
    for (const [number, window] of this.windows_) if (window.position < position) this.stale_.add(number);
    for (const reading of this.reading_.values()) reading.needed = Math.max(reading.needed, position);
    this.show(this.first_, this.last_);
  }

  // What the page knows already, before the server's list says so.
  amend(ids: ReadonlySet<number>, change: Partial<Row>): void {
    for (const window of this.windows_.values()) {
      window.rows = window.rows.map((row) => (ids.has(row.id) ? { ...row, ...change } : row));
    }
    ++this.changed.value;
  }

  close(): void {
    if (this.timer_ !== null) clearTimeout(this.timer_);
    for (const { controller } of this.reading_.values()) controller.abort();
    this.reading_.clear();
  }

  private want(number: number): void {
    const there = this.windows_.has(number) && !this.stale_.has(number);
    if (there || this.reading_.has(number)) return;
    if (this.loaded.value && number * this.rows_ >= this.total.value && number > 0) return;
    void this.read(number);
  }

  private async read(number: number): Promise<void> {
    const reading: Reading = { controller: new AbortController(), needed: 0 };
    const { signal } = reading.controller;
    this.reading_.set(number, reading);
    try {
      const page = await this.read_(number * this.rows_, this.rows_, signal);
      if (signal.aborted) return;
      this.reading_.delete(number);
      this.took(number, page, page.position < reading.needed);
    } catch (error) {
      if (signal.aborted) return;
      this.reading_.delete(number);
      this.failed(error);
    }
  }

  private took(number: number, page: Page, is_stale: boolean): void {
    this.windows_.set(number, { rows: page.rows, position: page.position });
    if (is_stale) this.stale_.add(number);
    else this.stale_.delete(number);
    this.failure.value = null;
    this.total.value = page.total;
    this.loaded.value = true;
    this.forget_far();
    ++this.changed.value;
    if (is_stale) this.show(this.first_, this.last_);
  }

  // A server that was too busy, or not there, is asked again; nobody else may ever do so.
  private failed(error: unknown): void {
    this.failure.value = error;
    if (!as_problem(error).passes) return;
    this.timer_ ??= setTimeout(() => {
      this.timer_ = null;
      this.show(this.first_, this.last_);
    }, kReadAgain);
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
