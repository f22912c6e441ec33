// Short lines at the bottom of the page: what was done, with a way back where there is one, and what went wrong.
import { signal } from "@preact/signals";

export const kNoticeTime = 8_000; // milliseconds; errors stay until they are closed

export interface Notice {
  id: number;
  kind: "done" | "error";
  text: string;
  action?: { label: string; run: () => void };
}

export class Notices {
  readonly shown = signal<Notice[]>([]);
  private next_ = 1;

  done(text: string, action?: Notice["action"]): void {
    const id = this.add({ kind: "done", text, ...(action ? { action } : {}) });
    setTimeout(() => this.close(id), kNoticeTime);
  }
  error(text: string): void {
    if (!this.shown.value.some((notice) => notice.text === text)) this.add({ kind: "error", text });
  }
  close(id: number): void {
    this.shown.value = this.shown.value.filter((notice) => notice.id !== id);
  }

  private add(notice: Omit<Notice, "id">): number {
    const id = this.next_++;
    this.shown.value = [...this.shown.value.slice(-2), { id, ...notice }];
    return id;
  }
}
