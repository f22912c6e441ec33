// Pictures of the main views for the documentation, of the story that the samples tell.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { list_of, open_draft, open_folder, saved, sign_in } from "./acts.mjs";

const kFolder = process.env.POSTROOM_SCREENSHOTS; // undefined: none are wanted
const kSize = { width: 1200, height: 760 };
const kProgramme = "Programme for World Book Day";
const kBen = "10:00  Story hour in the square, if it is dry; in the back room, if it is not. Forty chairs. (Ben)";
const kAna = "10:00  Story hour in the square. Bring cushions. (Ana)";

async function picture(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(kFolder, `${name}.png`), animations: "disabled", caret: "hide" });
}

const with_line = (text, line) => text.replace("10:00  ", `${line}\n\n10:00  `);

async function of_reading({ ana }) {
  await open_folder(ana.page, /Inbox/);
  await ana.page.getByRole("option", { name: /Launch of The Salt Ledger/ }).last().click();
  await ana.page.getByRole("article").waitFor();
  await ana.page.locator(".row[aria-selected=true]:not(.unread)").waitFor();
  await picture(ana.page, "reading");
  await ana.page.emulateMedia({ colorScheme: "dark" });
  await picture(ana.page, "dark");
  await ana.page.emulateMedia({ colorScheme: "light" });
}

async function of_editing({ ana, ben }) {
  await open_draft(ana.page, kProgramme);
  await open_draft(ben.page, kProgramme);
  const before = await ana.page.locator("#body").inputValue();
  await ben.page.locator("#body").fill(with_line(before, kBen));
  await ben.page.locator("#subject").fill(`${kProgramme}, 23 April`);
  await ben.page.getByRole("button", { name: "Save", exact: true }).click();
  await saved(ben.page);
  await ana.page.locator(".news").waitFor();
  await picture(ana.page, "together");
  await ana.page.locator("#body").fill(with_line(before, kAna));
  await ana.page.locator(".conflict .cm-mergeView").waitFor();
  await picture(ana.page, "conflict");
  await ana.page.getByRole("radio", { name: /Mine/ }).last().check();
  await ana.page.getByRole("button", { name: "Save merged" }).click();
  await saved(ana.page);
  await ana.page.getByRole("toolbar", { name: "Editor" }).getByRole("button", { name: "History" }).click();
  await ana.page.locator(".changed-unit").first().waitFor();
  await picture(ana.page, "history");
}

async function of_narrow({ ana }) {
  await open_folder(ana.page, /Inbox/);
  await ana.page.setViewportSize({ width: 390, height: 760 });
  await list_of(ana.page).waitFor();
  await picture(ana.page, "narrow");
  await ana.page.setViewportSize(kSize);
}

export function pictures(test) {
  if (kFolder === undefined) return;
  test("shows itself", async (world) => {
    mkdirSync(kFolder, { recursive: true });
    await world.ana.page.setViewportSize(kSize);
    await of_reading(world);
    await of_editing(world);
    await of_narrow(world);
    await world.ana.page.getByRole("button", { name: "Account: Ana Ruiz" }).click();
    await world.ana.page.getByRole("menuitem", { name: "Sign out" }).click();
    await world.ana.page.getByLabel("Password").waitFor();
    await picture(world.ana.page, "sign_in");
    await sign_in(world.ana.page, world.server.address, "ana");
  });
}
