import assert from "node:assert/strict";
import { new_draft, open_folder, saved } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

export function drafts(test) {
  test("saves a new draft into one message, however often", async ({ ana }) => {
    await ana.page.getByRole("button", { name: "New message" }).click();
    await ana.page.locator("#subject").fill("One draft");
    await ana.page.getByText("Saved as version 1").waitFor();
    await ana.page.locator("#body").fill("more text");
    await ana.page.getByText("Saved as version 2").waitFor();
    await open_folder(ana.page, /Drafts/);
    await ana.page.getByRole("option", { name: /One draft/ }).waitFor();
    assert.equal(await ana.page.getByRole("option", { name: /One draft/ }).count(), 1);
  });

  test("keeps recipients as they were typed", async ({ ana }) => {
    await new_draft(ana.page, "To whom");
    await ana.page.locator("#to").fill("Marta Olsen <marta@example.com>, jonas@example.com,");
    await ana.page.getByText("Saved as version 2").waitFor();
    await no_serious_fault(ana.page, "compose");
    await ana.page.reload();
    const chips = ana.page.locator(".chip");
    await chips.getByText("Marta Olsen").waitFor();
    await chips.getByText("jonas@example.com").waitFor();
    await ana.page.locator("#subject").fill("To these two");
    await saved(ana.page);
    await ana.page.getByText("Saved as version 3").waitFor();
  });
}
