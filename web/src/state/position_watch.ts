// While there is no stream of events, asks now and then how far the store has come.
import { as_problem } from "../api/problem.ts";

export const kAskEvery = 3_000; // milliseconds

export interface WatchListener {
  answered(is: boolean): void; // the server is there
  moved(): void; // something has changed since the last answer
}

export class PositionWatch {
  private timer_: ReturnType<typeof setTimeout> | null = null;
  private watching_ = false;
  private last_: number | null = null;

  constructor(
    private readonly ask_: () => Promise<number>,
    private readonly listener_: WatchListener,
  ) {}

  // Asks at once, then again and again. Does nothing while it watches.
  start(): void {
    if (this.watching_) return;
    this.watching_ = true;
    void this.look();
  }

  stop(): void {
    this.watching_ = false;
    this.last_ = null; // what happens meanwhile is told by others
    if (this.timer_ !== null) clearTimeout(this.timer_);
    this.timer_ = null;
  }

  private async look(): Promise<void> {
    this.timer_ = null;
    const position = await this.ask_().catch((error: unknown) => as_problem(error));
    if (!this.watching_) return;
    if (typeof position === "number") {
      this.listener_.answered(true);
      if (position !== this.last_) this.listener_.moved();
      this.last_ = position;
    } else if (position.passes) this.listener_.answered(false);
    this.timer_ = setTimeout(() => void this.look(), kAskEvery);
  }
}
