// Who else has this message open. Says the same of this page, for as long as it is shown.
import { useEffect } from "preact/hooks";
import { t_count } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { use_app, use_workspace } from "../parts/context.ts";

export function PresenceLine({ message, state }: { message: number; state: "open" | "editing" }) {
  const me = use_app().session.value?.who;
  const { presence } = use_workspace();
  useEffect(() => presence.enter(message, state), [presence, message, state]);
  useEffect(() => () => presence.leave(message), [presence, message]);
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
  return new Intl.ListFormat(document.documentElement.lang).format([...new Set(people)]);
}
