// A short text with what was taken out and what is new in it.
import { presentableDiff } from "@codemirror/merge";
import type { ComponentChild } from "preact";
import { t } from "../language/language.ts";

interface ShortChangeProps {
  from: string | null; // null: it was not there
  to: string | null; // null: it is not there any more
}

export function ShortChange({ from, to }: ShortChangeProps) {
  if (to === null) return <p class="side-text">{from === null ? t("side.not_there") : <><del>{from}</del> {t("side.removed")}</>}</p>;
  if (to === "") return <p class="side-text">{from ? <del>{from}</del> : null} {t("side.empty")}</p>;
  if (from === null || from === "") return <p class="side-text"><ins>{to}</ins></p>;
  return <p class="side-text">{pieces(from, to)}</p>;
}

function pieces(from: string, to: string): ComponentChild[] {
  const found: ComponentChild[] = [];
  let at = 0;
  for (const change of presentableDiff(from, to)) {
    if (change.fromB > at) found.push(to.slice(at, change.fromB));
    if (change.toA > change.fromA) found.push(<del key={`-${change.fromA}`}>{from.slice(change.fromA, change.toA)}</del>);
    if (change.toB > change.fromB) found.push(<ins key={`+${change.fromB}`}>{to.slice(change.fromB, change.toB)}</ins>);
    at = change.toB;
  }
  if (at < to.length) found.push(to.slice(at));
  return found;
}
