// The list of a folder or a search, with what can be done with the selected ones.
import { t, t_count } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { folder_name } from "../parts/folder_look.ts";
import { Loading } from "../parts/placeholder.tsx";
import type { Place } from "../state/route.ts";
import { remove, toggle_flag, toggle_read, undelete } from "./commands.ts";
import { MessageList } from "./message_list.tsx";
import { ask_copy, ask_move } from "./pick_folder.tsx";

export function ListPane() {
  const app = use_app();
  const workspace = use_workspace();
  const route = app.route.value;
  const place = route.store === null ? null : route.place;
  const list = workspace.list.value;
  const many = workspace.selection.value.ids.size;
  if (!list || place === null) return <Loading />;
  return (
    <>
      <div class="pane-head">
        <div class="list-title">
          <h2>{title_of(place, workspace.folders.value.length > 0 ? (id) => workspace.folder(id) : () => undefined)}</h2>
          <p class="hint">
            <span aria-live="polite">
              {many > 1 ? t_count("count.selected", many) : t_count("count.messages", list.total.value)}
            </span>
            <DeletedLink place={place} />
          </p>
        </div>
        {place.view === "folder" && place.kind === "deleted" && (
          <Button label={t("deleted.back")} kind="quiet" icon="back"
            run={() => app.go_to({ view: "folder", folder: place.folder, kind: "normal" })} />
        )}
        {workspace.writable && <SelectionTools deleted={place.view === "folder" && place.kind === "deleted"} />}
      </div>
      <MessageList list={list} label={t("list")} shows_to={is_drafts(place, workspace.special("drafts")?.id)}
        empty={empty_text(place, workspace.special("deleted_items")?.id)} />
    </>
  );
}

// What was deleted stays in its folder for a while; here is the way to it.
function DeletedLink({ place }: { place: Place }) {
  const app = use_app();
  const workspace = use_workspace();
  if (place.view !== "folder" || place.kind !== "normal") return null;
  const deleted = workspace.folder(place.folder)?.deleted ?? 0;
  if (deleted === 0) return null;
  return (
    <button type="button" class="link"
      onClick={() => app.go_to({ view: "folder", folder: place.folder, kind: "deleted" })}>
      {t_count("count.deleted", deleted)}
    </button>
  );
}

function SelectionTools({ deleted }: { deleted: boolean }) {
  const app = use_app();
  const workspace = use_workspace();
  const ids = [...workspace.selection.value.ids];
  const none = ids.length === 0;
  const tools = deleted
    ? <Button label={t("undelete")} icon="restore" icon_only kind="quiet" disabled={none} run={() => void undelete(app, workspace, ids)} />
    : (
      <>
        <Button label={t("toggle_read")} icon="unread" icon_only kind="quiet" disabled={none} run={() => void toggle_read(app, workspace, ids)} />
        <Button label={t("toggle_flag")} icon="flag" icon_only kind="quiet" disabled={none} run={() => void toggle_flag(app, workspace, ids)} />
        <Button label={t("move")} icon="move" icon_only kind="quiet" disabled={none} run={() => ask_move(app, workspace, ids)} />
        <Button label={t("copy")} icon="copy" icon_only kind="quiet" disabled={none} run={() => ask_copy(app, workspace, ids)} />
        <Button label={t("delete")} icon="trash" icon_only kind="quiet" disabled={none} run={() => void remove(app, workspace, ids)} />
      </>
    );
  return <div class="tools" role="toolbar" aria-label={t("selection")}>{tools}</div>;
}

function title_of(place: Place, folder: (id: number) => Parameters<typeof folder_name>[0] | undefined): string {
  if (place.view === "search") return t("search.results", { q: place.q });
  if (place.view === "conflicts") return t("conflicts");
  const found = folder(place.folder);
  const name = found ? folder_name(found) : "";
  return place.kind === "deleted" ? t("deleted.title", { name }) : name;
}

function empty_text(place: Place, deleted_items: number | undefined): string {
  if (place.view === "search") return t("search.empty");
  const is_deleted_items = place.view === "folder" && place.kind === "normal" && place.folder === deleted_items;
  return t(is_deleted_items ? "list.empty_deleted_items" : "list.empty");
}

function is_drafts(place: Place, drafts: number | undefined): boolean {
  return place.view === "folder" && place.folder === drafts;
}
