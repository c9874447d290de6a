import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { hashOf, openLosscope } from "../support/losscopePage";

/**
 * The narrowest layout; the others, and all that can be opened, are in accessibility.long.test.ts.
 */
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true } as const;

const site = builtSite();

describe("the page as it opens", () => {
  it("has no fault that axe finds and is not wider than the window, on a phone in dark", async () => {
    const { page, close } = await openLosscope(site.url, PHONE);
    expect(await findOverflow(page)).toEqual([]);
    expect(await findAxeViolations(page)).toEqual([]);
    await close();
  });
});

describe("an open list, and a formula that is wider than its column", () => {
  it("have no fault that axe finds", async () => {
    // Its formula is one long line, which does not fit this column even when it is set smaller.
    const { page, close } = await openLosscope(site.url, {
      hash: hashOf({ loss: { id: "pairwise-auc" } }),
      viewport: { width: 320, height: 640 },
    });
    await page.getByRole("group", { name: "Formula" }).waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await page.getByRole("tab", { name: "Learning" }).click();
    await page.getByRole("combobox", { name: "Metric of the history", exact: true }).click();
    await page.getByRole("listbox").waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await close();
  });
});

describe("a slider on a logarithmic track", () => {
  it("has its real value and range for assistive technology, not the position of its thumb", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { hash: hashOf({ loss: { id: "bce-logits" } }) });
    const name = (await page.getByRole("spinbutton").first().getAttribute("aria-label"))!;
    await losscope.type(name, "30");
    const browser = await page.context().newCDPSession(page);
    const { nodes } = await browser.send("Accessibility.getFullAXTree");
    const slider = nodes.find((node) => node.role?.value === "slider" && node.name?.value === name);
    const largest = slider?.properties?.find((property) => property.name === "valuemax");
    expect([slider?.value?.value, largest?.value.value]).toEqual([30, 100]);
    await close();
  });
});

describe("the banners of a failure and of a notice", () => {
  it("have no fault that axe finds", async () => {
    const { losscope, page, close } = await openLosscope(site.url, { hash: "#e=99.abc", reducedMotion: "reduce" });
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error("the thread came to grief");
        });
      });
    }
    await page.getByRole("alert").waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
    await losscope.button("Start again").click();
    await close();
  });
});
