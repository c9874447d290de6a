import { describe, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { openLosscope } from "../support/losscopePage";
import { launchBrowser } from "../support/openPage";

const site = builtSite();

describe("WebGPU, emulated in software", () => {
  it("is not chosen automatically, with the reason shown; it trains when the user chooses it, and a lost device leads to the CPU", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { untrained: true });
    const menu = page.getByRole("button", { name: /More$/ });
    await menu.click();
    await page.getByText("emulated in software").waitFor();
    await losscope.button("WebGPU").click();
    await page.getByText("You chose this engine.").waitFor();
    await page.keyboard.press("Escape");
    await losscope.ready();
    await losscope.button("Train").click();
    await losscope.reaches(20);

    const session = await (await launchBrowser()).newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    const alert = page.getByRole("alert");
    await alert.filter({ hasText: /GPU stopped answering at step \d+/ }).waitFor();
    await losscope.button("Continue on the CPU").click();
    await alert.waitFor({ state: "detached" });
    await menu.click();
    await page.getByRole("radio", { name: "CPU", exact: true }).and(page.locator(":checked")).waitFor();
    await page.keyboard.press("Escape");
    await losscope.ready();
    await losscope.takeStep();
    await losscope.reaches(1);
    await close();
  });
});
