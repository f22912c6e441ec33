import assert from "node:assert/strict";
import { list_of, open_folder } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";
import { kRows } from "./figures.mjs";
import { until } from "./waiting.mjs";

const kHarmful = [
  "script", "form", "input", "button", "iframe", "object", "video", "link", "base", "meta[http-equiv=refresh]", "svg",
  "[onclick]", "[onerror]", "[onload]", "a[href^=javascript]",
];
const kPixel = Buffer.from("R0lGODlhAQABAAAAACw=", "base64");

export function reading(test) {
  test("goes through a long list with few of its rows in the page", async ({ ana }) => {
    await open_folder(ana.page, /Deliveries/);
    await ana.page.getByText(`${kRows.toLocaleString("en-GB")} messages`).waitFor();
    for (const part of [0.3, 0.7, 1]) {
      await list_of(ana.page).evaluate((box, to) => (box.scrollTop = box.scrollHeight * to), part);
      await ana.page.waitForFunction(() => document.querySelectorAll(".row").length > 5 && !document.querySelector(".row.blank"));
    }
    assert.ok((await ana.page.locator(".row").count()) < 60);
    await ana.page.locator(`[aria-posinset="${kRows}"]`).waitFor();
    await ana.page.getByRole("option", { name: /Delivery 0\b/ }).waitFor();
  });

  test("shows plain text, and that it has been read", async ({ ana }) => {
    await open_folder(ana.page, /Inbox/);
    const row = ana.page.getByRole("option", { name: /Programme for World Book Day/ }).first();
    await row.click();
    await ana.page.getByRole("article").getByText(/Tables open|World Book Day/).first().waitFor();
    await ana.page.locator(".row[aria-selected=true]:not(.unread)").waitFor();
  });

  test("shows HTML mail without scripts, forms, frames or requests to elsewhere, and images only on request", async ({ ana }) => {
    const outside = [];
    await ana.context.route(/example\.com/, (route) => {
      outside.push(route.request().url());
      return route.fulfill({ status: 200, contentType: "image/gif", body: kPixel });
    });
    await ana.page.getByRole("option", { name: /Spring at Olsen/ }).click();
    const outer = ana.page.locator("iframe.mail-frame");
    await outer.waitFor();
    const mail = outer.contentFrame().locator("iframe").contentFrame();
    await mail.getByText("uncoated range").waitFor();
    assert.doesNotMatch(await outer.contentFrame().locator("iframe").getAttribute("sandbox"), /scripts|same-origin|forms/);
    for (const tag of kHarmful) assert.equal(await mail.locator(tag).count(), 0, tag);
    assert.deepEqual(outside, []);
    await no_serious_fault(ana.page, "reading");
    await ana.page.getByRole("button", { name: "Show images" }).click();
    await until(() => outside.some((url) => url.includes("stock.jpg")), "the image");
    assert.deepEqual(outside.filter((url) => url.includes("bad.example.com")), []);
    assert.notEqual(await ana.page.title(), "taken");
    await ana.context.unroute(/example\.com/);
  });

  test("shows an appointment to be read first, with its time and place", async ({ ana }) => {
    await open_folder(ana.page, /Calendar/);
    await ana.page.getByRole("option", { name: /Poetry evening/ }).click();
    const item = ana.page.getByRole("article");
    await item.getByText("Upstairs reading room, Calle Mayor 41").waitFor();
    await item.getByText(/12 March 2026/).first().waitFor();
    await item.getByRole("button", { name: "Edit" }).waitFor();
    await no_serious_fault(ana.page, "appointment");
  });

  test("searches all folders, words and phrases", async ({ ana }) => {
    await ana.page.keyboard.press("/");
    await ana.page.keyboard.type('"uncoated range"');
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("heading", { name: /Search: / }).waitFor();
    await ana.page.getByRole("option", { name: /Spring at Olsen/ }).waitFor();
    assert.equal(await ana.page.getByRole("option").count(), 1);
  });
}
