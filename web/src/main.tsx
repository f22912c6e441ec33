// Puts the page together.
import { effect } from "@preact/signals";
import { render } from "preact";
import { best_language, language, type Language, load_language } from "./language/language.ts";
import { AppContext } from "./parts/context.ts";
import { App } from "./state/app.ts";
import { AppView } from "./views/app_view.tsx";
import "./style/page.css";

async function start(): Promise<void> {
  const app = new App();
  const languages = await fetch("/languages/languages.json");
  app.languages = (await languages.json()) as Language[];
  const codes = app.languages.map((one) => one.code);
  const wanted = best_language(app.preferences.language, navigator.languages, codes);
  await Promise.all([load_language(wanted), app.start()]);
  // Of the page around all views, at once: nothing is shown in one language while the page says another.
  effect(() => {
    document.documentElement.dataset["theme"] = app.preferences.theme.value;
    document.documentElement.lang = language.value;
  });
  const page = document.getElementById("page");
  if (page) render(<AppContext.Provider value={app}><AppView /></AppContext.Provider>, page);
}

void start();
