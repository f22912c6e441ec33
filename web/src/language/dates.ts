// Times and sizes as the interface's language writes them.
import { locale } from "./language.ts";

const kDay = 24 * 60 * 60 * 1000;

// The shortest that tells: the time of today, the weekday of this week, else the date.
export function short_time(iso: string | null, now = new Date()): string {
  if (iso === null) return "";
  const time = new Date(iso);
  const age = midnight(now) - midnight(time);
  if (age === 0) return format(time, { hour: "numeric", minute: "2-digit" });
  if (age > 0 && age < 6 * kDay) return format(time, { weekday: "short", hour: "numeric", minute: "2-digit" });
  if (time.getFullYear() === now.getFullYear()) return format(time, { day: "numeric", month: "short" });
  return format(time, { day: "numeric", month: "short", year: "numeric" });
}

export function full_time(iso: string | null): string {
  return iso === null ? "" : format(new Date(iso), { dateStyle: "full", timeStyle: "short" });
}

export function medium_time(iso: string | null): string {
  return iso === null ? "" : format(new Date(iso), { dateStyle: "medium", timeStyle: "short" });
}

export function size_text(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    ++unit;
  }
  const options: Intl.NumberFormatOptions = {
    style: "unit", unit: units[unit] ?? "byte", unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  };
  return new Intl.NumberFormat(locale.value, options).format(size);
}

function midnight(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

function format(time: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale.value, options).format(time);
}
