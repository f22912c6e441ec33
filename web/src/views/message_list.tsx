// A list of any length, of which only the rows in sight are in the page.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { use_app, use_workspace } from "../parts/context.ts";
import { Empty, Failure, Loading } from "../parts/placeholder.tsx";
import type { ListWindow } from "../state/list_window.ts";
import { extend, select_one, toggle } from "../state/selection.ts";
import { current_index, go_by, go_to_row, open_message, toggle_current } from "./list_keys.ts";
import { MessageRow } from "./message_row.tsx";

export const kRowHeight = 60; // pixels, as in list.css
const kMoreRows = 6; // above and below what is in sight

interface MessageListProps {
  list: ListWindow;
  label: string;
  shows_to: boolean; // whom a message is for, instead of whom it is from
  empty: string; // what is said of a list without messages
}

export function MessageList({ list, label, shows_to, empty }: MessageListProps) {
  const app = use_app();
  const workspace = use_workspace();
  const box = useRef<HTMLDivElement>(null);
  const [sight, set_sight] = useState({ first: 0, last: 20 });
  const look = () => {
    const element = box.current;
    if (!element) return;
    const first = Math.max(0, Math.floor(element.scrollTop / kRowHeight) - kMoreRows);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / kRowHeight) + kMoreRows;
    set_sight((before) => (before.first === first && before.last === last ? before : { first, last }));
  };
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
    look();
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [list, list.loaded.value, list.total.value > 0]);
  useEffect(() => list.show(sight.first, sight.last), [list, sight]);
  use_steady_sight(list, box);
  use_current_in_sight(box);
  const current = workspace.selection.value.current;
  if (list.failure.value !== null && !list.loaded.value) {
    return <Failure failure={list.failure.value} retry={() => list.invalidate()} />;
  }
  if (!list.loaded.value) return <Loading />;
  if (list.total.value === 0) return <div id="list" tabIndex={0} class="list"><Empty icon="mail" text={empty} /></div>;
  return (
    <div id="list" class="list" ref={box} role="listbox" aria-label={label} aria-multiselectable="true" tabIndex={0}
      aria-activedescendant={current === null ? undefined : `row-${current}`} onScroll={look}
      onKeyDown={(event) => list_key(event, app, workspace, box.current)}>
      <div class="list-height" role="presentation" style={{ height: `${list.total.value * kRowHeight}px` }}>
        <Rows list={list} first={sight.first} last={Math.min(sight.last, list.total.value - 1)} shows_to={shows_to} />
      </div>
    </div>
  );
}

function Rows({ list, first, last, shows_to }: { list: ListWindow; first: number; last: number; shows_to: boolean }) {
  const app = use_app();
  const workspace = use_workspace();
  const selection = workspace.selection.value;
  const rows = [];
  void list.changed.value; // rows are read from the list itself; this says when to look again
  for (let index = first; index <= last; ++index) {
    const row = list.row(index);
    const clicked = (event: MouseEvent) => {
      if (!row) return;
      if (event.shiftKey) workspace.selection.value = extend(workspace.selection.value, index, (i) => list.row(i)?.id);
      else if (event.ctrlKey || event.metaKey) workspace.selection.value = toggle(workspace.selection.value, row.id, index);
      else {
        workspace.selection.value = select_one(row.id, index);
        open_message(app, row.id);
      }
    };
    rows.push(
      <MessageRow key={row?.id ?? `blank-${index}`} row={row} index={index} total={list.total.value} shows_to={shows_to}
        top={index * kRowHeight} selected={row !== undefined && selection.ids.has(row.id)}
        current={row !== undefined && selection.current === row.id} clicked={clicked} />);
  }
  return <>{rows}</>;
}

function list_key(event: KeyboardEvent, app: ReturnType<typeof use_app>, workspace: ReturnType<typeof use_workspace>,
                  box: HTMLElement | null): void {
  const page = Math.max(1, Math.floor((box?.clientHeight ?? 0) / kRowHeight) - 1);
  const by = (rows: number) => go_by(app, workspace, rows, event.shiftKey);
  switch (event.key) {
    case "ArrowDown": by(1); break;
    case "ArrowUp": by(-1); break;
    case "PageDown": by(page); break;
    case "PageUp": by(-page); break;
    case "Home": go_to_row(app, workspace, 0, event.shiftKey); break;
    case "End": go_to_row(app, workspace, (workspace.list.value?.total.value ?? 1) - 1, event.shiftKey) || show_end(box); break;
    case " ": toggle_current(workspace); break;
    case "Enter": document.querySelector<HTMLElement>(".message-pane h2, .message-pane input")?.focus(); break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
}

// The last rows may not have been read: they come into sight first.
function show_end(box: HTMLElement | null): void {
  box?.scrollTo({ top: box.scrollHeight });
}

// When rows come or go above what is in sight, what is in sight stays where it is.
function use_steady_sight(list: ListWindow, box: { current: HTMLElement | null }): void {
  const anchor = useRef<{ id: number; top: number } | null>(null);
  useSignalEffect(() => {
    void list.changed.value;
    const element = box.current;
    if (!element || element.scrollTop < kRowHeight) {
      anchor.current = null;
      return;
    }
    const before = anchor.current;
    const at = before === null ? null : list.index_of(before.id);
    if (before !== null && at !== null && at * kRowHeight !== before.top) {
      element.scrollTop += at * kRowHeight - before.top;
    }
    const first = Math.ceil(element.scrollTop / kRowHeight);
    const row = list.row(first);
    anchor.current = row ? { id: row.id, top: first * kRowHeight } : null;
  });
  useEffect(() => {
    const element = box.current;
    const scrolled = () => {
      const first = Math.ceil((element?.scrollTop ?? 0) / kRowHeight);
      const row = list.row(first);
      anchor.current = row ? { id: row.id, top: first * kRowHeight } : null;
    };
    element?.addEventListener("scroll", scrolled, { passive: true });
    return () => element?.removeEventListener("scroll", scrolled);
  }, [list, list.loaded.value]);
}

function use_current_in_sight(box: { current: HTMLElement | null }): void {
  const workspace = use_workspace();
  const { current } = workspace.selection.value;
  useEffect(() => {
    const element = box.current;
    const at = current_index(workspace);
    if (!element || at === null) return;
    const top = at * kRowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + kRowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + kRowHeight - element.clientHeight;
  }, [current]);
}
