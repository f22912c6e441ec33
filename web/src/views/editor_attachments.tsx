// Files on their way to the message, and those that have arrived. The message is made first where there is none yet.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { upload } from "../api/upload.ts";
import { size_text } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { problem_text } from "../language/problem_text.ts";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Icon } from "../parts/icon.tsx";
import type { DraftKeeper } from "../state/draft_keeper.ts";
import { AttachmentList } from "./attachment_list.tsx";

interface Upload {
  id: string;
  file: File;
  part: number; // 0 to 1
  failure: string | null;
  stop: AbortController;
}

export interface Uploads {
  running: Upload[];
  add: (files: File[]) => void;
  again: (upload: Upload) => void;
  stop: (upload: Upload) => void;
}

export function use_uploads(keeper: DraftKeeper): Uploads {
  const { api } = use_workspace();
  const [running, set_running] = useState<Upload[]>([]);
  const change = (id: string, what: Partial<Upload>) =>
    set_running((before) => before.map((one) => (one.id === id ? { ...one, ...what } : one)));
  const drop = (id: string) => set_running((before) => before.filter((one) => one.id !== id));
  const start = async ({ id, file, stop }: Upload) => {
    try {
      const message = await keeper.message_id();
      if (message === null) throw keeper.problem.value ?? new Error("no message");
      const done = await upload(api, message, file, (part) => change(id, { part }), stop.signal);
      await keeper.attachments_changed(done.etag);
      drop(id);
    } catch (error) {
      if (stop.signal.aborted) drop(id);
      else change(id, { failure: problem_text(error) });
    }
  };
  const add = (files: File[]) => {
    const fresh = files.map((file) => ({ id: crypto.randomUUID(), file, part: 0, failure: null, stop: new AbortController() }));
    set_running((before) => [...before, ...fresh]);
    for (const one of fresh) void start(one);
  };
  const again = (one: Upload) => {
    change(one.id, { part: 0, failure: null });
    void start(one);
  };
  const stop = (one: Upload) => {
    one.stop.abort();
    drop(one.id);
  };
  return { running, add, again, stop };
}

export function EditorAttachments({ keeper, uploads }: { keeper: DraftKeeper; uploads: Uploads }) {
  const app = use_app();
  const { api } = use_workspace();
  const id = keeper.id.value;
  const remove = (key: string) => void app.attempt(async () => {
    if (id !== null) await keeper.attachments_changed(await api.remove_attachment(id, key));
  });
  return (
    <>
      {id !== null && <AttachmentList message={id} attachments={keeper.attachments.value.filter((one) => !one.inline)} remove={remove} />}
      {uploads.running.length > 0 && (
        <ul class="attachments" aria-label={t("uploads")}>
          {uploads.running.map((one) => <UploadRow key={one.id} upload={one} uploads={uploads} />)}
        </ul>
      )}
    </>
  );
}

function UploadRow({ upload: one, uploads }: { upload: Upload; uploads: Uploads }) {
  return (
    <li class={one.failure === null ? "attachment" : "attachment failed"}>
      <Icon name="clip" /><span class="name">{one.file.name}</span>
      {one.failure === null
        ? <progress value={one.part} max={1} aria-label={t("upload.progress", { name: one.file.name })} />
        : <><span role="alert">{one.failure}</span><Button label={t("try_again")} kind="quiet" run={() => uploads.again(one)} /></>}
      <span class="hint">{size_text(one.file.size)}</span>
      <Button label={t("upload.stop", { name: one.file.name })} icon="close" icon_only kind="quiet" run={() => uploads.stop(one)} />
    </li>
  );
}

export function DropZone({ add, children }: { add: (files: File[]) => void; children: ComponentChildren }) {
  const [over, set_over] = useState(false);
  const depth = useRef(0); // of elements entered: each tells of its own
  useEffect(() => {
    if (!over) depth.current = 0;
  }, [over]);
  const has_files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  return (
    <div class="drop-zone"
      onDragEnter={(event) => {
        if (!has_files(event)) return;
        ++depth.current;
        set_over(true);
      }}
      onDragLeave={() => {
        if (--depth.current <= 0) set_over(false);
      }}
      onDragOver={(event) => has_files(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!has_files(event)) return;
        event.preventDefault();
        set_over(false);
        add([...(event.dataTransfer?.files ?? [])]);
      }}>
      {children}
      {over && <div class="drop-hint"><Icon name="clip" />{t("attach.drop")}</div>}
    </div>
  );
}
