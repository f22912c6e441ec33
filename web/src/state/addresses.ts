// Recipients as people type them: "Ana Ruiz <ana@example.com>, ben@example.com; …".
import type { Recipient, RecipientType } from "../api/types.ts";

export function recipients_in(text: string, type: RecipientType): Recipient[] {
  return pieces(text).map((piece) => recipient_of(piece, type));
}

function recipient_of(piece: string, type: RecipientType): Recipient {
  const named = /^(.*)<([^<>]*)>$/.exec(piece);
  if (!named) return { type, name: piece, address: piece.includes("@") ? piece : "" };
  const address = (named[2] ?? "").trim();
  const name = (named[1] ?? "").trim().replace(/^"(.*)"$/, "$1").replaceAll('\\"', '"');
  return { type, name: name || address, address };
}

// Commas and semicolons part addresses, but not inside quotation marks or angle brackets.
function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  let quoted = false;
  let bracketed = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "<") bracketed = true;
    else if (!quoted && letter === ">") bracketed = false;
    if (!quoted && !bracketed && (letter === "," || letter === ";" || letter === "\n")) {
      found.push(piece);
      piece = "";
    } else {
      piece += letter;
    }
  }
  found.push(piece);
  return found.map((one) => one.trim()).filter((one) => one !== "");
}

export function recipient_label(recipient: Pick<Recipient, "name" | "address">): string {
  return recipient.name || recipient.address;
}

export function recipient_title(recipient: Pick<Recipient, "name" | "address">): string {
  const { name, address } = recipient;
  if (name === "" || name === address) return address;
  return address === "" ? name : `${name} <${address}>`;
}

export function is_reachable(recipient: Pick<Recipient, "address">): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(recipient.address);
}
