// A search answers page by page behind cursors; a list asks for windows by offset. This stands between. One window is
// read after the other, since each goes on where the last one ended.
import type { StoreApi } from "../api/store_api.ts";
import type { Row } from "../api/types.ts";
import type { ReadWindow } from "./list_window.ts";

export function search_reader(api: StoreApi, q: string): ReadWindow {
  let rows: Row[] = [];
  let next: string | null = null;
  let position = 0;
  let started = false;
  const read: ReadWindow = async (offset, limit, signal) => {
    if (offset === 0) {
      rows = [];
      next = null;
      started = false;
    }
    while (rows.length < offset + limit && (!started || next !== null)) {
      const page = await api.search({ q, limit, ...(next === null ? {} : { cursor: next }) }, signal);
      started = true;
      rows = [...rows, ...page.rows];
      next = page.rows.length === 0 ? null : page.next;
      position = page.position;
    }
    // One window more than is known, where there is more: the scroll bar grows as one goes down.
    const total = rows.length + (next === null ? 0 : limit);
    return { rows: rows.slice(offset, offset + limit), total, offset, next, position };
  };
  let last: Promise<unknown> = Promise.resolve();
  return (offset, limit, signal) => {
    const mine = last.then(() => read(offset, limit, signal));
    last = mine.catch(() => {});
    return mine;
  };
}
