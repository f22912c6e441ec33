import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Events, kFirstWait, type Source } from "./events.ts";

class FakeSource implements Source {
  readyState = 1;
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  private readonly listeners_ = new Map<string, (event: MessageEvent<string>) => void>();
  constructor(readonly url: string) {}
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners_.set(type, listener);
  }
  tell(type: string, data: unknown, lastEventId = ""): void {
    this.listeners_.get(type)?.({ data: JSON.stringify(data), lastEventId } as MessageEvent<string>);
  }
  end(state: number): void {
    this.readyState = state;
    this.onerror?.({} as Event);
  }
  close(): void {
    this.readyState = 2;
  }
}

const made: FakeSource[] = [];
const heard: string[] = [];
const make = (url: string) => {
  const source = new FakeSource(url);
  made.push(source);
  return source;
};
const listener = {
  change: (event: { position: number }) => heard.push(`change ${event.position}`),
  presence: () => heard.push("presence"),
  start: (position: number) => heard.push(`start ${position}`),
  reload: () => heard.push("reload"),
  connected: (is: boolean) => heard.push(is ? "connected" : "lost"),
};

beforeEach(() => {
  vi.useFakeTimers();
  made.length = heard.length = 0;
});
afterEach(() => vi.useRealTimers());

test("goes on behind the last event when the browser has given up", () => {
  new Events("/events", listener, make);
  made[0]?.tell("change", { position: 8 }, "8");
  made[0]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(made.map((source) => source.url)).toEqual(["/events", "/events?after=8"]);
  expect(heard).toEqual(["change 8", "lost"]);
});

test("goes on behind where the stream began when nothing has happened since", () => {
  new Events("/events", listener, make);
  made[0]?.tell("start", { position: 7 }, "7");
  made[0]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(made[1]?.url).toBe("/events?after=7");
  expect(heard).toEqual(["start 7", "lost"]);
});

test("leaves reconnecting to the browser while it still tries", () => {
  new Events("/events", listener, make);
  made[0]?.end(0);
  vi.advanceTimersByTime(60_000);
  expect(made).toHaveLength(1);
});

test("waits longer each time, until a connection stands", () => {
  new Events("/events", listener, make);
  made[0]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  made[1]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(made).toHaveLength(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(made).toHaveLength(3);
  made[2]?.onopen?.({} as Event);
  made[2]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(made).toHaveLength(4);
});

test("tries at once when told, and never again when closed", () => {
  const events = new Events("/events", listener, make);
  made[0]?.end(2);
  events.retry();
  expect(made).toHaveLength(2);
  made[1]?.end(2);
  events.close();
  vi.advanceTimersByTime(60_000);
  expect(made).toHaveLength(2);
});

test("says that everything is to be read anew, and goes on from there", () => {
  new Events("/events", listener, make);
  made[0]?.tell("reload", { position: 90 });
  made[0]?.end(2);
  vi.advanceTimersByTime(kFirstWait);
  expect(heard[0]).toBe("reload");
  expect(made[1]?.url).toBe("/events?after=90");
});
