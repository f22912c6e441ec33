import { expect, test } from "vitest";
import { address_of, type Route, route_of } from "./route.ts";

const none = { pane: "none" } as const;

test.each<[string, Route]>([
  ["/", { store: null }],
  ["/s/shop", { store: "shop", place: null, pane: none }],
  ["/s/a%2Fb/f/12", { store: "a/b", place: { view: "folder", folder: 12, kind: "normal" }, pane: none }],
  ["/s/shop/d/12/m/7", { store: "shop", place: { view: "folder", folder: 12, kind: "deleted" }, pane: { pane: "message", message: 7, tab: "read" } }],
  ["/s/shop/f/12/m/7/history", { store: "shop", place: { view: "folder", folder: 12, kind: "normal" }, pane: { pane: "message", message: 7, tab: "history" } }],
  ["/s/shop/search/m/7?q=a%20%26%20b", { store: "shop", place: { view: "search", q: "a & b" }, pane: { pane: "message", message: 7, tab: "read" } }],
  ["/s/shop/conflicts", { store: "shop", place: { view: "conflicts" }, pane: none }],
  ["/s/shop/f/12/new/abc", { store: "shop", place: { view: "folder", folder: 12, kind: "normal" }, pane: { pane: "new", editor: "abc" } }],
])("%s says where one is, and is said for it", (address, route) => {
  const [path, query] = address.split("?");
  expect(route_of(path ?? "", query ?? "")).toEqual(route);
  expect(address_of(route)).toBe(address);
});

test.each(["/s", "/nothing", "//", "/%"])("%s leads to the beginning", (path) => {
  expect(route_of(path, "")).toEqual({ store: null });
});

test.each(["/s/shop/f/x", "/s/shop/f/-1", "/s/shop/f/99999999999999999999", "/s/shop/what"])("%s leads to the store", (path) => {
  expect(route_of(path, "")).toEqual({ store: "shop", place: null, pane: none });
});
