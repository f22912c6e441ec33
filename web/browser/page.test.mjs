// The page in Chromium, with the mock behind it and two people in front: `npm run test:browser`.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test as node_test } from "node:test";
import { open_browser, sign_in, start_page } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server, ana, ben;

before(async () => {
  process.env.POSTROOM_MOCK_ROWS = "100000";
  server = await start_page();
  ana = await open_browser();
  ben = await open_browser();
});
after(async () => {
  await ana.close();
  await ben.close();
  await server.stop();
});

// What each page showed when a test failed is left in browser/pictures.
function test(name, work) {
  node_test(name, async () => {
    try {
      await work();
    } catch (error) {
      const file = name.replace(/\W+/g, "_").slice(0, 60);
      mkdirSync("browser/pictures", { recursive: true });
      await ana.page.screenshot({ path: `browser/pictures/failed_${file}_ana.png` });
      await ben.page.screenshot({ path: `browser/pictures/failed_${file}_ben.png` });
      throw error;
    }
  });
}

async function no_serious_fault(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { iframes: false }));
  const serious = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
  const told = serious.map((fault) => `${fault.id}: ${fault.nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`);
  assert.deepEqual(told, [], where);
}

async function open_draft(page, name = /Programme/) {
  await page.getByRole("treeitem", { name: /Drafts/ }).click();
  await page.getByRole("option", { name }).click();
  await page.waitForFunction((said) => new RegExp(said).test(document.querySelector("#subject")?.value ?? ""), name.source);
}

const saved = (page) => page.locator(".save-status.saved").waitFor();

async function new_draft(page, subject) {
  await page.getByRole("button", { name: "New message" }).click();
  await page.locator("#subject").fill(subject);
  await page.locator("#body").fill("first line\nsecond line\nthird line");
  await page.getByText("Saved as version 1").waitFor();
}

// Both have it open; then Ben's change goes in first and Ana's overlaps.
async function overlap(subject) {
  await new_draft(ana.page, subject);
  await open_draft(ana.page, new RegExp(subject));
  await open_draft(ben.page, new RegExp(subject));
  await ben.page.locator("#body").fill("first line\nBen's line\nthird line");
  await ben.page.getByText("Saved as version 2").waitFor();
  await ana.page.locator("#body").fill("first line\nAna's line\nthird line");
  await ana.page.locator(".conflict .cm-mergeView").waitFor();
}

