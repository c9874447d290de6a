import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { examineEverything } from "../support/examineEverything";
import { findAxeViolations } from "../support/findAxeViolations";
import { openLosscope } from "../support/losscopePage";

/** The look with the most parts to open; the others are in accessibility.long.test.ts. */
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true } as const;

const site = builtSite();

describe("on a phone in dark", () => {
  it("axe finds no rule broken and nothing too wide, whatever is open", async () => {
    expect(await examineEverything(site.url, PHONE)).toEqual([]);
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
