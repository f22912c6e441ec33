import { expect, test } from "vitest";
import { extend, kNothingSelected, select_one, toggle, without } from "./selection.ts";

const id_at = (index: number) => (index < 100 ? index + 1 : undefined);

test("a range goes from the anchor, in both directions, and leaves unread rows out", () => {
  const one = select_one(6, 5);
  expect([...extend(one, 7, id_at).ids]).toEqual([6, 7, 8]);
  expect([...extend(extend(one, 7, id_at), 4, id_at).ids]).toEqual([5, 6]);
  expect([...extend(select_one(99, 98), 101, id_at).ids]).toEqual([99, 100]);
});

test("toggling adds and takes away", () => {
  const two = toggle(select_one(1, 0), 3, 2);
  expect([...two.ids]).toEqual([1, 3]);
  expect([...toggle(two, 1, 0).ids]).toEqual([3]);
});

test("messages that went are no longer selected", () => {
  const both = toggle(select_one(1, 0), 3, 2);
  expect(without(both, new Set([3]))).toEqual({ ids: new Set([1]), current: null, anchor: null });
  expect(without(kNothingSelected, new Set([3]))).toEqual(kNothingSelected);
});
