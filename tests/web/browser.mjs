// Debian's Chromium, one profile for each person, and axe-core.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kLongestWait } from "./waiting.mjs";

const require_from_page = createRequire(join(process.env.POSTROOM_PAGE, "../package.json"));
const { chromium } = require_from_page("playwright-core");
const axe = readFileSync(require_from_page.resolve("axe-core/axe.min.js"), "utf8");

const kFlags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

// `page` is the tab in front; a test that closes it puts another in its place.
export async function open_browser() {
  const profile = mkdtempSync(join(tmpdir(), "postroom-browser-"));
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: kFlags, headless: true, viewport: { width: 1440, height: 900 }, locale: "en-GB",
  });
  context.setDefaultTimeout(kLongestWait);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page: context.pages()[0] ?? (await context.newPage()), close };
}

export async function no_serious_fault(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { iframes: false }));
  const serious = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
  const told = serious.map((fault) => `${fault.id}: ${fault.nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`);
  assert.deepEqual(told, [], where);
}
