// What a message has, and the merge units of it: as little of docs/save-rules.md as the page needs to be tried.
import type { Attachment, Properties, Recipient, Unit, UnitState } from "../src/api/types.ts";

export interface Content {
  properties: Properties;
  recipients: Recipient[];
  attachments: Attachment[];
}

const kBody = ["PR_BODY", "PR_HTML", "PR_BODY_HTML", "PR_RTF_COMPRESSED"];

interface Part {
  label: string;
  kind: Unit["kind"];
  properties: Properties;
  put: (content: Content) => void; // into a content that lacks it
}

function parts(content: Content): Map<string, Part> {
  const found = new Map<string, Part>();
  const group = (key: string, label: string, names: string[], kind: Unit["kind"]) => {
    const own = names.filter((name) => content.properties[name] !== undefined);
    if (own.length === 0) return;
    const properties = Object.fromEntries(own.map((name) => [name, content.properties[name] ?? null]));
    found.set(key, { label, kind, properties, put: (into) => Object.assign(into.properties, properties) });
  };
  group("body", "Body", kBody, "group");
  group("subject", "Subject", ["PR_SUBJECT"], "group");
  for (const name of Object.keys(content.properties)) {
    if (!kBody.includes(name) && name !== "PR_SUBJECT") group(name, name, [name], "property");
  }
  for (const recipient of content.recipients) {
    const { type, name, address } = recipient;
    const label = `${type[0]?.toUpperCase()}${type.slice(1)} ${name === address ? name : `${name} <${address}>`}`;
    found.set(`recipient:${type}:${address}`, {
      label, kind: "recipient", properties: { PR_DISPLAY_NAME: name, PR_SMTP_ADDRESS: address },
      put: (into) => into.recipients.push(recipient),
    });
  }
  for (const attachment of content.attachments) {
    found.set(`attachment:${attachment.key}`, {
      label: `Attachment ${attachment.name}`, kind: "attachment",
      properties: { PR_ATTACH_LONG_FILENAME: attachment.name, PR_ATTACH_SIZE: attachment.size },
      put: (into) => into.attachments.push(attachment),
    });
  }
  return found;
}

export function units(base: Content, theirs: Content, mine: Content): Unit[] {
  const sides = [parts(base), parts(theirs), parts(mine)] as const;
  const keys = new Set(sides.flatMap((side) => [...side.keys()]));
  const found: Unit[] = [];
  for (const key of keys) {
    const [b, t, m] = sides.map((side) => side.get(key));
    const state = state_of(text(b), text(t), text(m));
    const any = m ?? t ?? b;
    if (state === null || !any) continue;
    found.push({
      key, label: any.label, kind: any.kind, state,
      base: b?.properties ?? null, theirs: t?.properties ?? null, mine: m?.properties ?? null,
    });
  }
  return found;
}

function text(part: Part | undefined): string {
  return JSON.stringify(part?.properties ?? null);
}

function state_of(base: string, theirs: string, mine: string): UnitState | null {
  if (base === theirs && base === mine) return null;
  if (base === theirs) return "mine_only";
  if (base === mine) return "theirs_only";
  return theirs === mine ? "alike" : "overlap";
}

// Each unit from one side.
export function merged(theirs: Content, mine: Content, found: Unit[], side: (unit: Unit) => "mine" | "theirs"): Content {
  const result: Content = { properties: {}, recipients: [], attachments: [] };
  const from = { theirs: parts(theirs), mine: parts(mine) };
  const by_key = new Map(found.map((unit) => [unit.key, unit]));
  for (const key of new Set([...from.theirs.keys(), ...from.mine.keys()])) {
    const unit = by_key.get(key);
    const taken = unit === undefined ? "theirs"
      : unit.state === "mine_only" ? "mine"
      : unit.state === "overlap" ? side(unit) : "theirs";
    from[taken].get(key)?.put(result);
  }
  return result;
}
