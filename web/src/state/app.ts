// The page as a whole: who is signed in, where one is, and the store in front of one.
import { effect, signal, untracked } from "@preact/signals";
import type { ComponentChild } from "preact";
import { Client } from "../api/client.ts";
import { SessionApi } from "../api/session_api.ts";
import type { SessionInfo } from "../api/types.ts";
import type { Language } from "../language/language.ts";
import { problem_text } from "../language/problem_text.ts";
import { is_scaffold } from "./folder_tree.ts";
import { Notices } from "./notices.ts";
import { Preferences } from "./preferences.ts";
import { address_of, type Pane, type Place, type Route, route_of } from "./route.ts";
import { Workspace } from "./workspace.ts";

export class App {
  readonly client = new Client();
  readonly session_api = new SessionApi(this.client);
  readonly notices = new Notices();
  readonly preferences = new Preferences(localStorage);
  readonly session = signal<SessionInfo | null>(null);
  readonly signed_out = signal(false); // while at work: what is on the page stays, behind the sign-in
  readonly route = signal<Route>({ store: null });
  readonly workspace = signal<Workspace | null>(null);
  readonly dialog = signal<ComponentChild>(null);
  readonly folders_shown = signal(false); // on narrow screens
  readonly problem = signal<string | null>(null); // why there is nothing to show
  languages: Language[] = [];

  constructor() {
    this.client.on_signed_out = () => {
      if (this.session.value) this.signed_out.value = true;
    };
    window.addEventListener("popstate", () => this.read_address());
    window.addEventListener("online", () => this.workspace.value?.retry());
    window.addEventListener("pagehide", () => this.workspace.value?.presence.leave_all());
    this.read_address();
    effect(() => {
      const session = this.session.value;
      const route = this.route.value;
      untracked(() => this.follow(session, route));
    });
  }

  async start(): Promise<void> {
    try {
      this.session.value = await this.session_api.current();
    } catch (error) {
      this.problem.value = problem_text(error);
    }
  }

  async sign_in(name: string, password: string): Promise<void> {
    const before = this.session.value;
    const session = await this.session_api.sign_in(name, password);
    const same = before !== null && before.name === session.name;
    if (before !== null && !same) this.leave_workspace();
    this.session.value = session;
    this.signed_out.value = false;
    if (same) this.workspace.value?.retry();
  }

  async sign_out(): Promise<void> {
    this.workspace.value?.presence.leave_all();
    await this.session_api.sign_out().catch(() => {});
    this.leave_workspace();
    this.session.value = null;
    this.signed_out.value = false;
    this.go({ store: null });
  }

  go(route: Route, how: "push" | "replace" = "push"): void {
    const address = address_of(route);
    if (address === location.pathname + location.search) return;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.route.value = route;
  }

  go_to(place: Place, pane: Pane = { pane: "none" }): void {
    const store = this.workspace.value?.grant.name;
    if (store !== undefined) this.go({ store, place, pane });
    this.folders_shown.value = false;
  }

  show(pane: Pane, how: "push" | "replace" = "push"): void {
    const route = this.route.value;
    if (route.store !== null) this.go({ ...route, pane }, how);
  }

  // The same view by another address: what a reload or a bookmark shows.
  address_as(pane: Pane): void {
    const route = this.route.value;
    if (route.store !== null) history.replaceState(null, "", address_of({ ...route, pane }));
  }

  // Runs what a person asked for; says why where it fails.
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.notices.error(problem_text(error));
      return undefined;
    }
  }

  private read_address(): void {
    this.route.value = route_of(location.pathname, location.search);
  }

  private leave_workspace(): void {
    this.workspace.value?.close();
    this.workspace.value = null;
  }

  // The store of the address is the one that is open; without one, the first.
  private follow(session: SessionInfo | null, route: Route): void {
    if (session === null) return;
    const wanted = route.store ?? session.stores[0]?.name;
    if (wanted === undefined) return;
    if (this.workspace.value?.grant.name !== wanted) this.open_store(session, wanted);
    this.workspace.value?.show(route.store === null ? null : route.place);
  }

  private open_store(session: SessionInfo, name: string): void {
    this.leave_workspace();
    const grant = session.stores.find((store) => store.name === name);
    if (!grant) return;
    const workspace = new Workspace(this.client, grant, session.name, localStorage, location.hostname);
    this.workspace.value = workspace;
    void this.attempt(async () => {
      await workspace.load_folders();
      const route = this.route.value;
      if (route.store !== null && route.place !== null) return;
      const inbox = workspace.special("inbox") ?? workspace.folders.value.find((folder) => !is_scaffold(folder));
      if (!inbox) return;
      const place: Place = { view: "folder", folder: inbox.id, kind: "normal" };
      this.go({ store: name, place, pane: route.store === null ? { pane: "none" } : route.pane }, "replace");
    });
  }
}
