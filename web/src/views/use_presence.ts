// Says that this page has a message open, for as long as the component stands; null: there is none yet.
import { useEffect } from "preact/hooks";
import { use_workspace } from "../parts/context.ts";

export function use_presence(message: number | null, state: "open" | "editing"): void {
  const { presence } = use_workspace();
  useEffect(() => {
    if (message !== null) presence.enter(message, state);
  }, [presence, message, state]);
  useEffect(() => (message === null ? undefined : () => presence.leave(message)), [presence, message]);
}
