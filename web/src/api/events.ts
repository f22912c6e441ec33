// The store's stream of events. The browser comes again by itself when a connection breaks, with Last-Event-ID; when it
// gives up (any answer but 200), this does, behind the last event that arrived.
import type { ChangeEvent, PresenceEvent } from "./types.ts";

export interface EventListener {
  change(event: ChangeEvent): void;
  presence(event: PresenceEvent): void;
  start(position: number): void; // what has changed up to there is not told
  reload(): void; // too far behind: everything may have changed
  connected(is: boolean): void;
}

// What this uses of EventSource, so that tests can do without one.
export interface Source {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const kClosed = 2; // EventSource.CLOSED
export const kFirstWait = 1_000; // milliseconds
export const kLongestWait = 30_000;

export class Events {
  private source_: Source | null = null;
  private last_: string | null = null; // id of the last event
  private wait_ = kFirstWait;
  private timer_: ReturnType<typeof setTimeout> | null = null;
  private stopped_ = false;

  constructor(
    private readonly address_: string,
    private readonly listener_: EventListener,
    private readonly make_: (url: string) => Source = (url) => new EventSource(url) as unknown as Source,
  ) {
    this.connect();
  }

  close(): void {
    this.stopped_ = true;
    if (this.timer_ !== null) clearTimeout(this.timer_);
    this.source_?.close();
  }

  // Tries at once, such as when the network is back.
  retry(): void {
    if (this.timer_ === null) return;
    clearTimeout(this.timer_);
    this.timer_ = null;
    this.connect();
  }

  private connect(): void {
    if (this.stopped_) return;
    const source = this.make_(this.last_ === null ? this.address_ : `${this.address_}?after=${this.last_}`);
    this.source_ = source;
    source.onopen = () => {
      this.wait_ = kFirstWait;
      this.listener_.connected(true);
    };
    source.onerror = () => this.failed(source);
    source.addEventListener("start", (event) => this.listener_.start(this.comes_to(event)));
    source.addEventListener("change", (event) => {
      if (event.lastEventId !== "") this.last_ = event.lastEventId;
      this.listener_.change(JSON.parse(event.data) as ChangeEvent);
    });
    source.addEventListener("presence", (event) => {
      this.listener_.presence(JSON.parse(event.data) as PresenceEvent);
    });
    source.addEventListener("reload", (event) => {
      this.comes_to(event);
      this.listener_.reload();
    });
  }

  private comes_to(event: MessageEvent<string>): number {
    const { position } = JSON.parse(event.data) as { position: number };
    this.last_ = String(position);
    return position;
  }

  private failed(source: Source): void {
    this.listener_.connected(false);
    if (source.readyState !== kClosed || this.stopped_) return;
    source.close();
    this.timer_ = setTimeout(() => {
      this.timer_ = null;
      this.connect();
    }, this.wait_);
    this.wait_ = Math.min(this.wait_ * 2, kLongestWait);
  }
}
