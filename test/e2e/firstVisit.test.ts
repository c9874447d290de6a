import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

const site = builtSite();

describe("a first-time visitor", () => {
  it("finds the network trained, reads one sentence that says what to drag, and never again after dragging it", async () => {
    const { losscope, page, problems, close } = await openLosscope(site.url);
    expect(await losscope.epochs()).toEqual({ epoch: 30, total: 30 });
    expect(await losscope.figure("F1")).toBeGreaterThan(0.7);
    await page.getByText("learned boundary").waitFor();
    await page.getByText("1,860 samples").waitFor();
    const sentence = page.getByText(/Few positives, many easy negatives\. Drag γ: /);
    await sentence.waitFor();

    const trained = await losscope.boundary();
    await losscope.slider("focusing").press("ArrowRight");
    await losscope.until(async () => (await losscope.boundary()) !== trained, "another boundary");
    await sentence.waitFor({ state: "detached" });
    await page.waitForURL(/#/);
    await page.reload();
    await losscope.ready();
    expect(await sentence.count()).toBe(0);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("sees the training played epoch by epoch, and at once where motion is reduced", async () => {
    for (const [reducedMotion, isPlayed] of [
      ["no-preference", true],
      ["reduce", false],
    ] as const) {
      const { page, close } = await openPage("about:blank", { reducedMotion });
      await page.addInitScript(() => {
        const epochs = new Set<string>();
        Object.assign(globalThis, { epochs });
        const look = () => {
          const bar = document.querySelector("[role=progressbar]");
          if (bar) epochs.add(bar.getAttribute("aria-valuenow")!);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.goto(site.url);
      await page.getByRole("button", { name: "Watch it learn" }).waitFor();
      const shown = await page.evaluate(() => [...(globalThis as unknown as { epochs: Set<string> }).epochs]);
      const between = shown.filter((epoch) => epoch !== "0" && epoch !== "30");
      expect(between.length > 0, `epochs shown: ${shown.join()}`).toBe(isPlayed);
      await close();
    }
  });

  it("never reads of a learned boundary before anything has been learned", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { untrained: true });
    await page.getByText("untrained network").waitFor();
    expect(await page.getByText("learned boundary").count()).toBe(0);
    await losscope.button("Train").click();
    await page.getByText("learned boundary").waitFor();
    await close();
  });
});
