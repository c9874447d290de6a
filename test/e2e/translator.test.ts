import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";
import { findLooseTexts, translatePage } from "../support/translatePage";

/** Losses that each have a view of their own, and a heading in that view. */
const LOSSES = {
  "nn.CrossEntropyLoss": "Three classes",
  "nn.KLDivLoss": "Two distributions",
  "nn.CTCLoss": "Alignments",
  "nn.AdaptiveLogSoftmaxWithLoss": "Classes by frequency",
  "nn.TripletMarginLoss": "Vectors",
  "nn.MarginRankingLoss": "Two scores",
  "Dice loss": "What the ratio is made of",
  "nn.BCELoss": "Loss",
} as const;
type LossName = keyof typeof LOSSES;
const lossNames = Object.keys(LOSSES) as LossName[];

/** The views in the order in which they are opened, and a text that only this view has. */
const VIEWS = {
  Compare: /^(Watch them learn|Pause)$/,
  Sweep: /^Fill the map$/,
  Explore: /^What the network learns$/,
} as const;
const viewNames = Object.keys(VIEWS) as (keyof typeof VIEWS)[];

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const site = builtSite();

async function showView(page: Page, view: keyof typeof VIEWS): Promise<void> {
  await page.getByRole("navigation").getByText(view).click();
  await page.getByText(VIEWS[view]).first().waitFor();
}

/** Chooses a loss and waits for its view, which on a phone is behind a tab. */
async function chooseLoss(page: Page, name: LossName): Promise<void> {
  await page.getByRole("combobox", { name: "Loss function" }).click();
  await page.getByRole("combobox", { name: "Search losses" }).fill(name);
  await page.keyboard.press("Enter");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  const weighing = page.getByRole("tab", { name: "Weighing" });
  if (await weighing.isVisible()) await weighing.click();
  await page.getByRole("heading", { name: LOSSES[name] }).first().waitFor();
}

// The layout with the most parts; the rule that the other test holds is the same in all.
describe("a page that the browser translates, on a phone", () => {
  it("goes on working in every view, part and loss, and keeps its numbers up to date", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, { ...PHONE, untrained: true });
    await losscope.setInstant(false);
    await translatePage(page);

    await losscope.slider("focusing").press("ArrowRight");
    await losscope.slider("balance").press("ArrowLeft");
    await losscope.takeStep();
    await losscope.reaches(1);
    for (const view of viewNames) await showView(page, view);
    const tabs = await page.getByRole("tab").all();
    for (const tab of [...tabs.slice(1), ...tabs.slice(0, 1)]) await tab.click();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("radio", { name: "中文" }).click();
    await page.getByRole("radio", { name: "EN" }).click();
    await page.keyboard.press("Escape");
    for (const loss of lossNames) await chooseLoss(page, loss);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

describe("the page's own texts", () => {
  it("have an element of their own wherever something stands next to them, in every view and loss", async () => {
    const { page, close } = await openLosscope(site.url);
    const found = async () => (await findLooseTexts(page)).map((html) => html.slice(0, 200));
    for (const view of viewNames) {
      await showView(page, view);
      expect(await found(), view).toEqual([]);
    }
    for (const loss of lossNames) {
      await chooseLoss(page, loss);
      expect(await found(), loss).toEqual([]);
    }
    await page.getByText("About this loss").click();
    await page.getByRole("dialog").getByRole("heading").first().waitFor();
    expect(await found(), "a loss's card").toEqual([]);
    await close();
  });
});
