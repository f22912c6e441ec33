import type { Row } from "../api/types.ts";
import { full_time, short_time } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Icon } from "../parts/icon.tsx";
import { kHighImportance } from "../state/draft.ts";
import { is_letter } from "../state/item_facts.ts";

interface MessageRowProps {
  row: Row | undefined; // undefined: not read yet
  index: number;
  total: number;
  top: number; // pixels
  shows_to: boolean;
  selected: boolean;
  current: boolean;
  clicked: (event: MouseEvent) => void;
}

export function MessageRow({ row, index, total, top, shows_to, selected, current, clicked }: MessageRowProps) {
  const style = { transform: `translateY(${top}px)` };
  if (!row) return <div class="row blank" style={style} aria-hidden="true"><span /><span /></div>;
  const subject = row.subject || t("no_subject");
  const [who, about] = !is_letter(row.class) ? [subject, ""]
    : [shows_to ? t("list.to", { to: row.to || t("nobody") }) : row.from || t("nobody"), subject];
  const marks = [!row.read && t("row.unread"), row.flagged && t("row.flagged"), row.has_attachments && t("row.attachments"),
    row.importance === kHighImportance && t("row.important")].filter((mark) => mark !== false);
  return (
    <div id={`row-${row.id}`} role="option" class={`row${row.read ? "" : " unread"}${current ? " current" : ""}`} style={style}
      aria-selected={selected} aria-posinset={index + 1} aria-setsize={total} onClick={clicked} data-message={row.id}>
      <span class="row-who">{who}</span>
      <time class="row-time" dateTime={row.date ?? ""} title={full_time(row.date)}>{short_time(row.date)}</time>
      <span class="row-subject">{about}</span>
      <span class="row-marks">
        <PeopleIn message={row.id} />
        {row.importance === kHighImportance && <span class="important"><Icon name="important" /></span>}
        {row.has_attachments && <Icon name="clip" />}
        {row.flagged && <span class="flagged"><Icon name="flag" /></span>}
      </span>
      {marks.length > 0 && <span class="unseen">{marks.join(", ")}</span>}
    </div>
  );
}

// Others who are editing the message just now.
function PeopleIn({ message }: { message: number }) {
  const me = use_app().session.value?.who;
  const people = use_workspace().presence.people.value.get(message) ?? [];
  const editing = people.filter((person) => person.who !== me && person.state === "editing");
  return <>{editing.slice(0, 2).map((person) => (
    <span key={person.who} title={t("presence.editing_one", { who: person.who })}><Avatar who={person.who} editing /></span>
  ))}</>;
}
