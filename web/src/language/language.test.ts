import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import english from "../../public/languages/en.json";
import languages from "../../public/languages/languages.json";
import spanish from "../../public/languages/es.json";
import { best_language, load_language, locale_for, t, t_count, type Words } from "./language.ts";

const files: Record<string, Words> = { "en.json": english, "es.json": spanish };
const read = async (file: string) => files[file] ?? {};
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

beforeAll(() => load_language("en", read));

test("every language has every word, with the same places to fill in", () => {
  expect(Object.keys(files).sort()).toEqual(languages.map(({ code }) => `${code}.json`).sort());
  for (const words of Object.values(files)) {
    expect(Object.keys(words)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) expect([key, holes(words[key] ?? "")]).toEqual([key, holes(text)]);
  }
});

test("no word is there that nothing uses", () => {
  const source = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(`src/${name}`, "utf8")).join("\n");
  const made = /^(compare|theme|folder|role|save|unit|unit_state|keys)\./; // put together where they are used
  const used = (key: string) => made.test(key) || source.includes(`"${key.replace(/\.(one|other)$/, "")}"`);
  expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
});

test("a word is filled in, and what is not given stays", () => {
  expect(t("list.to", { to: "Ana" })).toBe("To: Ana");
  expect(t("list.to")).toBe("To: {to}");
  expect(t("list.to", { to: "{to}" })).toBe("To: {to}");
});

test("a number takes the plural of the language", async () => {
  expect(t_count("count.messages", 1)).toBe("1 message");
  expect(t_count("count.messages", 1200)).toBe("1,200 messages");
  await load_language("es", read);
  expect(t_count("count.messages", 1)).toBe("1 mensaje");
  await load_language("en", read);
});

test("the person's choice comes before the browser's, and English last", () => {
  expect(best_language("es", ["en-GB"], ["en", "es"])).toBe("es");
  expect(best_language(null, ["fr", "es-MX", "en"], ["en", "es"])).toBe("es");
  expect(best_language("xx", ["fr"], ["en", "es"])).toBe("en");
});

test("dates and numbers follow the browser's region where it is one of the language", () => {
  expect(locale_for("en", ["es-MX", "en-GB", "en"])).toBe("en-GB");
  expect(locale_for("es", ["en-GB"])).toBe("es");
  expect(locale_for("en", [])).toBe("en");
});
