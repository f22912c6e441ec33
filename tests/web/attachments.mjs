import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { new_draft, saved } from "./acts.mjs";

const kNames = ["proof.txt", "façade – plan.txt", "prices.csv"];

export function attachments(test) {
  test("sends several files at once, with their names, and takes one away again", async ({ ana }) => {
    await new_draft(ana.page, "With files");
    const list = ana.page.getByRole("list", { name: "Attachments" });
    await ana.page.locator("input[type=file]").setInputFiles(
      kNames.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`this is ${name}`) })));
    for (const name of kNames) await list.getByRole("link", { name }).waitFor();
    await ana.page.locator("#body").fill("with files");
    await saved(ana.page);
    assert.equal(await ana.page.locator(".conflict").count(), 0);
    await list.getByRole("button", { name: "Remove prices.csv" }).click();
    await list.getByText("prices.csv").waitFor({ state: "detached" });
  });

  test("takes several files before the message has ever been saved", async ({ ana }) => {
    await ana.page.getByRole("button", { name: "New message" }).click();
    await ana.page.locator("#subject").fill("Files first");
    await ana.page.locator("input[type=file]").setInputFiles(
      kNames.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`this is ${name}`) })));
    const list = ana.page.getByRole("list", { name: "Attachments" });
    for (const name of kNames) await list.getByRole("link", { name }).waitFor();
    await saved(ana.page);
  });

  test("takes a file that is dropped", async ({ ana }) => {
    const dropped = await ana.page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
      return transfer;
    });
    await ana.page.locator("#body").dispatchEvent("dragenter", { dataTransfer: dropped });
    await ana.page.locator("#body").dispatchEvent("drop", { dataTransfer: dropped });
    await ana.page.getByRole("list", { name: "Attachments" }).getByText("dropped.txt").waitFor();
  });

  test("hands a file back as it was", async ({ ana }) => {
    const coming = ana.page.waitForEvent("download");
    await ana.page.getByRole("link", { name: kNames[1] }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), kNames[1]);
    assert.equal(readFileSync(await download.path(), "utf8"), `this is ${kNames[1]}`);
  });
}
