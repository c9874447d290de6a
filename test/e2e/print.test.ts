import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { findOverflow } from "../support/findOverflow";
import { openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

/** The printable width and height of A4 in CSS pixels, inside margins of 12 mm. */
const PORTRAIT = { width: 703, height: 1031 };
const LANDSCAPE = { width: 1031, height: 703 };

const site = builtSite();

/**
 * The page as laid out for paper: as a browser does it, at the event before the page's width
 * changes.
 */
async function print(page: Page, paper: { width: number; height: number }): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print" });
}

/** The brightness of the plane's first pixel, 0 to 1: outside the rings a pale blue on paper. */
function cornerBrightness(page: Page): Promise<number> {
  return page
    .locator("canvas")
    .first()
    .evaluate((canvas) => {
      const copy = document.createElement("canvas");
      const context = copy.getContext("2d")!;
      context.drawImage(canvas as HTMLCanvasElement, 0, 0);
      const [red, green, blue] = context.getImageData(2, 2, 1, 1).data;
      return (red! + green! + blue!) / 3 / 255;
    });
}

describe.each([
  ["portrait", PORTRAIT],
  ["landscape", LANDSCAPE],
])("Explore in the dark theme, on paper in %s", (_, paper) => {
  it("is light and whole: all parts, with their tracks and marks, nothing beyond the edge", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url, { colorScheme: "dark" });
    await page.getByRole("heading", { name: /^Who drives the gradient/ }).waitFor();
    const dark = await cornerBrightness(page);
    await print(page, paper);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
    await expect.poll(() => cornerBrightness(page)).toBeGreaterThan(dark + 0.2);
    for (const heading of await page.getByRole("heading").all()) expect(await heading.isVisible()).toBe(true);
    const headings = (await page.getByRole("heading").allInnerTexts()).join();
    for (const part of ["The loss", "The experiment", "Gradient", "Hard and easy", "Who drives", "Validation", "F1"])
      expect(headings).toContain(part);
    // Browsers leave backgrounds out unless an element asks for them: a slider's track is one.
    const track = losscope.slider("focusing").locator("xpath=../..");
    expect(await track.evaluate((element) => getComputedStyle(element).printColorAdjust)).toBe("exact");
    expect(await losscope.button("Train again").isVisible()).toBe(false);
    expect(await findOverflow(page)).toEqual([]);

    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(() => cornerBrightness(page)).toBeLessThan(dark + 0.05);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

describe.each(["compare", "sweep"])("%s on paper", (view) => {
  it("has nothing beyond the edge, and no chart that is wider than its column", async () => {
    const { page, problems, close } = await openPage(`${site.url}#view=${view}`);
    await page.locator("canvas").first().waitFor();
    await print(page, PORTRAIT);
    expect(await findOverflow(page)).toEqual([]);
    const wider = await page.evaluate(() =>
      [...document.querySelectorAll("canvas, svg[role=img]")].filter(
        (element) => element.getBoundingClientRect().right > innerWidth + 1,
      ),
    );
    expect(wider).toEqual([]);
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

it("a phone prints all parts too, not only the chosen tab", async () => {
  const { page, close } = await openLosscope(site.url, { viewport: { width: 390, height: 844 } });
  await print(page, PORTRAIT);
  expect(await page.getByRole("tab").count()).toBe(0);
  for (const name of ["The loss", "The experiment"]) await page.getByRole("heading", { name, exact: true }).waitFor();
  await close();
});
