// What merges by itself, for whoever wants to see it.
import type { Unit, UnitState } from "../api/types.ts";
import { t, t_count } from "../language/language.ts";
import { unit_label } from "../language/unit_label.ts";
import { UnitChange } from "./unit_change.tsx";

export function SettledUnits({ units, who }: { units: Unit[]; who: string }) {
  if (units.length === 0) return null;
  return (
    <details class="settled">
      <summary>{t_count("conflict.settled", units.length)}</summary>
      {units.map((unit) => (
        <div key={unit.key} class="settled-unit">
          <h3>{unit_label(unit)} <span class="hint">{t(state_key(unit.state), { who })}</span></h3>
          <UnitChange unit={unit} after={unit.state === "theirs_only" || unit.state === "alike" ? unit.theirs : unit.mine} />
        </div>
      ))}
    </details>
  );
}

function state_key(state: UnitState) {
  switch (state) {
    case "mine_only": return "unit_state.mine_only";
    case "theirs_only": return "unit_state.theirs_only";
    case "alike": return "unit_state.alike";
    case "combined": return "unit_state.combined";
    case "overlap": return "unit_state.overlap";
  }
}
