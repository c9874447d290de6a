import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { forcedMarks, VISIBLE_MARKS } from "../support/forcedMarks";
import { launchBrowser, openPage } from "../support/openPage";

const TOO_OLD = /^This browser is too old for Losscope/;
const NOT_LOADED = /^Losscope’s code cannot be loaded here/;

const site = builtSite();

describe("a page that cannot start says why", () => {
  it("in a frame without an origin, with a link to the page itself", async () => {
    const page = await (await launchBrowser()).newPage();
    await page.setContent(`<iframe sandbox="allow-scripts" src="${site.url}" width="800" height="600"></iframe>`);
    const frame = page.frameLocator("iframe");
    await frame.getByText(NOT_LOADED).waitFor();
    expect(await frame.getByRole("link", { name: "the page itself" }).getAttribute("href")).toBe(site.url);
    await page.close();
  });

  it("where its code does not come", async () => {
    const { page, close } = await openPage("about:blank");
    await page.context().route(/assets\/page-.*\.js/, (route) => route.abort());
    await page.goto(site.url);
    await page.getByText(NOT_LOADED).waitFor();
    await close();
  });

  it.each([
    ["Firefox 120, without :has", ":has"],
    ["Chrome 116, without subgrid", "subgrid"],
  ])("in a browser that is too old, such as %s", async (_, missing) => {
    const { page, close } = await openPage("about:blank");
    await page.addInitScript((lacking) => {
      const { supports } = CSS;
      CSS.supports = (...condition: [string]) => !condition.join().includes(lacking) && supports(...condition);
    }, missing);
    await page.goto(site.url);
    await page.getByText(TOO_OLD).waitFor();
    await close();
  });

  it("in a browser that is too old, such as Safari 16.3, without DecompressionStream", async () => {
    const { page, close } = await openPage("about:blank");
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "DecompressionStream"));
    await page.goto(site.url);
    await page.getByText(TOO_OLD).waitFor();
    await close();
  });

  it("and says nothing where it starts", async () => {
    const { page, close } = await openPage(site.url);
    await page.getByRole("navigation").waitFor();
    for (const sentence of [TOO_OLD, NOT_LOADED]) expect(await page.getByText(sentence).isVisible()).toBe(false);
    await close();
  });
});

it("Copy selects the code where there is no clipboard, and says which key copies it", async () => {
  const { page, close } = await openPage("about:blank");
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.goto(site.url);
  // Highlighting replaces the plain text, and a selection in it.
  await page.locator("code [class*=keyword]").first().waitFor();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Selected: press Ctrl+C" }).waitFor();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain("def focal_loss");
  await close();
});

it("forced colours keep the current view, the meters and the sentence's disc visible", async () => {
  const { page, close } = await openPage(site.url, { forcedColors: "active" });
  await page.getByRole("meter").first().waitFor();
  expect(await page.evaluate(forcedMarks)).toEqual(VISIBLE_MARKS);
  await close();
});
