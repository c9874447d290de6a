import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { openLosscope } from "../support/losscopePage";

/** The look with the least room; the others, and all that can be opened, are in accessibility.long.test.ts. */
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true } as const;

const site = builtSite();

describe("the page as it opens", () => {
  it("breaks no rule of axe's and is not too wide, on a phone in dark", async () => {
    const { page, close } = await openLosscope(site.url, PHONE);
    expect(await findOverflow(page)).toEqual([]);
    expect(await findAxeViolations(page)).toEqual([]);
    await close();
  });
});

describe("a failure's banner", () => {
  it("and a notice's break no rule", async () => {
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
