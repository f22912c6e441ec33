// How a unit changed from its base to `after`.
import type { Properties, Unit } from "../api/types.ts";
import { t } from "../language/language.ts";
import { unit_label } from "../language/unit_label.ts";
import { is_long, side_text } from "../state/unit_text.ts";
import { ShortChange } from "./short_change.tsx";
import { TextCompare } from "./text_compare.tsx";

export function UnitChange({ unit, after }: { unit: Unit; after: Properties | null }) {
  const from = side_text(unit, unit.base);
  const to = side_text(unit, after);
  if (!is_long(from) && !is_long(to)) return <ShortChange from={from} to={to} />;
  return <TextCompare label={unit_label(unit)} left={from ?? ""} right={to ?? ""} left_name={t("side.before")} right_name={t("side.after")} />;
}
