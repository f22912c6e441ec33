// What people do again and again in the tests of the page.
import { kPeople } from "./server.mjs";

export const list_of = (page) => page.getByRole("listbox", { name: "Messages" });
export const saved = (page) => page.locator(".save-status.saved").waitFor();

// At once; a draft saves itself as well, once the hands rest.
export async function save(page) {
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

export async function enter(page, name, password) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function sign_in(page, address, name) {
  await page.goto(address);
  await enter(page, name, kPeople.find((person) => person.name === name).password);
  await list_of(page).waitFor();
}

export async function open_folder(page, name) {
  await page.getByRole("treeitem", { name }).click();
}

export async function move_by_keyboard(page, folder) {
  await page.keyboard.press("v");
  await page.getByRole("dialog").getByRole("searchbox").waitFor();
  await page.keyboard.type(folder);
  await page.keyboard.press("Enter");
}

export async function open_draft(page, subject) {
  await open_folder(page, /Drafts/);
  await page.getByRole("option", { name: new RegExp(subject) }).click();
  await page.waitForFunction((said) => document.querySelector("#subject")?.value.includes(said), subject);
}

export async function new_draft(page, subject) {
  await page.getByRole("button", { name: "New message" }).click();
  await page.locator("#subject").fill(subject);
  await page.locator("#body").fill("first line\nsecond line\nthird line");
  await save(page);
  await page.getByText("Saved as version 1").waitFor();
}

// Both have it open; then Ben's change goes in first and Ana's overlaps.
export async function overlap({ ana, ben }, subject) {
  await new_draft(ana.page, subject);
  await open_draft(ana.page, subject);
  await open_draft(ben.page, subject);
  await ben.page.locator("#body").fill("first line\nBen's line\nthird line");
  await save(ben.page);
  await ben.page.getByText("Saved as version 2").waitFor();
  await ana.page.locator("#body").fill("first line\nAna's line\nthird line");
  await save(ana.page);
  await ana.page.locator(".conflict .cm-mergeView").waitFor();
}
