// One unit that both sides changed: what it was, theirs and mine, and which is to be.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { Conflict, Side, Unit } from "../api/types.ts";
import { t } from "../language/language.ts";
import { unit_label } from "../language/unit_label.ts";
import { is_long, side_text } from "../state/unit_text.ts";
import { ShortChange } from "./short_change.tsx";
import { TextCompare } from "./text_compare.tsx";

interface UnitChoiceProps {
  unit: Unit;
  conflict: Conflict;
  chosen: Side | null;
  choose: (side: Side) => void;
  edited: string | undefined; // mine, as it was changed here
  edit: ((text: string) => void) | undefined;
}

export function UnitChoice(props: UnitChoiceProps) {
  const { unit, conflict, chosen, choose } = props;
  const base = side_text(unit, unit.base);
  const theirs = side_text(unit, unit.theirs);
  const mine = props.edited ?? side_text(unit, unit.mine);
  const long = [base, theirs, mine].some(is_long);
  const label = unit_label(unit);
  return (
    <fieldset class="unit" data-unit={unit.key}>
      <legend>{label}</legend>
      {long ? (
        <>
          <div class="unit-sides">
            <SideChoice label={t("side.theirs", { who: conflict.who })} name={unit.key} side="theirs" chosen={chosen} choose={choose} />
            <SideChoice label={props.edited === undefined ? t("side.mine") : t("side.mine_edited")} name={unit.key} side="mine" chosen={chosen} choose={choose} />
          </div>
          <LongSides {...props} base={base} theirs={theirs ?? ""} mine={mine ?? ""} label={label} />
        </>
      ) : (
        <div class="unit-sides three">
          {conflict.has_base && (
            <div class="side before"><span class="side-name">{t("side.before")}</span><p class="side-text">{shown(base)}</p></div>
          )}
          <SideChoice label={t("side.theirs", { who: conflict.who })} name={unit.key} side="theirs" chosen={chosen} choose={choose}>
            <ShortChange from={base} to={theirs} />
          </SideChoice>
          <SideChoice label={t("side.mine")} name={unit.key} side="mine" chosen={chosen} choose={choose}>
            <ShortChange from={base} to={mine} />
          </SideChoice>
        </div>
      )}
    </fieldset>
  );
}

function shown(text: string | null): string {
  return text === null ? t("side.not_there") : text === "" ? t("side.empty") : text;
}

interface SideChoiceProps {
  label: string;
  name: string;
  side: Side;
  chosen: Side | null;
  choose: (side: Side) => void;
  children?: ComponentChildren;
}

function SideChoice({ label, name, side, chosen, choose, children }: SideChoiceProps) {
  const id = useId();
  return (
    <label class={`side choice ${side}${chosen === side ? " chosen" : ""}`} for={id}>
      <span class="side-name">
        <input id={id} type="radio" name={`unit-${name}`} value={side} checked={chosen === side} onChange={() => choose(side)} />
        {label}
      </span>
      {children}
    </label>
  );
}

type Pair = "theirs_mine" | "base_theirs" | "base_mine";

interface LongSidesProps extends UnitChoiceProps {
  base: string | null;
  theirs: string;
  mine: string;
  label: string;
}

// Two of the three beside each other.
function LongSides({ base, theirs, mine, label, conflict, choose, edit }: LongSidesProps) {
  const [pair, set_pair] = useState<Pair>("theirs_mine");
  const names = { base: t("side.before"), theirs: t("side.theirs", { who: conflict.who }), mine: t("side.mine") };
  const pairs: Pair[] = base === null ? ["theirs_mine"] : ["theirs_mine", "base_theirs", "base_mine"];
  const edited = (text: string) => {
    edit?.(text);
    choose("mine");
  };
  return (
    <>
      {pairs.length > 1 && (
        <div class="segments" role="group" aria-label={t("compare.what")}>
          {pairs.map((one) => (
            <button key={one} type="button" aria-pressed={pair === one} onClick={() => set_pair(one)}>{t(`compare.${one}`)}</button>
          ))}
        </div>
      )}
      {pair === "theirs_mine" && (
        <TextCompare key={pair} label={label} left={theirs} right={mine} left_name={names.theirs} right_name={edit ? t("side.mine_editable") : names.mine}
          {...(edit ? { edit: edited } : {})} />
      )}
      {pair === "base_theirs" && <TextCompare key={pair} label={label} left={base ?? ""} right={theirs} left_name={names.base} right_name={names.theirs} />}
      {pair === "base_mine" && <TextCompare key={pair} label={label} left={base ?? ""} right={mine} left_name={names.base} right_name={names.mine} />}
    </>
  );
}
