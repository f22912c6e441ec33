// What a merge unit is called. The server's own label where the interface has no word for it.
import type { Unit } from "../api/types.ts";
import { t_or } from "./language.ts";

export function unit_label(unit: Unit): string {
  if (unit.kind === "recipient") {
    const at = unit.label.indexOf(" ");
    const type = unit.label.slice(0, at < 0 ? undefined : at);
    return t_or(`unit.recipient.${type.toLowerCase()}`, type) + (at < 0 ? "" : unit.label.slice(at));
  }
  return t_or(`unit.${unit.key}`, t_or(`unit.${unit.label}`, unit.label));
}
