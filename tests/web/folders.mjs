import assert from "node:assert/strict";
import { list_of, move_by_keyboard, open_folder } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

async function choose(page, folder, action) {
  await page.getByRole("treeitem", { name: new RegExp(folder) }).hover();
  await page.getByRole("button", { name: `Actions for ${folder}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

export function folders(test) {
  test("makes and renames a folder", async ({ ana }) => {
    await ana.page.getByRole("button", { name: "New folder" }).click();
    await ana.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Supplier");
    await ana.page.getByRole("button", { name: "Create" }).click();
    await ana.page.getByRole("treeitem", { name: /Supplier/ }).waitFor();
    await choose(ana.page, "Supplier", "Rename");
    await ana.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Suppliers");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await ana.page.getByRole("treeitem", { name: /Suppliers/ }).waitFor();
  });

  test("says who may do what in a folder, and the other one is held to it", async ({ ana, ben }) => {
    await choose(ana.page, "Suppliers", "Rights");
    await ana.page.getByRole("button", { name: "Give this folder a list" }).click();
    await ana.page.getByRole("combobox", { name: "Add a person…" }).selectOption("Ben Okafor");
    await ana.page.getByRole("combobox", { name: /Ben Okafor/ }).selectOption("reviewer");
    await no_serious_fault(ana.page, "rights");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await ana.page.getByRole("dialog").waitFor({ state: "detached" });
    await open_folder(ben.page, /Suppliers/);
    await ben.page.getByRole("button", { name: "Actions for Suppliers" }).click();
    await ben.page.getByRole("menuitem", { name: "Rename" }).waitFor({ state: "detached" });
    assert.equal(await ben.page.getByRole("menuitem").count(), 1);
    await ben.page.keyboard.press("Escape");
    await open_folder(ben.page, /Archive/);
    await ben.page.getByRole("option").first().click();
    await list_of(ben.page).focus();
    await move_by_keyboard(ben.page, "Suppliers");
    await ben.page.getByRole("alert").waitFor();
  });

  test("deletes a folder", async ({ ana }) => {
    await choose(ana.page, "Suppliers", "Delete folder");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Delete folder" }).click();
    await ana.page.getByRole("treeitem", { name: /Suppliers/ }).waitFor({ state: "detached" });
  });
}
