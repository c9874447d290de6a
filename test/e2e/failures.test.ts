import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { hashOf, LosscopePage, openLosscope } from "../support/losscopePage";
import { openPage } from "../support/openPage";

/**
 * Three layers, a loss without bounds and a learning rate a hundred times too large: the weights
 * exceed float32 within an epoch.
 */
const DIVERGING = {
  model: { hidden: [8, 8, 8] },
  loss: { id: "hinge" },
  optimizer: { name: "SGD", learningRate: 10, momentum: 0.9 },
};

const site = builtSite();

describe("a failure shows a sentence and a next step that works", () => {
  it("when training diverges: it trains at a tenth of the rate", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { hash: hashOf(DIVERGING) });
    const alert = page.getByRole("alert");
    await alert.filter({ hasText: /diverged at step \d+/ }).waitFor();
    await losscope.button("Train with a tenth of the rate").click();
    await alert.waitFor({ state: "detached" });
    expect(Number(await losscope.number("Learning rate").inputValue())).toBe(1);
    await losscope.finishes();
    expect((await losscope.epochs()).epoch).toBe(30);
    await close();
  });

  it("when the worker crashes during a run: the run starts again", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { untrained: true });
    await losscope.button("Train").click();
    await losscope.reaches(10);
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error("the thread came to grief");
        });
      });
    }
    const alert = page.getByRole("alert");
    await alert.filter({ hasText: /training thread ended at step \d+/ }).waitFor();
    await losscope.button("Start again").click();
    await alert.waitFor({ state: "detached" });
    await losscope.ready();
    await losscope.button("Train").click();
    await losscope.reaches(10);
    await close();
  });

  it("when the worker's code cannot be loaded: the run starts again once it can", async () => {
    const opened = await openPage("about:blank");
    const { page } = opened;
    const losscope = new LosscopePage(page);
    let offline = true;
    await page.context().route(/run\.worker/, (route) => (offline ? route.abort() : route.continue()));
    await page.goto(site.url);
    await page.getByRole("alert").filter({ hasText: "training thread ended" }).waitFor();
    offline = false;
    await losscope.button("Start again").click();
    await losscope.button("Train").click();
    await losscope.reaches(1);
    await opened.close();
  });

  it("when the code of one part cannot be loaded, as after a new release: that part says so, and the rest works", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { untrained: true });
    await page.context().route(/DatasetSettings|CompareView/, (route) => route.abort());
    await page.getByRole("button", { name: /^rings/ }).click();
    const alert = page.getByRole("alert");
    await alert.filter({ hasText: "This part of the page could not be shown" }).waitFor();
    await page.keyboard.press("Escape");
    await alert.waitFor({ state: "detached" });
    await losscope.takeStep();
    await losscope.reaches(1);
    await page.getByRole("navigation").getByText("Compare").click();
    await alert.waitFor();
    await page.getByRole("navigation").getByText("Explore").click();
    expect((await losscope.steps()).step).toBe(1);
    await close();
  });
});
