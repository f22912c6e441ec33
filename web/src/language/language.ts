// The words of the interface, from a file for each language (public/languages). A language more is a file more and a
// line in languages.json.
import { signal } from "@preact/signals";
import type english from "../../public/languages/en.json";

export type Words = Record<string, string>;
export type Key = Exclude<keyof typeof english, `${string}.one` | `${string}.other`>;
type Plural<K> = K extends `${infer Name}.other` ? Name : never;
export type CountKey = Plural<keyof typeof english>;

export interface Language {
  code: string; // BCP 47
  name: string; // in itself
}

export const language = signal("en");
export const locale = signal("en"); // for dates and numbers: the language and the browser's region, such as en-GB
const words = signal<Words>({});
const missing = signal<Words>({}); // English, for words that a file lacks

export async function load_language(code: string, read: (file: string) => Promise<Words> = read_file): Promise<void> {
  if (Object.keys(missing.value).length === 0) missing.value = await read("en.json");
  words.value = code === "en" ? missing.value : await read(`${code}.json`);
  language.value = code;
  locale.value = locale_for(code, globalThis.navigator?.languages ?? []);
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return filled(words.value[key] ?? missing.value[key] ?? key, values);
}

// As t(), with the plural that the language has for the number; `count` is among the values.
export function t_count(key: CountKey, count: number, values: Record<string, string | number> = {}): string {
  const form = new Intl.PluralRules(language.value).select(count);
  const text = words.value[`${key}.${form}`] ?? words.value[`${key}.other`] ?? missing.value[`${key}.other`] ?? key;
  return filled(text, { count: count.toLocaleString(locale.value), ...values });
}

// A word that the store, not the page, chose: its own text where the file has none for it.
export function t_or(key: string, otherwise: string): string {
  return words.value[key] ?? missing.value[key] ?? otherwise;
}

function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

// The person's own choice, else the first that the browser asks for, else English.
export function best_language(chosen: string | null, asked: readonly string[], there: readonly string[]): string {
  const wanted = chosen === null ? asked : [chosen, ...asked];
  for (const one of wanted) {
    const found = there.find((code) => code === one) ?? there.find((code) => code === one.split("-")[0]);
    if (found !== undefined) return found;
  }
  return "en";
}

// The region counts only for the language that it came with.
export function locale_for(code: string, asked: readonly string[]): string {
  return asked.find((one) => one === code || one.startsWith(`${code}-`)) ?? code;
}

async function read_file(file: string): Promise<Words> {
  const response = await fetch(`/languages/${file}`);
  if (!response.ok) throw new Error(`The language file ${file} cannot be read: ${response.status}`);
  return (await response.json()) as Words;
}
