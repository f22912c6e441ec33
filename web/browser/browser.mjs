// Chromium and the page with its mock, for the tests and the pictures.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { preview } from "vite";

const kLongestWait = 10_000; // milliseconds

const kFlags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function start_page() {
  process.env.NODE_ENV = "production";
  const server = await preview({ configFile: "vite.config.ts", preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const address = server.resolvedUrls.local[0].replace(/\/$/, "");
  return { address, stop: () => server.close() };
}

// One person's browser: a profile of its own.
export async function open_browser(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), "postroom-browser-"));
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: kFlags, headless: true, viewport: { width: 1440, height: 900 }, ...options,
  });
  context.setDefaultTimeout(kLongestWait);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, close };
}

export async function sign_in(page, address, name) {
  await page.goto(address);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(name);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("listbox", { name: "Messages" }).waitFor();
}
