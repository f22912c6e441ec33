// To, Cc and Bcc: recipients as chips, with a field for the next one.
import { useState } from "preact/hooks";
import type { Recipient, RecipientType } from "../api/types.ts";
import { t } from "../language/language.ts";
import { Icon } from "../parts/icon.tsx";
import { is_reachable, recipient_label, recipient_title, recipients_in } from "../state/addresses.ts";
import { same_recipient } from "../state/draft.ts";

const kTypes = ["to", "cc", "bcc"] as const;

interface RecipientFieldsProps {
  recipients: Recipient[];
  change: (recipients: Recipient[]) => void;
}

export function RecipientFields({ recipients, change }: RecipientFieldsProps) {
  const [all, set_all] = useState(false);
  const used = (type: RecipientType) => recipients.some((recipient) => recipient.type === type);
  const shown = kTypes.filter((type) => type === "to" || all || used(type));
  return (
    <>
      {shown.map((type) => (
        <RecipientField key={type} type={type} recipients={recipients} change={change}
          more={type === "to" && shown.length < kTypes.length ? () => set_all(true) : undefined} />
      ))}
    </>
  );
}

interface RecipientFieldProps extends RecipientFieldsProps {
  type: (typeof kTypes)[number];
  more: (() => void) | undefined;
}

function RecipientField({ type, recipients, change, more }: RecipientFieldProps) {
  const own = recipients.filter((recipient) => recipient.type === type);
  const add = (text: string) => {
    const fresh = recipients_in(text, type).filter((one) => !recipients.some((other) => same_recipient(one, other)));
    if (fresh.length > 0) change([...recipients, ...fresh]);
  };
  const remove = (gone: Recipient) => change(recipients.filter((recipient) => recipient !== gone));
  const typed = (event: Event & { currentTarget: HTMLInputElement }) => {
    const field = event.currentTarget;
    if (!/[,;]\s*$/.test(field.value)) return;
    add(field.value);
    field.value = "";
  };
  const key = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const field = event.currentTarget;
    const last = own[own.length - 1];
    if (event.key === "Enter" && field.value !== "") {
      add(field.value);
      field.value = "";
      event.preventDefault();
    } else if (event.key === "Backspace" && field.value === "" && last) {
      remove(last);
    }
  };
  const left = (event: FocusEvent & { currentTarget: HTMLInputElement }) => {
    add(event.currentTarget.value);
    event.currentTarget.value = "";
  };
  return (
    <div class="field-line">
      <label for={type}>{t(type)}</label>
      <div class="chips">
        {own.map((recipient) => <Chip key={`${recipient.name}<${recipient.address}`} recipient={recipient} remove={() => remove(recipient)} />)}
        <input id={type} autocomplete="off" autocapitalize="none" spellcheck={false} aria-label={t(type)}
          onInput={typed} onKeyDown={key} onBlur={left} />
      </div>
      {more && <button type="button" class="button quiet small" onClick={more}>{t("more_recipients")}</button>}
    </div>
  );
}

function Chip({ recipient, remove }: { recipient: Recipient; remove: () => void }) {
  const fine = is_reachable(recipient);
  const title = recipient_title(recipient);
  return (
    <span class={fine ? "chip" : "chip doubtful"} title={fine ? title : t("recipient.doubtful", { name: title })}>
      {recipient_label(recipient)}
      <button type="button" aria-label={t("recipient.remove", { name: recipient_label(recipient) })} onClick={remove}><Icon name="close" /></button>
    </span>
  );
}
