import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";
import { findLooseTexts, translatePage } from "../support/translatePage";

/** Losses that each have a view of their own. */
const LOSSES = [
  "nn.CrossEntropyLoss",
  "nn.KLDivLoss",
  "nn.CTCLoss",
  "nn.AdaptiveLogSoftmaxWithLoss",
  "nn.TripletMarginLoss",
  "nn.MarginRankingLoss",
  "Dice loss",
  "nn.BCELoss",
];
/** Time for a loss's view to load and draw. */
const SETTLED_MS = 500;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const site = builtSite();

async function chooseLoss(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Loss function" }).click();
  await page.getByRole("combobox", { name: "Search losses" }).fill(name);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(SETTLED_MS);
}

describe.each([
  ["desktop", {}],
  ["phone", PHONE],
])("a page that the browser translates, on a %s", (_, options) => {
  it("goes on working in every view, part and loss, and keeps its numbers up to date", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, { ...options, untrained: true });
    await losscope.setInstant(false);
    await translatePage(page);

    await losscope.slider("focusing").press("ArrowRight");
    await losscope.slider("balance").press("ArrowLeft");
    await losscope.takeStep();
    await losscope.reaches(1);
    for (const view of ["Compare", "Sweep", "Explore"]) {
      await page.getByRole("navigation").getByText(view).click();
      await page.getByText(view === "Explore" ? /epoch 0 of 30/ : /^(Watch them learn|Pause|Fill the map)$/).waitFor();
    }
    const tabs = await page.getByRole("tab").all();
    for (const tab of [...tabs.slice(1), ...tabs.slice(0, 1)]) await tab.click();
    // On a phone the languages are in the menu.
    if (options === PHONE) await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("radio", { name: "中文" }).click();
    await page.getByRole("radio", { name: "EN" }).click();
    await page.keyboard.press("Escape");
    for (const loss of LOSSES) {
      await chooseLoss(page, loss);
    }
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

describe("the page's own texts", () => {
  it("have an element of their own wherever something stands next to them, in every view and loss", async () => {
    const { page, close } = await openLosscope(site.url);
    const found = async () => (await findLooseTexts(page)).map((html) => html.slice(0, 200));
    for (const view of ["Compare", "Sweep", "Explore"]) {
      await page.getByRole("navigation").getByText(view).click();
      await page.waitForTimeout(SETTLED_MS);
      expect(await found(), view).toEqual([]);
    }
    for (const loss of LOSSES) {
      await chooseLoss(page, loss);
      expect(await found(), loss).toEqual([]);
    }
    await page.getByText("About this loss").click();
    await page.getByRole("dialog").getByRole("heading").first().waitFor();
    expect(await found(), "a loss's card").toEqual([]);
    await close();
  });
});
