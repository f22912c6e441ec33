import assert from "node:assert/strict";
import { new_draft, open_draft, open_folder, saved } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

export function together(test) {
  test("tells who else is in a message, and that they have left", async ({ ana, ben }) => {
    await new_draft(ana.page, "Open day");
    await open_draft(ana.page, "Open day");
    await open_draft(ben.page, "Open day");
    await ana.page.getByText("Ben Okafor has it open.").waitFor();
    await open_folder(ben.page, /Archive/);
    await ana.page.getByText("Ben Okafor has it open.").waitFor({ state: "detached" });
  });

  test("offers what others saved before one types", async ({ ana, ben }) => {
    await open_draft(ana.page, "Open day");
    await open_draft(ben.page, "Open day");
    await ben.page.locator("#subject").fill("Open day, by Ben");
    await ana.page.getByText("Ben Okafor saved: Subject.").waitFor();
    await no_serious_fault(ana.page, "editor");
    await ana.page.getByRole("button", { name: "Take over" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#subject").value === "Open day, by Ben");
  });

  test("offers what others saved while the editor was coming up", async ({ ana, ben }) => {
    await new_draft(ben.page, "Early");
    await open_folder(ana.page, /Drafts/);
    await ana.page.evaluate(() => {
      const { locks } = navigator;
      const waiting = [];
      locks.query = () => new Promise((resolve) => waiting.push(resolve)); // what the editor waits for
      window.go_on = () => {
        delete locks.query;
        for (const resolve of waiting) resolve(locks.query());
      };
    });
    await ana.page.getByRole("option", { name: /Early/ }).click();
    await ana.page.getByRole("main").getByText("Loading…").waitFor();
    await ben.page.locator("#subject").fill("Early, by Ben");
    await ana.page.getByRole("option", { name: /Early, by Ben/ }).waitFor();
    await ana.page.evaluate(() => window.go_on());
    await ana.page.getByText("Ben Okafor saved: Subject.").waitFor();
    await ana.page.getByRole("button", { name: "Take over" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#subject").value === "Early, by Ben");
  });

  test("shows a list live while others change it", async ({ ana, ben }) => {
    await open_folder(ana.page, /Drafts/);
    await new_draft(ben.page, "From Ben, live");
    await ana.page.getByRole("option", { name: /From Ben, live/ }).waitFor();
  });

  test("keeps up where the stream of events does not come", async ({ ana, ben }) => {
    await ben.context.route("**/events*", (route) => route.fulfill({ status: 404 }));
    await ben.page.reload();
    await open_folder(ben.page, /Drafts/);
    await ben.page.getByRole("option").first().waitFor();
    await new_draft(ana.page, "From Ana, asked for");
    await ben.page.getByRole("option", { name: /From Ana, asked for/ }).waitFor();
    assert.equal(await ben.page.getByText("No connection").count(), 0);
    await ben.context.unroute("**/events*");
    await ben.page.reload();
  });

  test("merges what does not overlap without a word", async ({ ana, ben }) => {
    await new_draft(ana.page, "Both");
    await open_draft(ana.page, "Both");
    await open_draft(ben.page, "Both");
    await ben.page.locator("#subject").fill("Both, by Ben");
    await ben.page.getByText("Saved as version 2").waitFor();
    await ana.page.locator("#body").fill("Ana's text");
    await saved(ana.page);
    await ana.page.waitForFunction(() => document.querySelector("#subject").value === "Both, by Ben");
  });
}
