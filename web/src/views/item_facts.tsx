// What there is to know of an appointment, a contact or a task beside its text.
import { Fragment } from "preact";
import type { Message } from "../api/types.ts";
import { full_time } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { text_of } from "../state/draft.ts";
import { facts_of } from "../state/item_facts.ts";

export function ItemFacts({ message }: { message: Message }) {
  const facts = facts_of(text_of(message.properties["PR_MESSAGE_CLASS"]), message.properties);
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ label, kind, value }) => (
        <Fragment key={label}>
          <dt class="hint">{t(label)}</dt>
          <dd>{kind === "time" ? <time dateTime={value}>{full_time(value)}</time> : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
