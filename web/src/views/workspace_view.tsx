// The page at work: folders, list, and what is open, beside each other; on narrow screens one at a time.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { use_app, use_workspace } from "../parts/context.ts";
import { ConflictsView } from "./conflicts_view.tsx";
import { ConnectionLine } from "./connection_line.tsx";
import { FolderPane } from "./folder_pane.tsx";
import { LeftBehind } from "./left_behind.tsx";
import { ListPane } from "./list_pane.tsx";
import { MessagePane } from "./message_pane.tsx";
import { TopBar } from "./top_bar.tsx";
import { use_keyboard } from "./use_keyboard.ts";

export function WorkspaceView() {
  const app = use_app();
  const workspace = use_workspace();
  use_keyboard();
  use_closing_warning();
  const route = app.route.value;
  const message_shown = route.store !== null && route.pane.pane !== "none";
  const conflicts = route.store !== null && route.place?.view === "conflicts";
  const shows = app.folders_shown.value ? "folders" : message_shown ? "message" : "list";
  const title = useRef(document.title);
  useSignalEffect(() => {
    const unread = workspace.special("inbox")?.unread ?? 0;
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${workspace.grant.title} – ${title.current}`;
  });
  useEffect(() => () => void (document.title = title.current), []);
  return (
    <div class="shell" data-shows={shows}>
      <a class="skip" href="#list" onClick={(event) => {
        event.preventDefault();
        document.getElementById("list")?.focus();
      }}>{t("skip")}</a>
      <TopBar />
      <ConnectionLine />
      <FolderPane />
      <section class="list-pane" aria-label={t("list")}>
        <LeftBehind />
        {conflicts ? <ConflictsView /> : <ListPane />}
      </section>
      <main class="message-pane"><MessagePane /></main>
    </div>
  );
}

// The text is kept, but whoever closes the tab by mistake should hear that it is not on the server yet.
function use_closing_warning(): void {
  const workspace = use_workspace();
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (workspace.editors.has_unsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [workspace]);
}
