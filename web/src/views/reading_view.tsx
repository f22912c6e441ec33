// A message to read.
import { useEffect, useRef } from "preact/hooks";
import type { Message, Recipient, RecipientType } from "../api/types.ts";
import { full_time, medium_time } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { recipient_label, recipient_title } from "../state/addresses.ts";
import { text_of } from "../state/draft.ts";
import { is_letter } from "../state/item_facts.ts";
import { AttachmentList } from "./attachment_list.tsx";
import { Back } from "./back_button.tsx";
import { mark_read, remove, toggle_flag, toggle_read, undelete } from "./commands.ts";
import { ItemFacts } from "./item_facts.tsx";
import { LinkedCopies } from "./linked_copies.tsx";
import { MessageBody } from "./message_body.tsx";
import { type Opened, subject_of } from "./opened_message.ts";
import { ask_copy, ask_move } from "./pick_folder.tsx";
import { PresenceLine } from "./presence_line.tsx";
import { use_presence } from "./use_presence.ts";

export const kReadAfter = 1_000; // milliseconds in front of one's eyes

export function ReadingView({ opened, reload }: { opened: Opened; reload: () => void }) {
  const { message, state } = opened;
  const { value } = message;
  use_reading(value.id, state.read || state.deleted !== null);
  use_presence(value.id, "open");
  return (
    <article class="reading" aria-labelledby="message-subject">
      <ReadingTools opened={opened} />
      <PresenceLine message={value.id} />
      <LinkedCopies message={value.id} links={state.conflicts} settled={reload} />
      <header class="message-head">
        <h2 id="message-subject" tabIndex={-1}>{subject_of(value)}</h2>
        {is_letter(text_of(value.properties["PR_MESSAGE_CLASS"]))
          ? <Sender message={value} />
          : <ItemFacts message={value} />}
        <RecipientsLine label={t("to")} type="to" recipients={value.recipients} />
        <RecipientsLine label={t("cc")} type="cc" recipients={value.recipients} />
        <RecipientsLine label={t("bcc")} type="bcc" recipients={value.recipients} />
      </header>
      <AttachmentList message={value.id} attachments={value.attachments.filter((one) => !one.inline)} />
      <MessageBody message={value} etag={message.etag} />
      <footer class="hint saved-by">
        {t("saved_by", { who: value.saved.who || t("nobody"), when: medium_time(value.saved.when), version: value.version })}
      </footer>
    </article>
  );
}

function ReadingTools({ opened }: { opened: Opened }) {
  const app = use_app();
  const workspace = use_workspace();
  const { id } = opened.message.value;
  const ids = [id];
  const { rights, deleted } = opened.state;
  const items: MenuItem[] = [
    { label: t("toggle_read"), icon: "unread", run: () => void toggle_read(app, workspace, ids) },
    { label: t("copy"), icon: "copy", run: () => ask_copy(app, workspace, ids) },
    { label: t("download"), icon: "down", run: () => void window.open(workspace.api.address(`/messages/${id}/raw`), "_blank", "noopener") },
  ];
  if (deleted !== null) {
    return (
      <div class="tools" role="toolbar" aria-label={t("message")}>
        <Back />
        {workspace.writable && <Button label={t("undelete")} icon="restore" run={() => void undelete(app, workspace, ids)} />}
      </div>
    );
  }
  return (
    <div class="tools" role="toolbar" aria-label={t("message")}>
      <Back />
      {workspace.writable && rights.edit && (
        <>
          <Button label={t("edit")} icon="edit" run={() => app.show({ pane: "message", message: id, tab: "edit" })} />
          <Button label={t("toggle_flag")} icon="flag" icon_only kind="quiet" run={() => void toggle_flag(app, workspace, ids)} />
        </>
      )}
      <Button label={t("history")} icon="history" icon_only kind="quiet" run={() => app.show({ pane: "message", message: id, tab: "history" })} />
      {workspace.writable && rights.remove && (
        <>
          <Button label={t("move")} icon="move" icon_only kind="quiet" run={() => ask_move(app, workspace, ids)} />
          <Button label={t("delete")} icon="trash" icon_only kind="quiet" run={() => void remove(app, workspace, ids)} />
        </>
      )}
      <Menu label={t("more")} icon="more" items={items} />
    </div>
  );
}

function Sender({ message }: { message: Message }) {
  const { properties } = message;
  const name = text_of(properties["PR_SENT_REPRESENTING_NAME"]) || text_of(properties["PR_SENDER_NAME"]);
  const address = text_of(properties["PR_SENT_REPRESENTING_SMTP_ADDRESS"]) || text_of(properties["PR_SENT_REPRESENTING_EMAIL_ADDRESS"]);
  const when = text_of(properties["PR_MESSAGE_DELIVERY_TIME"]) || text_of(properties["PR_CLIENT_SUBMIT_TIME"]) || message.saved.when;
  const who = name || address || t("nobody");
  return (
    <div class="sender">
      <Avatar who={who} />
      <span class="sender-name">{who}</span>
      {address !== "" && address !== who && <span class="hint">{address}</span>}
      <time class="hint" dateTime={when} title={full_time(when)}>{medium_time(when)}</time>
    </div>
  );
}

function RecipientsLine({ label, type, recipients }: { label: string; type: RecipientType; recipients: Recipient[] }) {
  const those = recipients.filter((recipient) => recipient.type === type);
  if (those.length === 0) return null;
  return (
    <p class="recipients-line">
      <span class="hint">{label}</span>
      {those.map((one, i) => <span key={i} title={recipient_title(one)}>{recipient_label(one)}{i < those.length - 1 ? "," : ""} </span>)}
    </p>
  );
}

function use_reading(id: number, read: boolean): void {
  const app = use_app();
  const workspace = use_workspace();
  const done = useRef(read);
  useEffect(() => {
    if (done.current || !workspace.writable) return;
    const timer = setTimeout(() => {
      done.current = true;
      void mark_read(app, workspace, [id], true);
    }, kReadAfter);
    return () => clearTimeout(timer);
  }, [id]);
}
