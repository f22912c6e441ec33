// What one side of a unit says to a person.
import type { Properties, Unit, Value } from "../api/types.ts";

// Null: the side does not have it.
export function side_text(unit: Unit, side: Properties | null): string | null {
  if (side === null) return null;
  if (unit.key === "body") return body_text(side);
  if (unit.key === "subject") return value_text(side["PR_SUBJECT"] ?? side["PR_NORMALIZED_SUBJECT"] ?? "");
  if (unit.kind === "recipient") return recipient_text(side);
  if (unit.kind === "attachment") return attachment_text(side);
  const entries = Object.entries(side);
  if (entries.length === 1 && entries[0]) return value_text(entries[0][1]);
  return entries.map(([name, value]) => `${name}: ${value_text(value)}`).join("\n");
}

export function body_text(side: Properties): string {
  const text = side["PR_BODY"];
  if (typeof text === "string") return text;
  const html = side["PR_BODY_HTML"] ?? side["PR_HTML"];
  return html === undefined ? "" : html_source(html);
}

// PR_HTML is bytes. Nearly always UTF-8; where not, its markup still shows what differs.
function html_source(value: Value): string {
  if (typeof value !== "string") return value_text(value);
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0)));
  } catch {
    return value;
  }
}

function recipient_text(side: Properties): string {
  const name = value_text(side["PR_DISPLAY_NAME"] ?? "");
  const address = value_text(side["PR_SMTP_ADDRESS"] ?? side["PR_EMAIL_ADDRESS"] ?? "");
  if (name === "" || name === address) return address;
  return address === "" ? name : `${name} <${address}>`;
}

function attachment_text(side: Properties): string {
  const name = value_text(side["PR_ATTACH_LONG_FILENAME"] ?? side["PR_ATTACH_FILENAME"] ?? side["PR_DISPLAY_NAME"] ?? "");
  const size = side["PR_ATTACH_SIZE"];
  return typeof size === "number" ? `${name} (${size} B)` : name;
}

export function value_text(value: Value): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(value_text).join(", ");
  if (typeof value === "object") return "large" in value ? `… ${value.large} B` : value.ansi;
  return String(value);
}

// Whether a text wants a view of its own, with lines beside each other.
export function is_long(text: string | null): boolean {
  return text !== null && (text.includes("\n") || text.length > 120);
}
