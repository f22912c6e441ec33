import { expect, test } from "vitest";
import type { Folder } from "../api/types.ts";
import { tree_rows, with_those_below } from "./folder_tree.ts";

const folder = (id: number, parent: number | null, name: string, special: string | null = null) =>
  ({ id, parent, name, special, kind: id === 1 ? "root" : "generic" }) as Folder;
const folders = [folder(1, null, ""), folder(5, 1, "Zoo"), folder(4, 1, "Archive"), folder(6, 4, "2025"), folder(2, 1, "In", "inbox")];
const shown = (closed: number[] = []) => tree_rows(folders, new Set(closed)).map((row) => `${row.level} ${row.folder.name}`);

test("folders stand below their parents, special ones first", () => {
  expect(shown()).toEqual(["1 In", "1 Archive", "2 2025", "1 Zoo"]);
});

test("a closed folder hides what is below it", () => {
  expect(shown([4])).toEqual(["1 In", "1 Archive", "1 Zoo"]);
});

test("a folder whose parent one may not see stands at the top", () => {
  expect(tree_rows([folder(9, 8, "Deep")], new Set()).map((row) => row.level)).toEqual([1]);
});

test("folders that contain each other come to an end", () => {
  expect(tree_rows([folder(2, 3, "a"), folder(3, 2, "b")], new Set())).toEqual([]);
  expect(with_those_below([folder(2, 3, "a"), folder(3, 2, "b")], 2)).toEqual(new Set([2, 3]));
});
