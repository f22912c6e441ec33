// A message being edited: its fields, how far its saving is, and who else is at it.
import type { ComponentChild } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { lazy } from "../parts/lazy.tsx";
import { kHighImportance, kNormalImportance } from "../state/draft.ts";
import { type DraftKeeper, kIdle } from "../state/draft_keeper.ts";
import { remove } from "./commands.ts";
import { DropZone, EditorAttachments, use_uploads } from "./editor_attachments.tsx";
import { EditorBody } from "./editor_body.tsx";
import { EditorLines } from "./editor_lines.tsx";
import { Back } from "./back_button.tsx";
import { PresenceLine } from "./presence_line.tsx";
import { RecipientFields } from "./recipient_fields.tsx";
import { SaveStatus } from "./save_status.tsx";
import { use_presence } from "./use_presence.ts";

const ConflictView = lazy(async () => (await import("./conflict_view.tsx")).ConflictView);

interface EditorViewProps {
  keeper: DraftKeeper;
  done: () => void;
  focus: boolean; // the keyboard goes into the first field that is empty
  above?: ComponentChild; // the fields
}

export function EditorView({ keeper, done, focus, above }: EditorViewProps) {
  const id = keeper.id.value;
  const settling = use_settling(keeper);
  const uploads = use_uploads(keeper);
  const form = useRef<HTMLDivElement>(null);
  // With the fields themselves: later, it would take the keyboard from a field that somebody has gone into meanwhile.
  useLayoutEffect(() => {
    if (focus) first_empty(form.current)?.focus();
  }, [focus]);
  use_presence(id, keeper.phase.value === "saved" ? "open" : "editing"); // in the conflict view as well
  if (settling.now) return <ConflictView keeper={keeper} back={settling.put_off} />;
  return (
    <DropZone add={uploads.add}>
      <div class="editor" ref={form}>
        <EditorTools keeper={keeper} done={done} add_files={uploads.add} settle={settling.open} />
        {id !== null && <PresenceLine message={id} />}
        <EditorLines keeper={keeper} settle={settling.open} />
        {above}
        <RecipientFields recipients={keeper.draft.value.recipients} change={(recipients) => keeper.type({ recipients })} />
        <SubjectField keeper={keeper} />
        <EditorAttachments keeper={keeper} uploads={uploads} />
        <EditorBody keeper={keeper} />
      </div>
    </DropZone>
  );
}

interface EditorToolsProps {
  keeper: DraftKeeper;
  done: () => void;
  add_files: (files: File[]) => void;
  settle: () => void;
}

function EditorTools({ keeper, done, add_files, settle }: EditorToolsProps) {
  const app = use_app();
  const workspace = use_workspace();
  const files = useRef<HTMLInputElement>(null);
  const id = keeper.id.value;
  const save = () => (keeper.phase.value === "conflict" ? settle() : void keeper.save());
  const finish = async () => {
    await keeper.save();
    if (keeper.phase.value === "saved") done();
  };
  const throw_away = () => {
    keeper.discard();
    if (id !== null && keeper.saves_itself) void remove(app, workspace, [id]);
    done();
  };
  return (
    <div class="tools" role="toolbar" aria-label={t("editor")}>
      <Back />
      <Button label={t("editor.done")} icon="check" kind="primary" run={() => void finish()} />
      <button id="save" type="button" class="button" onClick={save}>{t("save")}</button>
      <Button label={t("attach")} icon="clip" icon_only kind="quiet" run={() => files.current?.click()} />
      <input ref={files} type="file" multiple hidden aria-label={t("attach")} onChange={(event) => {
        add_files([...(event.currentTarget.files ?? [])]);
        event.currentTarget.value = "";
      }} />
      <ImportanceButton keeper={keeper} />
      {id !== null && (
        <Button label={t("history")} icon="history" icon_only kind="quiet" run={() => app.show({ pane: "message", message: id, tab: "history" })} />
      )}
      <Button label={keeper.saves_itself ? t("editor.delete_draft") : t("editor.discard")} icon="trash" icon_only kind="quiet" run={throw_away} />
      <SaveStatus keeper={keeper} />
    </div>
  );
}

function ImportanceButton({ keeper }: { keeper: DraftKeeper }) {
  const high = keeper.draft.value.importance === kHighImportance;
  return (
    <Button label={t("important")} icon="important" icon_only kind="quiet" pressed={high}
      run={() => keeper.type({ importance: high ? kNormalImportance : kHighImportance })} />
  );
}

function SubjectField({ keeper }: { keeper: DraftKeeper }) {
  return (
    <div class="field-line">
      <label for="subject">{t("subject")}</label>
      <input id="subject" value={keeper.draft.value.subject} autocomplete="off" maxLength={4096}
        onInput={(event) => keeper.type({ subject: event.currentTarget.value })} />
    </div>
  );
}

// The conflict view comes by itself once the hands rest, and can be put off to go on writing.
function use_settling(keeper: DraftKeeper) {
  const conflict = keeper.conflict.value;
  const draft = keeper.draft.value;
  const [put_off, set_put_off] = useState(false);
  const [open, set_open] = useState(false);
  useEffect(() => {
    if (conflict === null) {
      set_open(false);
      set_put_off(false);
    } else if (!put_off && !open) {
      const timer = setTimeout(() => set_open(true), keeper.saves_itself ? kIdle / 3 : 0);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [conflict, put_off, open, draft]);
  return {
    now: open && conflict !== null,
    open: () => set_open(true),
    put_off: () => {
      set_put_off(true);
      set_open(false);
    },
  };
}

function first_empty(form: HTMLElement | null): HTMLElement | null {
  const fields = [...(form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("#to, #subject, #body") ?? [])];
  const empty = fields.find((field) => field.value === "" && !field.closest(".chips")?.querySelector(".chip"));
  return empty ?? fields[fields.length - 1] ?? null;
}
