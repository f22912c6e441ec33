import type { Attachment } from "../api/types.ts";
import { size_text } from "../language/dates.ts";
import { t } from "../language/language.ts";
import { Button } from "../parts/button.tsx";
import { use_workspace } from "../parts/context.ts";
import { Icon } from "../parts/icon.tsx";

interface AttachmentListProps {
  message: number;
  attachments: Attachment[];
  remove?: (key: string) => void;
}

export function AttachmentList({ message, attachments, remove }: AttachmentListProps) {
  const { api } = use_workspace();
  if (attachments.length === 0) return null;
  return (
    <ul class="attachments" aria-label={t("attachments")}>
      {attachments.map(({ key, name, size, embedded }) => (
        <li key={key} class="attachment">
          <a href={api.attachment_address(message, key)} download={name}>
            <Icon name="clip" /><span class="name">{name || t("attachment.unnamed")}</span>
            {!embedded && <span class="hint">{size_text(size)}</span>}
          </a>
          {remove && <Button label={t("attachment.remove", { name })} icon="close" icon_only kind="quiet" run={() => remove(key)} />}
        </li>
      ))}
    </ul>
  );
}
