// One store as the page shows it: its folders, the list in front of one, what is selected, and what happens meanwhile.
import { signal } from "@preact/signals";
import type { Client } from "../api/client.ts";
import { Events } from "../api/events.ts";
import { kWindowRows, StoreApi } from "../api/store_api.ts";
import type { ChangeEvent, Folder, StoreGrant } from "../api/types.ts";
import { Editors } from "./editors.ts";
import { type KeepStorage, KeptText } from "./kept_text.ts";
import { ListWindow } from "./list_window.ts";
import { PositionWatch } from "./position_watch.ts";
import { Presence } from "./presence.ts";
import type { Place } from "./route.ts";
import { search_reader } from "./search_reader.ts";
import { kNothingSelected, type Selection } from "./selection.ts";

export interface Happening {
  change: ChangeEvent | null; // null: anything may have happened
}

export const kSettle = 200; // milliseconds in which changes are gathered before the list is read anew

export class Workspace {
  readonly api: StoreApi;
  readonly presence: Presence;
  readonly editors: Editors;
  readonly folders = signal<Folder[]>([]);
  readonly list = signal<ListWindow | null>(null);
  readonly selection = signal<Selection>(kNothingSelected);
  readonly connected = signal(true); // the server answers
  readonly happened = signal<Happening>({ change: null }); // the last one
  readonly writable: boolean;

  private place_: Place | null = null;
  private readonly events_: Events;
  private readonly watch_: PositionWatch; // in place of events while there are none
  private timer_: ReturnType<typeof setTimeout> | null = null;
  private changed_ = 0; // position of the newest change that the list has not been read for

  constructor(client: Client, readonly grant: StoreGrant, account: string, storage: KeepStorage, domain: string) {
    this.api = new StoreApi(client, grant.name);
    this.writable = grant.rights === "read-write";
    this.presence = new Presence(this.api);
    this.editors = new Editors(this.api, new KeptText(storage, account, grant.name), domain);
    this.watch_ = new PositionWatch(() => this.api.position(), {
      answered: (is) => this.connection(is),
      moved: () => this.anything(),
    });
    this.events_ = new Events(this.api.address("/events"), {
      change: (event) => this.heard(event),
      presence: (event) => this.presence.heard(event),
      start: (position) => this.anything(position), // what was read before may be older than that
      reload: () => this.anything(),
      connected: (is) => this.stream(is),
    });
  }

  async load_folders(): Promise<void> {
    this.folders.value = await this.api.folders();
  }

  folder(id: number): Folder | undefined {
    return this.folders.value.find((folder) => folder.id === id);
  }

  special(...names: string[]): Folder | undefined {
    return this.folders.value.find((folder) => folder.special !== null && names.includes(folder.special));
  }

  show(place: Place | null): void {
    if (JSON.stringify(place) === JSON.stringify(this.place_)) return;
    this.place_ = place;
    this.list.value?.close();
    this.selection.value = kNothingSelected;
    this.list.value = this.list_of(place);
  }

  // Up to that position of the change log, if it is known how far anything has changed.
  refresh(position = Infinity): void {
    this.happened.value = { change: null };
    this.soon(position);
  }

  retry(): void {
    this.events_.retry();
    this.editors.retry_all();
  }

  close(): void {
    this.events_.close();
    this.watch_.stop();
    this.presence.leave_all();
    this.list.value?.close();
    if (this.timer_ !== null) clearTimeout(this.timer_);
  }

  private list_of(place: Place | null): ListWindow | null {
    if (place === null || place.view === "conflicts") return null;
    if (place.view === "search") return new ListWindow(search_reader(this.api, place.q), kWindowRows);
    const { folder, kind } = place;
    return new ListWindow(
      (offset, limit, stop) => this.api.list(folder, kind === "normal" ? { offset, limit } : { kind, offset, limit }, stop),
      kWindowRows);
  }

  private heard(event: ChangeEvent): void {
    this.happened.value = { change: event };
    const deleted = event.kind === "message_deleted" || event.kind === "message_removed";
    for (const { id, etag } of event.messages) this.editors.heard(id, etag, deleted);
    this.soon(event.position);
  }

  // Anything may have happened.
  private anything(position = Infinity): void {
    this.refresh(position);
    this.editors.look();
  }

  private stream(is: boolean): void {
    if (!is) return this.watch_.start();
    this.watch_.stop();
    this.connection(true);
  }

  private connection(is: boolean): void {
    if (is && !this.connected.value) this.editors.retry_all();
    this.connected.value = is;
  }

  private soon(position: number): void {
    this.changed_ = Math.max(this.changed_, position);
    this.timer_ ??= setTimeout(() => {
      this.timer_ = null;
      this.list.value?.invalidate(this.changed_);
      this.changed_ = 0;
      void this.load_folders().catch(() => {});
    }, kSettle);
  }
}