describe("the page", { concurrency: 1 }, () => {
  test("lets nobody in with a wrong password", async () => {
    await ana.page.goto(server.address);
    await ana.page.getByLabel("Name").fill("ana");
    await ana.page.getByLabel("Password").fill("wrong");
    await ana.page.getByRole("button", { name: "Sign in" }).click();
    await ana.page.getByText("The name or the password is wrong.").waitFor();
    await no_serious_fault(ana.page, "sign-in");
  });

  test("lets in with the right one", async () => {
    await sign_in(ana.page, server.address, "ana");
    await sign_in(ben.page, server.address, "ben");
    await ana.page.getByRole("option").first().waitFor();
    await no_serious_fault(ana.page, "list");
  });

  test("goes through 100,000 rows with few of them in the page", async () => {
    const list = ana.page.getByRole("listbox", { name: "Messages" });
    await ana.page.getByText("100,001 messages").waitFor();
    for (const part of [0.3, 0.7, 1]) {
      await list.evaluate((box, to) => (box.scrollTop = box.scrollHeight * to), part);
      await ana.page.waitForFunction(() => document.querySelectorAll(".row").length > 5 && !document.querySelector(".row.blank"));
    }
    assert.ok((await ana.page.locator(".row").count()) < 60);
    await ana.page.locator('[aria-posinset="100001"]').waitFor();
    await list.evaluate((box) => (box.scrollTop = 0));
  });

  test("shows HTML mail without scripts, forms, frames or requests to elsewhere, and images only on request", async () => {
    const outside = [];
    await ana.context.route(/example\.com/, (route) => {
      outside.push(route.request().url());
      return route.fulfill({ status: 200, contentType: "image/gif", body: Buffer.from("R0lGODlhAQABAAAAACw=", "base64") });
    });
    await ana.page.getByRole("option", { name: /Spring at Olsen/ }).click();
    const outer = ana.page.locator("iframe.mail-frame");
    await outer.waitFor();
    const mail = outer.contentFrame().locator("iframe").contentFrame();
    await mail.getByText("uncoated range").waitFor();
    assert.doesNotMatch(await outer.contentFrame().locator("iframe").getAttribute("sandbox"), /scripts|same-origin|forms/);
    for (const tag of ["script", "form", "input", "iframe", "[onclick]", "a[href^=javascript]"]) {
      assert.equal(await mail.locator(tag).count(), 0, tag);
    }
    assert.deepEqual(outside, []);
    await ana.page.getByRole("button", { name: "Show images" }).click();
    await assert.doesNotReject(async () => {
      while (!outside.some((url) => url.includes("stock.jpg"))) await ana.page.waitForTimeout(20);
    });
    assert.notEqual(await ana.page.title(), "taken");
    await no_serious_fault(ana.page, "reading");
  });

  test("saves a new draft into one message, however often", async () => {
    await new_draft(ana.page, "One draft");
    await ana.page.locator("#body").fill("more text");
    await ana.page.getByText("Saved as version 2").waitFor();
    await ana.page.getByRole("treeitem", { name: /Drafts/ }).click();
    await ana.page.getByRole("option", { name: /One draft/ }).waitFor();
    assert.equal(await ana.page.getByRole("option", { name: /One draft/ }).count(), 1);
  });

  test("tells who else is in a message, and offers what they saved", async () => {
    await open_draft(ana.page);
    await open_draft(ben.page);
    await ana.page.getByText("Ben Okafor has it open.").waitFor();
    await ben.page.locator("#subject").fill("Programme, by Ben");
    await ana.page.getByText("Ben Okafor saved: Subject.").waitFor();
    await no_serious_fault(ana.page, "editor");
    await ana.page.getByRole("button", { name: "Take over" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#subject").value === "Programme, by Ben");
  });

  test("merges what does not overlap without a word", async () => {
    await ben.page.locator("#subject").fill("Programme, by Ben again");
    await ana.page.locator("#body").fill("Ana's text");
    await saved(ben.page);
    await saved(ana.page);
    await ana.page.waitForFunction(() => document.querySelector("#subject").value === "Programme, by Ben again");
  });

  test("merges an overlap by one's choice", async () => {
    await overlap("Choice");
    await no_serious_fault(ana.page, "conflict");
    assert.ok(await ana.page.getByRole("button", { name: "Save merged" }).isDisabled());
    await ana.page.getByRole("radio", { name: /Mine/ }).check();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await saved(ana.page);
    assert.match(await ana.page.locator("#body").inputValue(), /Ana's line/);
  });

  test("merges line by line what was taken over in the comparison", async () => {
    await overlap("Lines");
    await ana.page.getByRole("button", { name: "Take this over into mine" }).click();
    await ana.page.getByRole("button", { name: "Save merged" }).click();
    await saved(ana.page);
    assert.match(await ana.page.locator("#body").inputValue(), /Ben's line/);
  });

  test("keeps theirs, or overwrites", async () => {
    await overlap("Theirs");
    await ana.page.getByRole("button", { name: "Keep theirs" }).click();
    await saved(ana.page);
    assert.match(await ana.page.locator("#body").inputValue(), /Ben's line/);
    await overlap("Force");
    await ana.page.getByRole("button", { name: "Overwrite with mine" }).click();
    await saved(ana.page);
    assert.match(await ana.page.locator("#body").inputValue(), /Ana's line/);
  });

  test("saves elsewhere into a chosen folder, links both, and settles in one step", async () => {
    await overlap("Elsewhere");
    await ana.page.getByRole("button", { name: "Save mine elsewhere…" }).click();
    await ana.page.getByRole("radio", { name: "Archive" }).check();
    await no_serious_fault(ana.page, "folder picker");
    await ana.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await ana.page.getByText("Saved as a copy of its own.").waitFor();
    assert.match(await ana.page.locator("#body").inputValue(), /Ben's line/);
    await ana.page.getByRole("button", { name: "Conflicts", exact: true }).click();
    const pair = ana.page.locator(".pair", { hasText: "Elsewhere" });
    await pair.waitFor();
    await no_serious_fault(ana.page, "conflicts");
    await pair.getByRole("button", { name: "Keep the original" }).click();
    await pair.waitFor({ state: "detached" });
  });

  test("shows the history, compares and restores", async () => {
    await open_draft(ana.page, /Lines/);
    await ana.page.getByRole("toolbar", { name: "Editor" }).getByRole("button", { name: "History" }).click();
    await ana.page.locator(".changed-unit").first().waitFor();
    await no_serious_fault(ana.page, "history");
    await ana.page.getByRole("button", { name: "Restore version 1" }).click();
    await ana.page.getByText("Version 1 is the newest again.").waitFor();
    await ana.page.getByRole("button", { name: "Back to the message" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#body")?.value.includes("second line"));
  });

  test("offers typed text again after the server was away and the tab was closed", async () => {
    await open_draft(ana.page, /Choice/);
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

  test("saves what was typed offline as soon as the network is back", async () => {
    await ana.context.setOffline(true);
    await ana.page.locator("#body").fill("typed offline again");
    await ana.page.getByText("The server cannot be reached.").waitFor();
    await ana.context.setOffline(false);
    await saved(ana.page);
  });

  test("sends files that are attached, with their names", async () => {
    await ana.page.locator("input[type=file]").setInputFiles({ name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("proof") });
    await ana.page.getByRole("list", { name: "Attachments" }).getByText("proof.txt").waitFor();
    await ana.page.locator("#body").fill("with a file");
    await saved(ana.page);
    assert.equal(await ana.page.locator(".conflict").count(), 0);
  });

  test("deletes, brings back and moves with the keyboard alone", async () => {
    await ana.page.getByRole("treeitem", { name: /Inbox/ }).click();
    await ana.page.getByRole("listbox", { name: "Messages" }).focus();
    await ana.page.keyboard.press("Home");
    const first = await ana.page.locator(".row[aria-selected=true]").getAttribute("data-message");
    await ana.page.keyboard.press("Shift+ArrowDown");
    await ana.page.getByText("2 selected").waitFor();
    await ana.page.keyboard.press("ArrowUp");
    await ana.page.keyboard.press("Delete");
    await ana.page.locator(`[data-message="${first}"]`).waitFor({ state: "detached" });
    await ana.page.getByRole("button", { name: "Undo" }).click();
    await ana.page.locator(`[data-message="${first}"]`).click();
    await ana.page.getByRole("listbox", { name: "Messages" }).focus();
    await ana.page.keyboard.press("v");
    await ana.page.keyboard.type("Schools");
    await ana.page.keyboard.press("Enter");
    await ana.page.locator(`[data-message="${first}"]`).waitFor({ state: "detached" });
    await ana.page.getByRole("treeitem", { name: /Schools/ }).click();
    await ana.page.locator(`[data-message="${first}"]`).waitFor();
  });

  test("shows a list live while others change it", async () => {
    await ana.page.keyboard.press("g");
    await ana.page.keyboard.press("d");
    await new_draft(ben.page, "From Ben, live");
    await ana.page.getByRole("option", { name: /From Ben, live/ }).waitFor();
  });

  test("searches all folders", async () => {
    await ana.page.keyboard.press("/");
    await ana.page.keyboard.type("Programme");
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("heading", { name: "Search: Programme" }).waitFor();
    await ana.page.getByRole("option", { name: /Programme/ }).first().waitFor();
  });

  test("makes and deletes folders, and says who may do what", async () => {
    await ana.page.getByRole("button", { name: "New folder" }).click();
    await ana.page.getByLabel("Name").fill("Suppliers");
    await ana.page.getByRole("button", { name: "Create" }).click();
    const folder = ana.page.getByRole("treeitem", { name: /Suppliers/ });
    await folder.waitFor();
    await folder.hover();
    await ana.page.getByRole("button", { name: "Actions for Suppliers" }).click();
    await ana.page.getByRole("menuitem", { name: "Rights" }).click();
    await ana.page.getByRole("button", { name: "Give this folder a list" }).click();
    await ana.page.getByRole("combobox", { name: "Add a person…" }).selectOption("Ben Okafor");
    await no_serious_fault(ana.page, "rights");
    await ana.page.getByRole("button", { name: "Save" }).click();
    await folder.hover();
    await ana.page.getByRole("button", { name: "Actions for Suppliers" }).click();
    await ana.page.getByRole("menuitem", { name: "Delete folder" }).click();
    await ana.page.getByRole("button", { name: "Delete folder" }).click();
    await folder.waitFor({ state: "detached" });
  });

  test("shows its keys, and speaks Spanish", async () => {
    await ana.page.getByRole("heading", { name: /Search/ }).click();
    await ana.page.keyboard.press("?");
    await ana.page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await no_serious_fault(ana.page, "keys");
    await ana.page.keyboard.press("Escape");
    await ana.page.getByRole("button", { name: "Appearance and language" }).click();
    await ana.page.getByRole("menuitemradio", { name: "Español" }).click();
    await ana.page.getByRole("button", { name: "Mensaje nuevo" }).waitFor();
    assert.equal(await ana.page.locator("html").getAttribute("lang"), "es");
  });

  test("keeps typed text of an ended session for the same account", async () => {
    await open_draft(ben.page, /Lines/);
    await ben.context.clearCookies();
    await ben.page.locator("#body").fill("typed while signed out");
    await ben.page.getByRole("dialog", { name: "Sign in again" }).waitFor();
    await no_serious_fault(ben.page, "sign in again");
    await ben.page.getByLabel("Password").fill("ben");
    await ben.page.getByRole("button", { name: "Sign in" }).click();
    await saved(ben.page);
    assert.equal(await ben.page.locator("#body").inputValue(), "typed while signed out");
  });

  test("has no serious fault in the dark and on narrow screens, one pane at a time", async () => {
    await ben.page.emulateMedia({ colorScheme: "dark" });
    await no_serious_fault(ben.page, "dark editor");
    await ben.page.setViewportSize({ width: 390, height: 844 });
    await no_serious_fault(ben.page, "narrow editor");
    await ben.page.getByRole("button", { name: "Back" }).click();
    await ben.page.getByRole("listbox", { name: "Messages" }).waitFor();
    assert.equal(await ben.page.locator("#body").count(), 0);
    await no_serious_fault(ben.page, "narrow list");
    assert.equal(await ben.page.evaluate(() => document.documentElement.scrollWidth), 390);
  });
});
