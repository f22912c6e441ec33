import { expect, test } from "vitest";
import type { Message } from "../api/types.ts";
import { changed_fields, type Draft, draft_of, kEmptyDraft, patch_between, taken_over } from "./draft.ts";

const ana = { type: "to" as const, name: "Ana", address: "ana@example.com" };
const draft: Draft = { subject: "Programme", recipients: [ana], text: "one", importance: 1 };

test("a patch has only what changed", () => {
  expect(patch_between(draft, { ...draft, subject: "For May" })).toEqual({ set: { PR_SUBJECT: "For May" } });
  expect(patch_between(draft, { ...draft, recipients: [] })).toEqual({ recipients: [] });
  expect(patch_between(draft, { ...draft })).toEqual({});
});

test("recipients that are equal one by one are no change", () => {
  expect(changed_fields(draft, { ...draft, recipients: [{ ...ana }] })).toEqual([]);
  expect(changed_fields(draft, { ...draft, recipients: [{ ...ana, type: "cc" }] })).toEqual(["recipients"]);
});

test("text in place of kept HTML takes the HTML away", () => {
  const patch = patch_between({ ...draft, text: null }, { ...draft, text: "plain" });
  expect(patch.set).toEqual({ PR_BODY: "plain" });
  expect(patch.remove).toContain("PR_HTML");
});

test("a message with HTML keeps it", () => {
  const message = { properties: { PR_HTML: "PGI+", PR_BODY: "b" }, recipients: [], attachments: [] } as unknown as Message;
  expect(draft_of(message).text).toBeNull();
});

test("what was typed since a save stays on top of what others changed", () => {
  const sent = { ...draft, subject: "Sent" };
  const typed = { ...sent, text: "typed on" };
  const server = { ...sent, importance: 2 };
  expect(taken_over(sent, typed, server)).toEqual({ draft: { ...typed, importance: 2 }, overlaps: [] });
});

test("a field that both changed since the save is an overlap, and stays mine", () => {
  const { draft: result, overlaps } = taken_over(draft, { ...draft, text: "mine" }, { ...draft, text: "theirs" });
  expect(overlaps).toEqual(["text"]);
  expect(result.text).toBe("mine");
});

test("the same change on both sides is no overlap", () => {
  expect(taken_over(draft, { ...draft, text: "same" }, { ...draft, text: "same" }).overlaps).toEqual([]);
  expect(taken_over(kEmptyDraft, kEmptyDraft, draft).draft).toEqual(draft);
});
