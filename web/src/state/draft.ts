// What the editor edits of a message, as a value, and the arithmetic on it: what changed, and what others changed.
import type { Message, MessagePatch, Properties, Recipient, Value } from "../api/types.ts";

export const kNormalImportance = 1; // PR_IMPORTANCE
export const kHighImportance = 2;

export interface Draft {
  subject: string;
  recipients: Recipient[];
  text: string | null; // null: the message's HTML stays as it is
  importance: number;
}

export const kEmptyDraft: Draft = { subject: "", recipients: [], text: "", importance: kNormalImportance };

const kFields = ["subject", "recipients", "text", "importance"] as const;
export type DraftField = (typeof kFields)[number];

const kRichBodies = ["PR_HTML", "PR_BODY_HTML", "PR_RTF_COMPRESSED"];

export function draft_of(message: Message, text = text_of(message.properties["PR_BODY"])): Draft {
  const { properties } = message;
  const importance = properties["PR_IMPORTANCE"];
  return {
    subject: text_of(properties["PR_SUBJECT"]),
    recipients: message.recipients.map(sent_recipient),
    text: has_html(properties) ? null : text,
    importance: typeof importance === "number" ? importance : kNormalImportance,
  };
}

export function has_html(properties: Properties): boolean {
  return properties["PR_HTML"] !== undefined || properties["PR_BODY_HTML"] !== undefined;
}

export function text_of(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

// What a PATCH takes. The server keeps the properties of those that stay.
function sent_recipient({ type, name, address }: Recipient): Recipient {
  return { type, name, address };
}

export function same_field(field: DraftField, one: Draft, other: Draft): boolean {
  if (field !== "recipients") return one[field] === other[field];
  return one.recipients.length === other.recipients.length &&
    one.recipients.every((recipient, i) => same_recipient(recipient, other.recipients[i]));
}

export function same_recipient(one: Recipient, other: Recipient | undefined): boolean {
  return other !== undefined && one.type === other.type && one.name === other.name && one.address === other.address;
}

export function changed_fields(from: Draft, to: Draft): DraftField[] {
  return kFields.filter((field) => !same_field(field, from, to));
}

export function same_draft(one: Draft, other: Draft): boolean {
  return changed_fields(one, other).length === 0;
}

// What makes `to` of `from`.
export function patch_between(from: Draft, to: Draft): MessagePatch {
  const set: Properties = {};
  const patch: MessagePatch = {};
  const changed = changed_fields(from, to);
  if (changed.includes("subject")) set["PR_SUBJECT"] = to.subject;
  if (changed.includes("importance")) set["PR_IMPORTANCE"] = to.importance;
  if (changed.includes("text") && to.text !== null) {
    set["PR_BODY"] = to.text;
    if (from.text === null) patch.remove = kRichBodies;
  }
  if (changed.includes("recipients")) patch.recipients = to.recipients;
  if (Object.keys(set).length) patch.set = set;
  return patch;
}

function with_field(field: DraftField, draft: Draft, from: Draft): Draft {
  return { ...draft, [field]: from[field] };
}

// What was typed since `sent` goes on top of what the server has now. `overlaps` are the fields that are neither.
export function taken_over(sent: Draft, typed: Draft, server: Draft): { draft: Draft; overlaps: DraftField[] } {
  let draft = typed;
  const overlaps: DraftField[] = [];
  for (const field of kFields) {
    if (same_field(field, sent, typed)) draft = with_field(field, draft, server);
    else if (!same_field(field, sent, server) && !same_field(field, typed, server)) overlaps.push(field);
  }
  return { draft, overlaps };
}
