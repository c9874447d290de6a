import type { BrowserContextOptions } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAxeViolations } from "../support/findAxeViolations";
import { findOverflow } from "../support/findOverflow";
import { openLosscope } from "../support/losscopePage";
import { closeBrowser, openPage } from "../support/openPage";
import { type ServedSite, serveDist } from "../support/serveDist";

/** What is loaded after the first paint (KaTeX, lists) is there by then. */
const SETTLED_MS = 700;
/** Sizes and looks such that each size, theme and language is met; site.test.ts has the others of the page at rest. */
const LOOKS: readonly [name: string, options: BrowserContextOptions][] = [
  ["a desktop in light and English", { viewport: { width: 1440, height: 900 }, colorScheme: "light", locale: "en-US" }],
  ["a tablet in dark and Chinese", { viewport: { width: 1024, height: 768 }, colorScheme: "dark", locale: "zh-CN" }],
  [
    "a phone in dark and English",
    { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "en-US", hasTouch: true, isMobile: true },
  ],
];

let site: ServedSite;
beforeAll(async () => {
  site = await serveDist("/");
});
afterAll(async () => {
  await closeBrowser();
  await site?.close();
});

describe.each(LOOKS)("on %s", (_, options) => {
  it("axe finds no rule broken and nothing too wide, whatever is open", async () => {
    const { page, close } = await openPage(site.url, { reducedMotion: "reduce", ...options });
    await page.locator("[data-line=boundary]").waitFor({ state: "attached" });
    const found: string[] = [];
    const look = async (what: string, part?: string) => {
      const problems = [...(await findAxeViolations(page, part)), ...(await findOverflow(page))];
      found.push(...problems.map((problem) => `${what}: ${problem}`));
    };
    await page.waitForTimeout(SETTLED_MS);
    await look("the page");
    const tabs = page.getByRole("tab");
    for (const tab of (await tabs.all()).slice(1)) {
      await tab.click();
      await look(`the part ${await tab.innerText()}`);
      await openEach();
    }
    if ((await tabs.count()) > 0) await tabs.first().click();
    await openEach();
    await page.locator('[role=combobox][aria-keyshortcuts="/"], button[aria-keyshortcuts="/"]').click();
    await page.getByRole("option").first().waitFor();
    await look("the picker");
    await page.keyboard.press("Escape");
    await page.locator("[aria-keyshortcuts=Space]").click();
    await page.waitForTimeout(SETTLED_MS);
    await look("a running training");
    expect(found).toEqual([]);
    await close();

    /** Every popover that can be reached as the page stands. */
    async function openEach() {
      const triggers = page.locator("button[aria-haspopup=dialog]:visible");
      for (let i = 0; i < (await triggers.count()); i++) {
        const name = (await triggers.nth(i).textContent()) ?? "";
        if ((await triggers.nth(i).getAttribute("role")) === "combobox") continue;
        await triggers.nth(i).click();
        await page.getByRole("dialog").waitFor();
        await page.getByRole("dialog").getByText(/\S/).nth(1).waitFor();
        await look(`the popover ${name}`, "[role=dialog]");
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
    }
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
