import assert from "node:assert/strict";
import { open_draft, overlap, save, saved } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

const body_of = (person) => person.page.locator("#body").inputValue();

export function conflicts(test) {
  test("merges an overlap by one's choice", async (world) => {
    const { ana } = world;
    await overlap(world, "Choice");
    await no_serious_fault(ana.page, "conflict");
    assert.ok(await ana.page.getByRole("button", { name: "Save merged" }).isDisabled());
    const box = (of) => ana.page.locator(of).boundingBox();
    assert.ok((await box(".notices")).y < (await box(".conflict-units")).y, "notices are out of the buttons' way");
    await world.ben.page.getByText("Ana Ruiz is editing this.").waitFor();
    await ana.page.getByRole("radio", { name: /Mine/ }).check();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await saved(ana.page);
    assert.match(await body_of(ana), /Ana's line/);
  });

  test("merges line by line what was taken over in the comparison", async (world) => {
    const { ana } = world;
    await overlap(world, "Lines");
    await ana.page.getByRole("button", { name: "Take this over into mine" }).click();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await saved(ana.page);
    assert.match(await body_of(ana), /Ben's line/);
  });

  test("says that the others saved once more, and asks again for what they touched alone", async (world) => {
    const { ana, ben } = world;
    await overlap(world, "Twice");
    await ben.page.locator("#body").fill("first line\nBen's other line\nthird line");
    await save(ben.page);
    await ben.page.getByText("Saved as version 3").waitFor();
    await ana.page.getByRole("radio", { name: /Mine/ }).check();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await ana.page.getByText("They saved once more").waitFor();
    await ana.page.getByRole("radio", { name: /Mine/ }).check();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await saved(ana.page);
    assert.match(await body_of(ana), /Ana's line/);
  });

  test("keeps theirs", async (world) => {
    await overlap(world, "Theirs");
    await world.ana.page.getByRole("button", { name: "Keep theirs" }).click();
    await saved(world.ana.page);
    assert.match(await body_of(world.ana), /Ben's line/);
  });

  test("overwrites with mine", async (world) => {
    await overlap(world, "Force");
    await world.ana.page.getByRole("button", { name: "Overwrite with mine" }).click();
    await saved(world.ana.page);
    assert.match(await body_of(world.ana), /Ana's line/);
    await open_draft(world.ben.page, "One draft");
    await open_draft(world.ben.page, "Force");
    await world.ben.page.waitForFunction(() => document.querySelector("#body")?.value.includes("Ana's line"));
  });

  test("saves elsewhere into a chosen folder, links both, and settles in one step", async (world) => {
    const { ana } = world;
    await overlap(world, "Elsewhere");
    await ana.page.getByRole("button", { name: "Save mine elsewhere…" }).click();
    await ana.page.getByRole("radio", { name: "Archive" }).check();
    await no_serious_fault(ana.page, "folder picker");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await ana.page.getByText("Saved as a copy of its own.").waitFor();
    assert.match(await body_of(ana), /Ben's line/);
    await ana.page.getByText("Somebody saved a conflicting copy").waitFor();
    await no_serious_fault(ana.page, "linked copies");
    await ana.page.locator(".editor").getByRole("button", { name: "Open the copy" }).click();
    await ana.page.getByText("This is a conflicting copy of another message.").waitFor();
    await ana.page.waitForFunction(() => document.querySelector("#body")?.value.includes("Ana's line"));
    await ana.page.getByRole("button", { name: "Open conflicts", exact: true }).click();
    const pair = ana.page.locator(".pair", { hasText: "Elsewhere" });
    await pair.waitFor();
    await no_serious_fault(ana.page, "conflicts");
    await pair.getByRole("button", { name: "Keep the original" }).click();
    await pair.waitFor({ state: "detached" });
  });

  test("makes a copy that was saved elsewhere the newest version", async (world) => {
    const { ana } = world;
    await overlap(world, "Copy wins");
    await ana.page.getByRole("button", { name: "Save mine elsewhere…" }).click();
    await ana.page.getByRole("dialog").getByRole("searchbox").waitFor();
    await ana.page.keyboard.press("Enter"); // into the folder that is proposed; the window is gone for good then
    await ana.page.locator(".editor").getByRole("button", { name: "Keep the copy" }).click();
    await ana.page.getByText("The conflict is settled.").last().waitFor(); // that of the test before may still be there
    await ana.page.getByRole("button", { name: "Take over" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#body")?.value.includes("Ana's line"));
    await ana.page.getByText("Somebody saved a conflicting copy").waitFor({ state: "detached" });
  });
}
