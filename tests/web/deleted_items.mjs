import { list_of, move_by_keyboard, open_folder } from "./acts.mjs";

const selected = (page) => page.locator(".row[aria-selected=true]");

export function deleted_items(test) {
  test("deletes and brings back at once, by the keyboard alone", async ({ ana }) => {
    await open_folder(ana.page, /Inbox/);
    await ana.page.getByRole("option").first().waitFor();
    await list_of(ana.page).focus();
    await ana.page.keyboard.press("Home");
    const first = await selected(ana.page).getAttribute("data-message");
    await ana.page.keyboard.press("Shift+ArrowDown");
    await ana.page.getByText("2 selected").waitFor();
    await ana.page.keyboard.press("ArrowUp");
    await ana.page.keyboard.press("Delete");
    await ana.page.locator(`[data-message="${first}"]`).waitFor({ state: "detached" });
    await ana.page.getByRole("button", { name: "Undo" }).click();
    await ana.page.locator(`[data-message="${first}"]`).waitFor();
  });

  test("moves by the keyboard alone", async ({ ana }) => {
    await list_of(ana.page).focus();
    await ana.page.keyboard.press("Home");
    const first = await selected(ana.page).getAttribute("data-message");
    await move_by_keyboard(ana.page, "Archive");
    await ana.page.locator(`[data-message="${first}"]`).waitFor({ state: "detached" });
    await open_folder(ana.page, /Archive/);
    await ana.page.locator(`[data-message="${first}"]`).waitFor();
  });

  test("brings back from the deleted ones of a folder", async ({ ana }) => {
    await ana.page.getByRole("option").first().click();
    await list_of(ana.page).focus();
    const id = await selected(ana.page).getAttribute("data-message");
    await ana.page.keyboard.press("Delete");
    await ana.page.locator(`[data-message="${id}"]`).waitFor({ state: "detached" });
    await ana.page.getByRole("button", { name: /^\d+ deleted$/ }).click();
    await ana.page.locator(`[data-message="${id}"]`).waitFor();
    await ana.page.getByRole("button", { name: "Back to the folder" }).click();
    const folder = ana.page.getByRole("treeitem", { name: /Archive/ });
    await folder.hover();
    await ana.page.getByRole("button", { name: "Actions for Archive" }).click();
    await ana.page.getByRole("menuitem", { name: "Show deleted messages" }).click();
    await ana.page.locator(`[data-message="${id}"]`).click();
    await ana.page.getByRole("toolbar", { name: "Selected messages" }).getByRole("button").first().click();
    await ana.page.locator(`[data-message="${id}"]`).waitFor({ state: "detached" });
    await open_folder(ana.page, /Archive/);
    await ana.page.locator(`[data-message="${id}"]`).waitFor();
  });
}
