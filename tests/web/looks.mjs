import assert from "node:assert/strict";
import { list_of, open_folder } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

// What the page says that its language is, in the moment in which these words come up.
function language_with(page, words) {
  return page.evaluateHandle((awaited) => {
    const said = { lang: undefined };
    new MutationObserver((_, observer) => {
      if (!document.body.textContent.includes(awaited)) return;
      observer.disconnect();
      said.lang = document.documentElement.lang;
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    return said;
  }, words);
}

export function looks(test) {
  test("shows its keys, and speaks Spanish", async ({ ana }) => {
    await open_folder(ana.page, /Inbox/);
    await list_of(ana.page).focus();
    await ana.page.keyboard.press("?");
    await ana.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await no_serious_fault(ana.page, "keys");
    await ana.page.keyboard.press("Escape");
    const said = await language_with(ana.page, "Mensaje nuevo");
    await ana.page.getByRole("button", { name: "Appearance and language" }).click();
    await ana.page.getByRole("menuitemradio", { name: "Español" }).click();
    await ana.page.getByRole("button", { name: "Mensaje nuevo" }).waitFor();
    assert.equal((await said.jsonValue()).lang, "es");
    await ana.page.getByRole("button", { name: "Aspecto e idioma" }).click();
    await ana.page.getByRole("menuitemradio", { name: "English" }).click();
    await ana.page.getByRole("button", { name: "New message" }).waitFor();
  });

  test("has no serious fault in the dark and on narrow screens, one pane at a time", async ({ ben }) => {
    await ben.page.emulateMedia({ colorScheme: "dark" });
    await no_serious_fault(ben.page, "dark editor");
    await ben.page.setViewportSize({ width: 390, height: 844 });
    await no_serious_fault(ben.page, "narrow editor");
    await ben.page.getByRole("button", { name: "Back" }).click();
    await list_of(ben.page).waitFor();
    assert.equal(await ben.page.locator("#body").count(), 0);
    await no_serious_fault(ben.page, "narrow list");
    assert.equal(await ben.page.evaluate(() => document.documentElement.scrollWidth), 390);
    await ben.page.emulateMedia({ colorScheme: "light" });
    await ben.page.setViewportSize({ width: 1440, height: 900 });
  });
}
