import { expect, test, vi } from "vitest";
import { Problem } from "../api/problem.ts";
import type { Row } from "../api/types.ts";
import { kMaxKeptWindows, kReadAgain, ListWindow } from "./list_window.ts";

function fake(total: number) {
  const asked: number[] = [];
  const rows = Array.from({ length: total }, (_, i) => ({ id: i + 1, read: false }) as Row);
  const read = async (offset: number, limit: number) => {
    asked.push(offset);
    return { rows: rows.slice(offset, offset + limit), total: rows.length, offset, next: null, position: 1 };
  };
  return { asked, rows, read };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("reads only the windows that are in sight, each once", async () => {
  const { asked, read } = fake(100_000);
  const list = new ListWindow(read, 100);
  list.show(0, 20);
  await settled();
  list.show(50_050, 50_110);
  list.show(50_060, 50_120);
  await settled();
  expect(asked).toEqual([0, 50_000, 50_100]);
  expect(list.row(50_060)?.id).toBe(50_061);
  expect(list.row(300)).toBeUndefined();
  expect(list.total.value).toBe(100_000);
});

test("asks for nothing behind the end", async () => {
  const { asked, read } = fake(30);
  const list = new ListWindow(read, 100);
  list.show(0, 20);
  await settled();
  list.show(100, 250);
  await settled();
  expect(asked).toEqual([0]);
});

test("after a change reads anew what is in sight and keeps showing the old rows until then", async () => {
  const { asked, rows, read } = fake(300);
  const list = new ListWindow(read, 100);
  list.show(0, 150);
  await settled();
  rows.unshift({ id: 999 } as Row);
  list.show(0, 50);
  list.invalidate();
  expect(list.row(0)?.id).toBe(1);
  await settled();
  expect(list.row(0)?.id).toBe(999);
  expect(asked).toEqual([0, 100, 0]);
  list.show(100, 150);
  await settled();
  expect(asked).toEqual([0, 100, 0, 100]);
});

function by_hand() {
  const answers: ((id: number, position?: number) => void)[] = [];
  const list = new ListWindow((offset) => new Promise((resolve) => {
    answers.push((id, position = 1) => resolve({ rows: [{ id } as Row], total: 1, offset, next: null, position }));
  }), 100);
  return { answers, list };
}

test("an answer from before a change is shown until the next one is there", async () => {
  const { answers, list } = by_hand();
  list.show(0, 10);
  list.invalidate();
  answers[0]?.(1);
  await settled();
  expect(list.row(0)?.id).toBe(1);
  answers[1]?.(2);
  await settled();
  expect(list.row(0)?.id).toBe(2);
  expect(answers).toHaveLength(2);
});

test("a list that changes faster than it can be read still moves on", async () => {
  const { answers, list } = by_hand();
  list.show(0, 10);
  for (let id = 1; id <= 5; ++id) {
    list.invalidate();
    list.invalidate();
    expect(answers).toHaveLength(id); // one at a time
    answers[id - 1]?.(id);
    await settled();
    expect(list.row(0)?.id).toBe(id);
  }
});

test("what was read behind a change is not read again for it", async () => {
  const { answers, list } = by_hand();
  list.show(0, 10);
  list.invalidate(7);
  answers[0]?.(1, 7);
  await settled();
  list.invalidate(7);
  expect(answers).toHaveLength(1);
  list.invalidate(8);
  expect(answers).toHaveLength(2);
});

test("forgets the farthest windows", async () => {
  const { read } = fake(100_000);
  const list = new ListWindow(read, 100);
  for (let window = 0; window <= kMaxKeptWindows; ++window) {
    list.show(window * 100, window * 100 + 10);
    await settled();
  }
  expect(list.row(0)).toBeUndefined();
  expect(list.row(kMaxKeptWindows * 100)).toBeDefined();
});

test("shows at once what the page itself changed", async () => {
  const { read } = fake(10);
  const list = new ListWindow(read, 100);
  list.show(0, 9);
  await settled();
  list.amend(new Set([3]), { read: true });
  expect(list.row(list.index_of(3) ?? -1)?.read).toBe(true);
  expect(list.row(0)?.read).toBe(false);
});

test("says that reading failed, and reads again when told", async () => {
  let works = false;
  const { read } = fake(10);
  const list = new ListWindow((offset, limit) => (works ? read(offset, limit) : Promise.reject(new Error("no"))), 100);
  list.show(0, 9);
  await settled();
  expect(list.failure.value).toBeInstanceOf(Error);
  works = true;
  list.invalidate();
  await settled();
  expect(list.failure.value).toBeNull();
  expect(list.loaded.value).toBe(true);
});

test("asks a server again that was too busy, also for rows that are shown already", async () => {
  vi.useFakeTimers();
  let busy = false;
  const { rows, read } = fake(10);
  const overloaded = new Problem("overloaded", 503, "");
  const list = new ListWindow((offset, limit) => (busy ? Promise.reject(overloaded) : read(offset, limit)), 100);
  list.show(0, 9);
  await vi.advanceTimersByTimeAsync(0);
  rows.unshift({ id: 999 } as Row);
  busy = true;
  list.invalidate();
  await vi.advanceTimersByTimeAsync(0);
  busy = false;
  expect(list.row(0)?.id).toBe(1);
  await vi.advanceTimersByTimeAsync(kReadAgain);
  vi.useRealTimers();
  expect(list.row(0)?.id).toBe(999);
});
