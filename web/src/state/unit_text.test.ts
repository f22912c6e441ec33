import { expect, test } from "vitest";
import type { Properties, Unit } from "../api/types.ts";
import { is_long, side_text } from "./unit_text.ts";

const unit = (key: string, kind: Unit["kind"] = "group") => ({ key, kind, label: key }) as Unit;
const says = (one: Unit, side: Properties | null) => side_text(one, side);

test("a side that is not there says nothing", () => {
  expect(says(unit("subject"), null)).toBeNull();
});

test("a body is its text, and where there is none its HTML", () => {
  expect(says(unit("body"), { PR_BODY: "text", PR_HTML: "PGI+" })).toBe("text");
  expect(says(unit("body"), { PR_HTML: btoa("<b>ok</b>") })).toBe("<b>ok</b>");
  expect(says(unit("body"), { PR_HTML: "not base64!" })).toBe("not base64!");
  expect(says(unit("body"), {})).toBe("");
});

test("a recipient is its name and address", () => {
  const one = unit("recipient:1:x", "recipient");
  expect(says(one, { PR_DISPLAY_NAME: "Ana", PR_SMTP_ADDRESS: "ana@example.com" })).toBe("Ana <ana@example.com>");
  expect(says(one, { PR_DISPLAY_NAME: "a@b", PR_EMAIL_ADDRESS: "a@b" })).toBe("a@b");
});

test("a single property is its value, several are named", () => {
  expect(says(unit("keywords", "property"), { Keywords: ["red", "blue"] })).toBe("red, blue");
  expect(says(unit("reminder"), { A: 1, B: true })).toBe("A: 1\nB: true");
  expect(says(unit("x", "property"), { X: { large: 70000, href: "/x" } })).toBe("… 70000 B");
});

test("lines and long texts want a view of their own", () => {
  expect([null, "short", "two\nlines", "x".repeat(121)].map(is_long)).toEqual([false, false, true, true]);
});
