import { open_draft } from "./acts.mjs";
import { no_serious_fault } from "./browser.mjs";

export function history(test) {
  test("shows the history, compares and restores", async ({ ana }) => {
    await open_draft(ana.page, "Lines");
    await ana.page.getByRole("toolbar", { name: "Editor" }).getByRole("button", { name: "History" }).click();
    await ana.page.locator(".changed-unit").first().waitFor();
    await no_serious_fault(ana.page, "history");
    await ana.page.getByRole("button", { name: "Restore version 1" }).click();
    await ana.page.getByText("Version 1 is restored.").waitFor();
    await ana.page.getByRole("button", { name: "Back to the message" }).click();
    await ana.page.waitForFunction(() => document.querySelector("#body")?.value.includes("second line"));
  });
}
