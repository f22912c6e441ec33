// Asks for one line of text.
import { useId, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface AskTextProps {
  title: string;
  label: string;
  value: string;
  button: string;
  done: (text: string) => void;
  close: () => void;
}

export function AskText({ title, label, value, button, done, close }: AskTextProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const accept = () => {
    const text = input.current?.value.trim() ?? "";
    if (text === "") return input.current?.focus();
    close();
    done(text);
  };
  const actions = (
    <>
      <Button label={t("cancel")} kind="quiet" run={close} />
      <Button label={button} kind="primary" run={accept} />
    </>
  );
  return (
    <Dialog title={title} close={close} actions={actions}>
      <label class="label" for={id}>{label}</label>
      <input id={id} ref={input} class="field" autofocus value={value} maxLength={255}
        onKeyDown={(event) => event.key === "Enter" && accept()} />
    </Dialog>
  );
}
