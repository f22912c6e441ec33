import { expect, test } from "vitest";
import type { StoreApi } from "../api/store_api.ts";
import type { Row } from "../api/types.ts";
import { search_reader } from "./search_reader.ts";

function fake(total: number) {
  const cursors: (string | undefined)[] = [];
  const search = async ({ limit = 50, cursor }: { limit?: number; cursor?: string }) => {
    cursors.push(cursor);
    const from = Number(cursor ?? 0);
    const rows = Array.from({ length: Math.min(limit, total - from) }, (_, i) => ({ id: from + i + 1 }) as Row);
    return { rows, total, offset: from, next: from + limit < total ? String(from + limit) : null, position: 1 };
  };
  return { cursors, api: { search } as unknown as StoreApi };
}

const stop = new AbortController().signal;

test("goes from cursor to cursor as far as the window needs", async () => {
  const { cursors, api } = fake(250);
  const read = search_reader(api, "paper");
  expect((await read(0, 100, stop)).total).toBe(200);
  const last = await read(200, 100, stop);
  expect(last.rows.map((row) => row.id)).toEqual(Array.from({ length: 50 }, (_, i) => 201 + i));
  expect(last.total).toBe(250);
  expect(cursors).toEqual([undefined, "100", "200"]);
});

test("begins anew at the first window", async () => {
  const { cursors, api } = fake(10);
  const read = search_reader(api, "paper");
  await read(0, 100, stop);
  await read(0, 100, stop);
  expect(cursors).toEqual([undefined, undefined]);
});

test("finds nothing without asking again", async () => {
  const { cursors, api } = fake(0);
  const read = search_reader(api, "paper");
  expect(await read(0, 100, stop)).toMatchObject({ rows: [], total: 0 });
  expect(cursors).toHaveLength(1);
});

test("reads two windows that are asked for at once each behind the other", async () => {
  const { cursors, api } = fake(250);
  const read = search_reader(api, "paper");
  const [first, second] = await Promise.all([read(0, 100, stop), read(100, 100, stop)]);
  expect(cursors).toEqual([undefined, "100"]);
  expect([first, second].map((window) => window.rows[0]?.id)).toEqual([1, 101]);
});
