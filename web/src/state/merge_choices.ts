// The decisions of the conflict view, as values.
import type { Choice, Conflict, Side, Unit } from "../api/types.ts";

export type Chosen = ReadonlyMap<string, Side>; // by the unit's key

export function undecided(conflict: Conflict, chosen: Chosen): Unit[] {
  return conflict.units.filter((unit) => unit.state === "overlap" && !chosen.has(unit.key));
}

// What the server wants to hear: one choice for each unit that overlaps.
export function choices_of(conflict: Conflict, chosen: Chosen): Choice[] {
  const choices: Choice[] = [];
  for (const unit of conflict.units) {
    const side = chosen.get(unit.key);
    if (unit.state === "overlap" && side !== undefined) choices.push({ key: unit.key, side });
  }
  return choices;
}

// When somebody saves while one decides: choices stay for units whose other side is still the same.
export function still_chosen(before: Conflict, now: Conflict, chosen: Chosen): Map<string, Side> {
  const kept = new Map<string, Side>();
  for (const unit of now.units) {
    const old = before.units.find((one) => one.key === unit.key);
    const side = chosen.get(unit.key);
    if (old && side && unit.state === "overlap" && JSON.stringify(old.theirs) === JSON.stringify(unit.theirs)) {
      kept.set(unit.key, side);
    }
  }
  return kept;
}

// In the order in which they matter to whoever decides.
export function in_order(units: readonly Unit[]): Unit[] {
  const rank: Record<Unit["state"], number> = { overlap: 0, combined: 1, theirs_only: 2, mine_only: 3, alike: 4 };
  return [...units].sort((one, other) => rank[one.state] - rank[other.state]);
}
