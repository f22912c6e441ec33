// Where one is, as an address: what the browser's back and forward buttons go through.
export type Place =
  | { view: "folder"; folder: number; kind: "normal" | "deleted" }
  | { view: "search"; q: string }
  | { view: "conflicts" };

export type Pane = { pane: "none" } | { pane: "message"; message: number; tab: MessageTab } | { pane: "new"; editor: string };

export type MessageTab = "read" | "edit" | "history";

export type Route = { store: null } | { store: string; place: Place | null; pane: Pane };

const kTabs: readonly string[] = ["read", "edit", "history"];

export function address_of(route: Route): string {
  if (route.store === null) return "/";
  const parts = ["", "s", encodeURIComponent(route.store)];
  const { place, pane } = route;
  if (place?.view === "folder") parts.push(place.kind === "deleted" ? "d" : "f", String(place.folder));
  if (place?.view === "search") parts.push("search");
  if (place?.view === "conflicts") parts.push("conflicts");
  if (pane.pane === "message") parts.push("m", String(pane.message));
  if (pane.pane === "message" && pane.tab !== "read") parts.push(pane.tab);
  if (pane.pane === "new") parts.push("new", encodeURIComponent(pane.editor));
  return parts.join("/") + (place?.view === "search" ? `?q=${encodeURIComponent(place.q)}` : "");
}

// An address that makes no sense leads as far as it does.
export function route_of(path: string, query: string): Route {
  const parts = path.split("/").filter((part) => part !== "").map(decoded);
  if (parts[0] !== "s" || parts[1] === undefined) return { store: null };
  const { place, used } = place_of(parts.slice(2), query);
  return { store: parts[1], place, pane: pane_of(parts.slice(2 + used)) };
}

function place_of(parts: string[], query: string): { place: Place | null; used: number } {
  const [first, second] = parts;
  const number = id_of(second);
  if ((first === "f" || first === "d") && number !== null) {
    return { place: { view: "folder", folder: number, kind: first === "d" ? "deleted" : "normal" }, used: 2 };
  }
  if (first === "search") return { place: { view: "search", q: new URLSearchParams(query).get("q") ?? "" }, used: 1 };
  if (first === "conflicts") return { place: { view: "conflicts" }, used: 1 };
  return { place: null, used: 0 };
}

function pane_of(parts: string[]): Pane {
  const [first, second, third] = parts;
  const number = id_of(second);
  if (first === "m" && number !== null) {
    const tab = third !== undefined && kTabs.includes(third) ? (third as MessageTab) : "read";
    return { pane: "message", message: number, tab };
  }
  if (first === "new" && second !== undefined) return { pane: "new", editor: second };
  return { pane: "none" };
}

function id_of(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
