import type { Message, MessageState, Tagged } from "../api/types.ts";
import { t } from "../language/language.ts";

export interface Opened {
  message: Tagged<Message>;
  state: MessageState;
  is_draft: boolean; // a letter not sent yet
}

export function subject_of(message: Message): string {
  const subject = message.properties["PR_SUBJECT"];
  return typeof subject === "string" && subject !== "" ? subject : t("no_subject");
}
