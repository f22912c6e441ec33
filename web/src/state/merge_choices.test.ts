import { expect, test } from "vitest";
import type { Conflict, Side, Unit, UnitState } from "../api/types.ts";
import { choices_of, in_order, still_chosen, undecided } from "./merge_choices.ts";

const unit = (key: string, state: UnitState, theirs = "t") =>
  ({ key, label: key, kind: "property", state, base: null, theirs: { x: theirs }, mine: { x: "m" } }) as Unit;
const conflict = (...units: Unit[]) => ({ units }) as Conflict;
const chosen = (...entries: [string, Side][]) => new Map<string, Side>(entries);

test("only overlaps have to be decided", () => {
  const both = conflict(unit("a", "overlap"), unit("b", "mine_only"), unit("c", "overlap"));
  expect(undecided(both, chosen(["a", "mine"])).map((one) => one.key)).toEqual(["c"]);
});

test("the server hears the choices of overlaps and of nothing else", () => {
  const both = conflict(unit("a", "overlap"), unit("b", "mine_only"));
  expect(choices_of(both, chosen(["a", "theirs"], ["b", "mine"], ["gone", "mine"]))).toEqual([{ key: "a", side: "theirs" }]);
});

test("a further save of theirs unmakes only the choices that it touches", () => {
  const before = conflict(unit("a", "overlap", "1"), unit("b", "overlap", "1"));
  const now = conflict(unit("a", "overlap", "1"), unit("b", "overlap", "2"));
  expect([...still_chosen(before, now, chosen(["a", "mine"], ["b", "mine"]))]).toEqual([["a", "mine"]]);
});

test("what has to be decided comes first", () => {
  const units = [unit("a", "alike"), unit("b", "theirs_only"), unit("c", "overlap")];
  expect(in_order(units).map((one) => one.key)).toEqual(["c", "b", "a"]);
});
