import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { hashOf, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

const site = builtSite();

describe("a learner in the catalogue", () => {
  it("finds Dice by its Chinese name, trains on it, and sees the sums that it consists of", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url);
    await losscope.setInstant(true);
    await page.keyboard.press("/");
    const search = page.getByRole("combobox", { name: "Search losses" });
    await search.fill("dice 损失");
    await page.getByRole("option", { name: /^Dice loss/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("What the ratio is made of").first().waitFor();
    await losscope.finishes();
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("sees the tutorial's 0.5493 calculated in both forms, and cross entropy training on two outputs", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, {
      hash: hashOf({ loss: { id: "cross-entropy" }, epochs: 2 }),
      viewport: { width: 1366, height: 768 },
    });
    await page.getByRole("button", { name: "the tutorial’s example" }).click();
    const mean = page.getByRole("paragraph").filter({ hasText: /^Mean of the two/ });
    await mean.waitFor();
    const { bottom, height } = await mean.evaluate((element) => ({
      bottom: element.getBoundingClientRect().bottom,
      height: innerHeight,
    }));
    expect(bottom, "opens in view").toBeLessThanOrEqual(height);
    expect((await mean.innerText()).match(/0?\.5493/g)?.length).toBeGreaterThanOrEqual(2);
    await page.getByText("2–4–8–2").first().waitFor();
    await losscope.setPace("full speed");
    await losscope.button("Watch it learn").click();
    await losscope.finishes();
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("opens a loss that fits no network, reads why, drags a vector, and reads the loss's card", async () => {
    const { page, problems, close } = await openPage(site.url + hashOf({ loss: { id: "triplet-margin" } }));
    await page.getByText("Take the network’s last hidden layer").first().waitFor();
    await page.getByText("does not fit the network").waitFor();
    expect(await page.getByRole("button", { name: "Train", exact: true }).isDisabled()).toBe(true);
    const negative = page.getByRole("slider", { name: /negative/ }).first();
    const before = await negative.getAttribute("aria-valuetext");
    await negative.press("ArrowRight");
    expect(await negative.getAttribute("aria-valuetext")).not.toBe(before);
    await page.getByText("About this loss").first().click();
    await page.getByRole("dialog").getByText("nn.TripletMarginLoss").first().waitFor();
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("reads a long formula whole, and the names in it within their column", async () => {
    const { page, close } = await openPage(site.url + hashOf({ loss: { id: "pairwise-auc" } }));
    const where = page.locator("summary", { hasText: "where" });
    await where.waitFor();
    const past = (element: Element) => {
      const column = element.closest("section")!.getBoundingClientRect();
      const parts = [...element.querySelectorAll(".katex-html *")].map((part) => part.getBoundingClientRect().right);
      return Math.max(...parts) - column.right;
    };
    // KaTeX's characters come after the page.
    await expect.poll(() => where.evaluate(past)).toBeLessThanOrEqual(0);
    const loss = page.locator("section", { has: where }).locator(".katex-display").first();
    await expect.poll(() => loss.evaluate(past)).toBeLessThanOrEqual(1);
    await close();
  });
});
