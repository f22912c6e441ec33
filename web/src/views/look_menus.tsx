import { language, load_language, t } from "../language/language.ts";
import { use_app } from "../parts/context.ts";
import { Menu, type MenuItem } from "../parts/menu.tsx";
import type { App } from "../state/app.ts";

export function theme_items(app: App): MenuItem[] {
  const { preferences } = app;
  return (["auto", "light", "dark"] as const).map((theme) => ({
    label: t(`theme.${theme}`),
    checked: preferences.theme.value === theme,
    run: () => preferences.set_theme(theme),
  }));
}

export function language_items(app: App): MenuItem[] {
  return app.languages.map(({ code, name }) => ({
    label: name,
    checked: language.value === code,
    run: () => {
      app.preferences.language = code;
      void app.attempt(() => load_language(code));
    },
  }));
}

export function ThemeMenu() {
  return <Menu label={t("theme")} icon="look" text={t("theme")} items={theme_items(use_app())} />;
}

export function LanguageMenu() {
  const app = use_app();
  const name = app.languages.find((one) => one.code === language.value)?.name ?? language.value;
  return <Menu label={t("language")} icon="language" text={name} items={language_items(app)} />;
}
