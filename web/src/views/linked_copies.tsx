// The other end of a conflict that somebody saved elsewhere, with the ways to settle it.
import type { MessageState } from "../api/types.ts";
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";

interface LinkedCopiesProps {
  message: number;
  links: MessageState["conflicts"];
  settled: () => void;
}

export function LinkedCopies({ message, links, settled }: LinkedCopiesProps) {
  const app = use_app();
  const workspace = use_workspace();
  return (
    <>
      {links.map((link) => (
        <div key={link.message} class="line offer" role="status">
          <span>{link.role === "copy" ? t("linked.has_copy") : t("linked.is_copy")}</span>
          <Button label={link.role === "copy" ? t("linked.open_copy") : t("linked.open_original")} kind="quiet"
            run={() => app.show({ pane: "message", message: link.message, tab: "read" })} />
          {workspace.writable && (
            <SettleButtons winner={link.role === "copy" ? message : link.message} copy={link.role === "copy" ? link.message : message}
              settled={settled} />
          )}
        </div>
      ))}
    </>
  );
}

export function SettleButtons({ winner, copy, settled }: { winner: number; copy: number; settled: () => void }) {
  const app = use_app();
  const workspace = use_workspace();
  const settle = (keep: "winner" | "copy" | "both") => void app.attempt(async () => {
    await workspace.api.settle(winner, copy, keep);
    app.notices.done(t("linked.settled"));
    workspace.refresh();
    settled();
  });
  return (
    <span class="button-group" role="group" aria-label={t("linked.settle")}>
      <Button label={t("linked.keep_original")} run={() => settle("winner")} />
      <Button label={t("linked.keep_copy")} run={() => settle("copy")} />
      <Button label={t("linked.keep_both")} run={() => settle("both")} />
    </span>
  );
}
