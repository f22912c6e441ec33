import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps {
  label: string;
  run: () => void;
  icon?: IconName;
  kind?: "plain" | "primary" | "quiet" | "danger";
  icon_only?: boolean; // the label is read aloud and shown when pointed at
  pressed?: boolean;
  disabled?: boolean;
  children?: ComponentChildren;
}

export function Button({ label, run, icon, kind = "plain", icon_only = false, pressed, disabled }: ButtonProps) {
  return (
    <button type="button" class={`button ${kind}${icon_only ? " icon-only" : ""}`} onClick={run} disabled={disabled ?? false}
      aria-label={icon_only ? label : undefined} title={icon_only ? label : undefined} aria-pressed={pressed}>
      {icon && <Icon name={icon} />}
      {!icon_only && <span>{label}</span>}
    </button>
  );
}
