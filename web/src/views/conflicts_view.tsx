// Every pair of a message and the copy that somebody saved elsewhere.
import { useEffect } from "preact/hooks";
import type { ConflictPair } from "../api/types.ts";
import { medium_time } from "../language/dates.ts";
import { t, t_count } from "../language/language.ts";
import { unit_label } from "../language/unit_label.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Empty, Failure, Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import { SettleButtons } from "./linked_copies.tsx";

export function ConflictsView() {
  const workspace = use_workspace();
  const pairs = use_resource(() => workspace.api.conflicts(), [workspace]);
  const happened = workspace.happened.value;
  useEffect(() => {
    const kind = happened.change?.kind;
    if (kind === undefined || kind === "links_changed" || kind === "message_deleted") pairs.reload();
  }, [happened]);
  return (
    <>
      <div class="pane-head"><div class="list-title">
        <h2>{t("conflicts")}</h2>
        {pairs.value !== null && <p class="hint">{t_count("count.conflicts", pairs.value.length)}</p>}
      </div></div>
      <div id="list" class="list" tabIndex={-1}>
        {pairs.failure !== null ? <Failure failure={pairs.failure} retry={pairs.reload} />
          : pairs.value === null ? <Loading />
          : pairs.value.length === 0 ? <Empty icon="check" text={t("conflicts.none")} />
          : pairs.value.map((pair) => <Pair key={`${pair.winner.id}-${pair.copy.id}`} pair={pair} settled={pairs.reload} />)}
      </div>
    </>
  );
}

function Pair({ pair, settled }: { pair: ConflictPair; settled: () => void }) {
  const app = use_app();
  const workspace = use_workspace();
  const { winner, copy } = pair;
  const what = [...new Set(pair.units.map(unit_label))].join(", ");
  const open = (message: number) => app.show({ pane: "message", message, tab: "read" });
  return (
    <article class="pair" data-conflict={copy.id}>
      <h3>{winner.subject || t("no_subject")}</h3>
      <p class="hint">{t("conflicts.made", { when: medium_time(pair.made) })}</p>
      <p class="hint">{t("conflicts.differs", { what: what || t("compare.same") })}</p>
      <div class="button-row">
        <Button label={t("linked.open_original")} kind="quiet" run={() => open(winner.id)} />
        <Button label={t("linked.open_copy")} kind="quiet" run={() => open(copy.id)} />
      </div>
      {workspace.writable && <SettleButtons winner={winner.id} copy={copy.id} settled={settled} />}
    </article>
  );
}
