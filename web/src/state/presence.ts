// Says on this page's behalf who has which message open, and keeps what the others say.
import { signal } from "@preact/signals";
import type { StoreApi } from "../api/store_api.ts";
import type { Person, PresenceEvent } from "../api/types.ts";

export const kPresenceEvery = 10_000; // milliseconds; the server forgets after 30 seconds

export class Presence {
  readonly people = signal<ReadonlyMap<number, Person[]>>(new Map());
  private readonly here_ = new Map<number, { state: "open" | "editing"; timer: ReturnType<typeof setInterval> }>();

  private order_: Promise<unknown> = Promise.resolve(); // what was said last arrives last

  constructor(private readonly api_: StoreApi) {}

  enter(message: number, state: "open" | "editing"): void {
    const here = this.here_.get(message);
    if (here?.state === state) return;
    if (here) clearInterval(here.timer);
    const tell = () => this.say(() => this.api_.present(message, state));
    this.here_.set(message, { state, timer: setInterval(tell, kPresenceEvery) });
    tell();
    if (!here) void this.api_.who_is_in(message).then((people) => this.heard({ message, people })).catch(() => {});
  }

  leave(message: number): void {
    const here = this.here_.get(message);
    if (!here) return;
    clearInterval(here.timer);
    this.here_.delete(message);
    this.say(() => this.api_.left(message));
  }

  // At once, since the page may be going.
  leave_all(): void {
    for (const [message, { timer }] of this.here_) {
      clearInterval(timer);
      void this.api_.left(message).catch(() => {});
    }
    this.here_.clear();
  }

  heard(event: PresenceEvent): void {
    const people = new Map(this.people.value);
    if (event.people.length) people.set(event.message, event.people);
    else people.delete(event.message);
    this.people.value = people;
  }

  // Advice only: whoever cannot be told is not told.
  private say(word: () => Promise<void>): void {
    this.order_ = this.order_.then(word).catch(() => {});
  }
}
