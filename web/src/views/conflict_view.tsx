// The conflict view: who changed what, unit by unit, and what is to become of it.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Conflict, Side } from "../api/types.ts";
import { medium_time } from "../language/dates.ts";
import { t, t_count } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Icon } from "../parts/icon.tsx";
import type { DraftKeeper } from "../state/draft_keeper.ts";
import { type Chosen, choices_of, in_order, still_chosen, undecided } from "../state/merge_choices.ts";
import { ask_elsewhere } from "./editor_lines.tsx";
import { SettledUnits } from "./settled_units.tsx";
import { UnitChoice } from "./unit_choice.tsx";

interface ConflictViewProps {
  keeper: DraftKeeper;
  back: () => void; // to the text, undecided
}

export function ConflictView({ keeper, back }: ConflictViewProps) {
  const conflict = keeper.conflict.value;
  const { chosen, choose, again } = use_choices(conflict);
  const [body, set_body] = useState<string | undefined>(undefined); // mine, edited here
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  if (conflict === null) return null;
  const units = in_order(conflict.units);
  const overlaps = units.filter((unit) => unit.state === "overlap");
  return (
    <section class="conflict" aria-labelledby="conflict-title">
      <header class="conflict-head">
        <h2 id="conflict-title" tabIndex={-1} ref={heading}><Icon name="alert" />{t("conflict.title")}</h2>
        <p>{who_saved(conflict)}</p>
        {again && <p role="alert">{t("conflict.again")}</p>}
        {!conflict.has_base && <p class="hint">{t("conflict.no_base")}</p>}
      </header>
      <div class="conflict-units">
        {overlaps.map((unit) => (
          <UnitChoice key={unit.key} unit={unit} conflict={conflict} chosen={chosen.get(unit.key) ?? null}
            choose={(side) => choose(unit.key, side)} edited={unit.key === "body" ? body : undefined}
            edit={unit.key === "body" && keeper.draft.value.text !== null ? set_body : undefined} />
        ))}
        <SettledUnits units={units.filter((unit) => unit.state !== "overlap")} who={conflict.who} />
      </div>
      <Decisions keeper={keeper} conflict={conflict} chosen={chosen} body={chosen.get("body") === "mine" ? body : undefined} back={back} />
    </section>
  );
}

function who_saved(conflict: Conflict): string {
  const { who, client, when, base, current } = conflict;
  return t("conflict.who", { who, client, when: medium_time(when), base, current });
}

interface Choices {
  chosen: Chosen;
  choose: (key: string, side: Side) => void;
  again: boolean; // the others have saved once more since the view came up
}

// Choices outlive a further save of the others where it did not touch what was chosen.
function use_choices(conflict: Conflict | null): Choices {
  const [chosen, set_chosen] = useState<Chosen>(new Map());
  const [again, set_again] = useState(false);
  const before = useRef(conflict);
  useEffect(() => {
    const old = before.current;
    if (old && conflict && old !== conflict) {
      set_chosen((was) => still_chosen(old, conflict, was));
      set_again(old.current !== conflict.current);
    }
    before.current = conflict;
  }, [conflict]);
  return { chosen, choose: (key, side) => set_chosen(new Map(chosen).set(key, side)), again };
}

interface DecisionsProps extends ConflictViewProps {
  conflict: Conflict;
  chosen: Chosen;
  body: string | undefined;
}

function Decisions({ keeper, conflict, chosen, body, back }: DecisionsProps) {
  const app = use_app();
  const workspace = use_workspace();
  const left = undecided(conflict, chosen).length;
  const busy = keeper.phase.value === "saving";
  const merge = () => keeper.settle({ choices: choices_of(conflict, chosen), seen: conflict.current }, body);
  return (
    <footer class="conflict-decisions">
      <p class="hint" role="status">{left > 0 ? t_count("conflict.left", left) : t("conflict.decided")}</p>
      <div class="button-row">
        <Button label={t("conflict.merge")} kind="primary" disabled={left > 0 || busy} run={() => void merge()} />
        <Button label={t("conflict.overwrite")} disabled={busy} run={() => void keeper.overwrite()} />
        <Button label={t("elsewhere")} disabled={busy} run={() => ask_elsewhere(app, workspace, keeper)} />
        <Button label={t("conflict.theirs")} disabled={busy} run={() => void keeper.keep_theirs()} />
        <Button label={t("conflict.back")} kind="quiet" run={back} />
      </div>
    </footer>
  );
}

