import assert from "node:assert/strict";
import { kPeople } from "./server.mjs";
import { open_draft, saved } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

export function losses(test) {
  test("offers typed text again after the network was away and the tab was closed", async ({ server, ana }) => {
    await open_draft(ana.page, "Choice");
    await ana.context.setOffline(true);
    await ana.page.locator("#body").fill("typed while offline");
    await ana.page.getByText("The server cannot be reached.").waitFor();
    const next = await ana.context.newPage(); // a browser that loses its last page loses its session
    await ana.page.close({ runBeforeUnload: false });
    await ana.context.setOffline(false);
    ana.page = next;
    await ana.page.goto(server.address);
    await ana.page.getByText("Not saved yet: “Choice”").waitFor();
    await no_serious_fault(ana.page, "offer");
    await ana.page.getByRole("button", { name: "Go on" }).click();
    await saved(ana.page);
    assert.equal(await ana.page.locator("#body").inputValue(), "typed while offline");
    assert.equal(await ana.page.getByText("Not saved yet").count(), 0);
  });

  test("saves what was typed offline as soon as the network is back", async ({ ana }) => {
    await ana.context.setOffline(true);
    await ana.page.locator("#body").fill("typed offline again");
    await ana.page.getByText("The server cannot be reached.").waitFor();
    await ana.context.setOffline(false);
    await saved(ana.page);
  });

  test("saves what was typed while the server was dead", async ({ server, ana }) => {
    await server.kill();
    try {
      await ana.page.locator("#body").fill("typed while the server was dead");
      await ana.page.getByText("The server cannot be reached.").waitFor();
    } finally {
      await server.again();
    }
    await saved(ana.page);
    assert.equal(await ana.page.locator("#body").inputValue(), "typed while the server was dead");
  });

  test("keeps typed text of an ended session for the same account", async ({ ben }) => {
    await open_draft(ben.page, "Lines");
    await ben.page.locator("#body").fill("typed while signed out"); // first: the sign-in takes the keyboard
    await ben.context.clearCookies();
    await ben.page.getByRole("dialog", { name: "Sign in again" }).waitFor();
    await no_serious_fault(ben.page, "sign in again");
    await ben.page.getByLabel("Password").fill(kPeople[1].password);
    await ben.page.getByRole("button", { name: "Sign in" }).click();
    await saved(ben.page);
    assert.equal(await ben.page.locator("#body").inputValue(), "typed while signed out");
  });
}
