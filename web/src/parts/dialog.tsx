// A window in front of the page. The browser keeps the focus inside and gives it back.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { Button } from "./button.tsx";

interface DialogProps {
  title: string;
  close: () => void;
  wide?: boolean;
  children: ComponentChildren;
  actions?: ComponentChildren;
}

export function Dialog({ title, close, wide = false, children, actions }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // At once: keys that are pressed meanwhile would go to the page behind.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const cancelled = (event: Event) => {
    event.preventDefault();
    close();
  };
  return (
    <dialog ref={element} class={wide ? "dialog wide" : "dialog"} aria-labelledby={heading} onCancel={cancelled}
      onKeyDown={(event) => event.stopPropagation()}>
      <header>
        <h2 id={heading}>{title}</h2>
        <Button label={t("close")} icon="close" kind="quiet" icon_only run={close} />
      </header>
      <div class="dialog-body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  );
}
