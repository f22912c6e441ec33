import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem.ts";
import { kAskEvery, PositionWatch } from "./position_watch.ts";

let answers: (number | Problem)[] = [];
let heard: string[] = [];
const watch = () => new PositionWatch(
  async () => {
    const next = answers.shift() ?? 1;
    if (typeof next !== "number") throw next;
    return next;
  },
  { answered: (is) => heard.push(is ? "there" : "away"), moved: () => heard.push("moved") });

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  heard = [];
});
afterEach(() => vi.useRealTimers());

test("tells what may have happened before it began, and then of each move", async () => {
  answers = [5, 5, 6];
  watch().start();
  await vi.advanceTimersByTimeAsync(2 * kAskEvery);
  expect(heard).toEqual(["there", "moved", "there", "there", "moved"]);
});

test("tells that the server is away, and that it is back", async () => {
  answers = [5, new Problem("no_answer", 0, ""), 5];
  watch().start();
  await vi.advanceTimersByTimeAsync(2 * kAskEvery);
  expect(heard).toEqual(["there", "moved", "away", "there"]);
});

test("a refusal is an answer, which says nothing", async () => {
  answers = [new Problem("signed_out", 401, "")];
  watch().start();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([]);
});

test("asks no more once it is stopped, and once at a time", async () => {
  const one = watch();
  one.start();
  one.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(["there", "moved"]);
  one.stop();
  await vi.advanceTimersByTimeAsync(5 * kAskEvery);
  expect(heard).toHaveLength(2);
});
