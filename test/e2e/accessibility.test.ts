import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { openLosscope } from "../support/losscopePage";

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
