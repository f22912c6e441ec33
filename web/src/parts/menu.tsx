// A button with a list of things to do. Arrow keys go through them, Escape closes.
import type { ComponentChild } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuItem {
  label: string;
  run: () => void;
  icon?: IconName;
  checked?: boolean;
  danger?: boolean;
}

interface MenuProps {
  label: string;
  icon?: IconName;
  face?: ComponentChild; // in place of the icon
  items: MenuItem[];
  text?: string; // beside the icon
  small?: boolean;
}

export function Menu({ label, icon, face, items, text, small = false }: MenuProps) {
  const [open, set_open] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) set_open(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const close = () => {
    set_open(false);
    root.current?.querySelector<HTMLElement>("button")?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (!open) return;
    if (event.key === "Escape") close();
    else if (event.key === "Tab") return set_open(false);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(root.current, event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu" ref={root} onKeyDown={key}>
      <button type="button" class={`button quiet${text === undefined ? " icon-only" : ""}${small ? " small" : ""}`}
        aria-haspopup="menu" aria-expanded={open} aria-label={spoken(label, text)} title={label} onClick={() => set_open(!open)}>
        {icon !== undefined ? <Icon name={icon} /> : face}
        {text !== undefined && <span>{text}</span>}
      </button>
      {open && (
        <div class="menu-list" role="menu" aria-label={label}>
          {items.map((item) => <Item key={item.label} item={item} close={close} />)}
        </div>
      )}
    </div>
  );
}

// What is read aloud has what is seen in it.
function spoken(label: string, text: string | undefined): string {
  return text === undefined || text === label ? label : `${label}: ${text}`;
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  const run = () => {
    close();
    item.run();
  };
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  return (
    <button type="button" role={role} tabIndex={-1} class={item.danger ? "menu-item danger" : "menu-item"}
      aria-checked={item.checked} onClick={run}>
      {item.checked !== undefined ? <span class="menu-check">{item.checked && <Icon name="check" />}</span>
        : item.icon && <Icon name={item.icon} />}
      <span>{item.label}</span>
    </button>
  );
}

function step(root: HTMLElement | null, by: number): void {
  const items = [...(root?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % items.length]?.focus();
}
