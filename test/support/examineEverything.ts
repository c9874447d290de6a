import type { BrowserContextOptions } from "playwright";
import { findAxeViolations } from "./findAxeViolations";
import { findOverflow } from "./findOverflow";
import { openPage } from "./openPage";

/** By then, everything that loads after the first paint (KaTeX, lists) is there. */
const SETTLED_MS = 700;

/**
 * The faults that axe finds and the elements wider than the page, with everything open in turn:
 * each part, each popover, the picker, a running training.
 */
export async function examineEverything(url: string, options: BrowserContextOptions): Promise<string[]> {
  const { page, close } = await openPage(url, { reducedMotion: "reduce", ...options });
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
  await close();
  return found;

  /** Every list of choices in the page's present state. */
  async function openLists() {
    const lists = page.locator("[role=combobox][aria-haspopup=listbox]:visible");
    for (let i = 0; i < (await lists.count()); i++) {
      const name = (await lists.nth(i).getAttribute("aria-label")) ?? "";
      await lists.nth(i).click();
      await page.getByRole("listbox").waitFor();
      await look(`the list ${name}`);
      await page.keyboard.press("Escape");
      await page.getByRole("listbox").waitFor({ state: "detached" });
    }
  }

  /** Every popover that can be reached in the page's current state. */
  async function openEach() {
    await openLists();
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
}
