// What is open: a message to read or edit, its history, or a new one.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message, MessageState } from "../api/types.ts";
import { t } from "../language/language.ts";
import { use_app, use_workspace } from "../parts/context.ts";
import { lazy } from "../parts/lazy.tsx";
import { Empty, Failure, Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import { text_of } from "../state/draft.ts";
import type { DraftKeeper } from "../state/draft_keeper.ts";
import { is_letter } from "../state/item_facts.ts";
import type { MessageTab } from "../state/route.ts";
import { current_folder } from "./commands.ts";
import { Back } from "./back_button.tsx";
import { EditorView } from "./editor_view.tsx";
import { LinkedCopies } from "./linked_copies.tsx";
import { type Opened, subject_of } from "./opened_message.ts";
import { ReadingView } from "./reading_view.tsx";

const HistoryView = lazy(async () => (await import("./history_view.tsx")).HistoryView);

export function MessagePane() {
  const route = use_app().route.value;
  const pane = route.store === null ? { pane: "none" as const } : route.pane;
  if (pane.pane === "message") return <OpenMessage key={pane.message} id={pane.message} tab={pane.tab} />;
  if (pane.pane === "new") return <NewMessage key={pane.editor} editor={pane.editor} />;
  return <Empty icon="mail" text={t("message.none")} />;
}

const kUnsent = 0x8; // MSGFLAG_UNSENT, in PR_MESSAGE_FLAGS

function OpenMessage({ id, tab }: { id: number; tab: MessageTab }) {
  const app = use_app();
  const workspace = use_workspace();
  const opened = use_resource<Opened>(async () => {
    const [message, state] = await Promise.all([workspace.api.message(id, "deleted too"), workspace.api.state(id)]);
    return { message, state, is_draft: is_draft(workspace, message.value, state) };
  }, [workspace, id]);
  use_news_of(id, opened.reload);
  if (opened.failure !== null && opened.value === null) {
    return <><Back /><Failure failure={opened.failure} retry={opened.reload} /></>;
  }
  if (opened.value === null) return <Loading />;
  const { value } = opened;
  // A draft opens for editing at once; what was received is read first, and so are appointments and contacts.
  const editable = workspace.writable && value.state.rights.edit && value.state.deleted === null;
  const editing = editable && (tab === "edit" || (tab === "read" && value.is_draft));
  if (tab === "history") {
    return <HistoryView id={id} etag={value.message.etag} subject={subject_of(value.message.value)}
      close={() => app.show({ pane: "message", message: id, tab: "read" })} />;
  }
  if (editing) return <EditMessage opened={value} reload={opened.reload} focus={tab === "edit"} />;
  return <ReadingView opened={value} reload={opened.reload} />;
}

// A row of the list says it as well, but a message may be opened by its address alone.
function is_draft(workspace: ReturnType<typeof use_workspace>, message: Message, state: MessageState): boolean {
  if (!is_letter(text_of(message.properties["PR_MESSAGE_CLASS"]))) return false;
  const list = workspace.list.peek();
  const at = list?.index_of(message.id) ?? null;
  const row = at === null ? undefined : list?.row(at);
  return row?.unsent ?? (state.flags & kUnsent) !== 0;
}

function use_news_of(id: number, reload: () => void): void {
  const happened = use_workspace().happened.value;
  const known = useRef(happened); // before the message was read
  useEffect(() => {
    if (happened === known.current) return;
    if (happened.change === null || happened.change.messages.some((message) => message.id === id)) reload();
  }, [happened]);
}

function EditMessage({ opened, reload, focus }: { opened: Opened; reload: () => void; focus: boolean }) {
  const app = use_app();
  const workspace = use_workspace();
  const id = opened.message.value.id;
  const [keeper, set_keeper] = useState<DraftKeeper | null>(null);
  useEffect(() => {
    let closed = false;
    let own: DraftKeeper | null = null;
    void app.attempt(async () => {
      own = await workspace.editors.open(opened.message, opened.state.folder, opened.is_draft);
      if (closed) void workspace.editors.close(own);
      else set_keeper(own);
    });
    return () => {
      closed = true;
      if (own) void workspace.editors.close(own);
    };
  }, [workspace, id]);
  // What others saved while the editor was coming up was told to nobody but this view.
  useEffect(() => void keeper?.heard(opened.message.etag), [keeper, opened.message.etag]);
  if (!keeper) return <Loading />;
  const done = () => {
    app.show(opened.is_draft ? { pane: "none" } : { pane: "message", message: id, tab: "read" });
    reload();
  };
  return (
    <EditorView keeper={keeper} done={done} focus={focus}
      above={<LinkedCopies message={id} links={opened.state.conflicts} settled={reload} />} />
  );
}

function NewMessage({ editor }: { editor: string }) {
  const app = use_app();
  const workspace = use_workspace();
  const folder = workspace.special("drafts")?.id ?? current_folder(app);
  const [keeper, set_keeper] = useState<DraftKeeper | null>(null);
  useLayoutEffect(() => {
    if (folder === null) return;
    const own = workspace.editors.start(editor, folder);
    set_keeper(own);
    return () => void workspace.editors.close(own);
  }, [workspace, editor, folder === null]);
  const id = keeper?.id.value ?? null;
  useEffect(() => {
    if (id !== null) app.address_as({ pane: "message", message: id, tab: "edit" });
  }, [id]);
  if (!keeper) return <Loading />;
  return <EditorView keeper={keeper} done={() => app.show({ pane: "none" })} focus />;
}
