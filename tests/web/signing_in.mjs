import { no_serious_fault } from "./browser.mjs";
import { enter, sign_in } from "./acts.mjs";

export function signing_in(test) {
  test("lets nobody in with a wrong password", async ({ server, ana }) => {
    await ana.page.goto(server.address);
    await enter(ana.page, "ana", "wrong");
    await ana.page.getByText("The name or the password is wrong.").waitFor();
    await no_serious_fault(ana.page, "sign-in");
  });

  test("lets in with the right one", async ({ server, ana, ben }) => {
    await sign_in(ana.page, server.address, "ana");
    await sign_in(ben.page, server.address, "ben");
    await ana.page.getByRole("option").first().waitFor();
    await no_serious_fault(ana.page, "list");
  });

  test("shows who is signed in and signs out", async ({ server, ben }) => {
    await ben.page.getByRole("button", { name: "Account: Ben Okafor" }).click();
    await ben.page.getByRole("menuitem", { name: "Sign out" }).click();
    await ben.page.getByLabel("Password").waitFor();
    await sign_in(ben.page, server.address, "ben");
  });
}
