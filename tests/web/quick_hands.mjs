// Hands that are quicker than the page: what they do in the moment in which something has come up.
import assert from "node:assert/strict";
import { list_of, open_folder, saved } from "./acts.mjs";

// Calls `act` as soon as an element is in the page, before anything else can happen there.
function on_coming(page, selector, act) {
  return page.evaluateHandle(([wanted, text]) => {
    const work = new Function("element", `return (${text})(element)`);
    const come = { said: undefined };
    new MutationObserver((_, observer) => {
      const element = document.querySelector(wanted);
      if (!element) return;
      observer.disconnect();
      come.said = work(element);
    }).observe(document.body, { childList: true, subtree: true });
    return come;
  }, [selector, act.toString()]);
}

export function quick_hands(test) {
  test("leaves the keyboard in the field that one went into as soon as it was there", async ({ ana }) => {
    await open_folder(ana.page, /Drafts/);
    await ana.page.locator("#subject").waitFor({ state: "detached" });
    await on_coming(ana.page, "#subject", (field) => {
      field.focus();
      field.value = "At once";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await ana.page.getByRole("button", { name: "New message" }).click();
    await saved(ana.page);
    assert.equal(await ana.page.evaluate(() => document.activeElement.id), "subject");
    await ana.page.getByRole("option", { name: /At once/ }).waitFor();
  });

  test("takes the keys that follow the one which opened a window", async ({ ana }) => {
    await open_folder(ana.page, /Archive/);
    await ana.page.getByRole("option").first().click();
    await list_of(ana.page).focus();
    const come = await on_coming(ana.page, "dialog", (window) => window.open && window.contains(document.activeElement));
    await ana.page.keyboard.press("v");
    await ana.page.getByRole("dialog").getByRole("searchbox").waitFor();
    assert.equal((await come.jsonValue()).said, true);
    await ana.page.keyboard.press("Escape");
    await ana.page.getByRole("dialog").waitFor({ state: "detached" });
  });
}
