// Asks before something that cannot be taken back.
import { t } from "../language/language.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmProps {
  title: string;
  text: string;
  button: string;
  done: () => void;
  close: () => void;
}

export function Confirm({ title, text, button, done, close }: ConfirmProps) {
  const accept = () => {
    close();
    done();
  };
  const actions = (
    <>
      <Button label={t("cancel")} kind="quiet" run={close} />
      <Button label={button} kind="danger" run={accept} />
    </>
  );
  return <Dialog title={title} close={close} actions={actions}><p>{text}</p></Dialog>;
}
