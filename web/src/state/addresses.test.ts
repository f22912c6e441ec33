import { expect, test } from "vitest";
import { is_reachable, recipient_title, recipients_in } from "./addresses.ts";

const read = (text: string) => recipients_in(text, "to").map(({ name, address }) => [name, address]);

test("commas, semicolons and lines part addresses", () => {
  expect(read("a@x.org, b@x.org;c@x.org\nd@x.org,")).toEqual(["a", "b", "c", "d"].map((one) => [`${one}@x.org`, `${one}@x.org`]));
});

test("a name may have commas in quotation marks", () => {
  expect(read('"Ruiz, Ana" <ana@x.org>, Ben <ben@x.org>')).toEqual([["Ruiz, Ana", "ana@x.org"], ["Ben", "ben@x.org"]]);
});

test("what is no address is a name, and not reachable", () => {
  expect(read("nobody")).toEqual([["nobody", ""]]);
  expect(is_reachable({ address: "" })).toBe(false);
  expect(is_reachable({ address: "a b@x.org" })).toBe(false);
  expect(is_reachable({ address: "a@x.org" })).toBe(true);
});

test("an open bracket or quotation mark takes the rest", () => {
  expect(read('Ana <a@x.org, b')).toEqual([["Ana <a@x.org, b", "Ana <a@x.org, b"]]);
  expect(read('" , ')).toHaveLength(1);
  expect(read("  ")).toEqual([]);
});

test("a title says name and address once each", () => {
  expect(recipient_title({ name: "Ana", address: "a@x.org" })).toBe("Ana <a@x.org>");
  expect(recipient_title({ name: "a@x.org", address: "a@x.org" })).toBe("a@x.org");
  expect(recipient_title({ name: "Ana", address: "" })).toBe("Ana");
});
