// Who else has this message open.
import { language, t_count } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { use_app, use_workspace } from "../parts/context.ts";

export function PresenceLine({ message }: { message: number }) {
  const me = use_app().session.value?.who;
  const { presence } = use_workspace();
  const others = (presence.people.value.get(message) ?? []).filter((person) => person.who !== me);
  if (others.length === 0) return null;
  const editing = others.filter((person) => person.state === "editing").map((person) => person.who);
  const reading = others.filter((person) => person.state === "open").map((person) => person.who);
  return (
    <div class="line presence" role="status">
      {others.slice(0, 4).map((person) => <Avatar key={person.who + person.client} who={person.who} editing={person.state === "editing"} />)}
      <span>
        {editing.length > 0 && t_count("presence.editing", editing.length, { who: named(editing) })}{" "}
        {reading.length > 0 && t_count("presence.reading", reading.length, { who: named(reading) })}
      </span>
    </div>
  );
}

function named(people: string[]): string {
  return new Intl.ListFormat(language.value).format([...new Set(people)]);
}
