import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import { compose } from "./commands.ts";
import { language_items, theme_items } from "./look_menus.tsx";
import { ShortcutsDialog } from "./shortcuts_dialog.tsx";

export function TopBar() {
  const app = use_app();
  const workspace = use_workspace();
  const session = app.session.value;
  const stores: MenuItem[] = (session?.stores ?? []).map((store) => ({
    label: store.title,
    checked: store.name === workspace.grant.name,
    run: () => app.go({ store: store.name, place: null, pane: { pane: "none" } }),
  }));
  const own: MenuItem[] = [
    { label: t("keys.title"), icon: "edit", run: () => show_shortcuts(app) },
    { label: t("sign_out"), icon: "forward", run: () => void app.sign_out() },
  ];
  return (
    <header class="top-bar">
      <span class="narrow-only">
        <Button label={t("folders")} icon="menu" icon_only kind="quiet"
          run={() => (app.folders_shown.value = !app.folders_shown.value)} />
      </span>
      <div class="brand">
        <img src="/icon.svg" alt="" width="24" height="24" />
        {stores.length > 1 ? <Menu label={t("store")} icon="down" text={workspace.grant.title} items={stores} />
          : <h1>{workspace.grant.title}</h1>}
      </div>
      <SearchField />
      <div class="top-actions">
        {workspace.writable && <Button label={t("compose")} icon="edit" kind="primary" run={() => compose(app)} />}
        <Menu label={t("look")} icon="look" items={[...theme_items(app), ...language_items(app)]} />
        <Menu label={t("account", { who: session?.who ?? "" })} face={<Avatar who={session?.who ?? ""} />} items={own} />
      </div>
    </header>
  );
}

export function show_shortcuts(app: ReturnType<typeof use_app>): void {
  app.dialog.value = <ShortcutsDialog close={() => (app.dialog.value = null)} />;
}

function SearchField() {
  const app = use_app();
  const route = app.route.value;
  const q = route.store !== null && route.place?.view === "search" ? route.place.q : "";
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.value = q;
  }, [q]);
  const submit = (event: Event) => {
    event.preventDefault();
    const text = input.current?.value.trim() ?? "";
    if (text !== "") app.go_to({ view: "search", q: text });
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <Icon name="search" />
      <input ref={input} id="search" type="search" aria-label={t("search")} placeholder={t("search.hint")} />
    </form>
  );
}
