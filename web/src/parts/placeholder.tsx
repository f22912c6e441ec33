import type { ComponentChildren } from "preact";
import { t } from "../language/language.ts";
import { problem_text } from "../language/problem_text.ts";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

export function Loading() {
  return <div class="placeholder" role="status"><span class="spinner" aria-hidden="true" /><span>{t("loading")}</span></div>;
}

export function Empty({ icon, text, children }: { icon: IconName; text: string; children?: ComponentChildren }) {
  return <div class="placeholder"><Icon name={icon} /><p>{text}</p>{children}</div>;
}

export function Failure({ failure, retry }: { failure: unknown; retry: () => void }) {
  return (
    <div class="placeholder" role="alert">
      <Icon name="alert" /><p>{problem_text(failure)}</p>
      <Button label={t("try_again")} run={retry} />
    </div>
  );
}
