import type { Message, MessageState, Tagged } from "../api/types.ts";
import { t } from "../language/language.ts";

export interface Opened {
  message: Tagged<Message>;
  state: MessageState;
  unsent: boolean;
}

export function subject_of(message: Message): string {
  const subject = message.properties["PR_SUBJECT"];
  return typeof subject === "string" && subject !== "" ? subject : t("no_subject");
}
