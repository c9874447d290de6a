import type { Locator, Page } from "playwright";
import { describe, expect, it } from "vitest";
import { modulesOf } from "../structure/modulesOf";
import { builtSite } from "../support/builtSite";
import { hashOf, LosscopePage, openLosscope, PATIENCE_MS } from "../support/losscopePage";
import { openPage } from "../support/openPage";

/** A part of the page whose code is fetched when it is needed. */
interface Part {
  /** The module that is fetched. */
  name: string;
  /** What the user does to see it. */
  open: () => Promise<unknown>;
  /** Something of the part. */
  shown: Locator;
  /** How the page says that it is missing: in its place, or in a notice. */
  says: "here" | "notice";
  /** A module inside the part that stays missing even online: it has its own turn later. */
  without?: string;
  close?: () => Promise<unknown>;
}

/** Fetched after the first paint without being requested. */
const AFTER_FIRST_PAINT = [
  "FormulaView",
  "HistoriesView",
  "MetricsView",
  "NetworkView",
  "PlaneNote",
  "PointwiseBlocks",
];
/** Only a large screen has all of them. */
const LARGE_SCREEN = { width: 1920, height: 1080 };
const AFTER_FIRST_PAINT_FILES = /\/assets\/(formula|explore|MetricsView|PlaneNote)-/;
/** What is not missed, because something else is shown or says so. */
const QUIET: Readonly<Record<string, string>> = {
  HighlightedCode: "the code is there without colours",
  katex: "fetched with FormulaView",
  "katex/dist/katex.min.css": "fetched with FormulaView",
  startPrefetch: "runs are trained when they are requested",
  likelyNextValues: "runs are trained when they are requested",
  SampleBlocks: "fetched with PointwiseBlocks, or says so in the place of its table",
  AlwaysNoNote: "says so on the plane, as PlaneNote does",
  LogNote: "says so below the curves, as they do",
  ValidationPlanes: "the training samples stay, with the part's own words below",
  BatchFormulaNote: "says so below the formula, as every part does",
  FailureNote: "says so on the plane, as PlaneNote does",
  NoticeBar: "nothing is to be noticed yet",
  printing: "the page is printed as it is shown",
  LinkNotice: "shown when a link has just been read",
  followAddress: "the address keeps what it held",
  openExperiment: "an experiment that cannot be opened is not",
  pageLink: "the address follows when there is a connection",
  optimizers: "a double click on the learning rate does nothing",
  losses: "fetched with LossList, which says so",
  logitGraphs: "the loss is refused, with the reason",
  client: "the loss is refused, with the reason",
  en: "fetched with the parts that show these texts",
};

const OFFLINE = /^You are offline, and this (part )?is not loaded yet\./;
const FAILED = "This part of the page could not be shown.";
const site = builtSite();

/** Every module of the page that is imported when it is needed, by file name. */
function lateModules(): string[] {
  const ofPage = [...modulesOf("src")].filter(([path]) => !/^src\/(engine|training|losses|wasm)\//.test(path));
  const names = ofPage.flatMap(([, text]) =>
    // Not those in comments and types.
    [...text.replaceAll(/^ *\*.*$/gm, "").matchAll(/(?<!typeof )\bimport\("([^"]+)"\)/g)].map((match) => match[1]!),
  );
  const fileName = (specifier: string) =>
    specifier.startsWith(".") ? specifier.replace(/^.*\//, "").replace(/\.json$/, "") : specifier;
  return [...new Set(names.map(fileName))];
}

function partsOfExplore(page: Page): Part[] {
  const dialog = page.getByRole("dialog");
  const exported = page.getByRole("dialog", { name: "Export as ONNX" });
  const leave = async () => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  };
  const press = (name: string | RegExp) => () => page.getByRole("button", { name }).first().click();
  const list = (name: string) => () => page.getByRole("combobox", { name, exact: true }).click();
  const choose = async (loss: string) => {
    await list("Loss function")();
    await page.getByRole("combobox", { name: "Search losses" }).fill(loss);
    await page
      .getByRole("option", { name: new RegExp(`^${loss}`) })
      .first()
      .click();
  };
  const inPopover = (name: string, trigger: RegExp): Part => ({
    ...{ name, says: "here", open: press(trigger), close: leave },
    shown: dialog.locator("button, input, table").first(),
  });
  const inDialog = (name: string, trigger: string): Part => ({
    ...{ name, says: "notice", open: press(trigger), close: leave },
    shown: dialog,
  });
  const view = (name: string): Part => ({
    ...{ name: `${name}View`, says: "here" },
    open: () => page.getByRole("link", { name }).click(),
    shown: page.getByRole("region", { name, exact: true }),
    close: () => page.getByRole("link", { name: "Explore" }).click(),
  });
  /** The picture of a loss, with a heading. */
  const picture = (name: string, loss: string, heading: string | RegExp): Part => ({
    ...{ name, says: "here", open: () => choose(loss), close: () => choose("Hinge loss") },
    shown: page.getByRole("heading", { name: heading }).first(),
  });
  return [
    {
      ...{ name: "zh-Hans", says: "notice" },
      open: () => page.getByText("中文", { exact: true }).click(),
      shown: page.locator("html[lang=zh-Hans]"),
      close: () => page.getByText("EN", { exact: true }).click(),
    },
    {
      ...{
        name: "SelectList",
        says: "notice",
        open: list("Metric of the history"),
        shown: page.getByRole("option").first(),
      },
      close: () => page.keyboard.press("Escape"),
    },
    {
      ...inPopover("PopoverPanel", /More$/),
      ...{ says: "notice", without: "MorePanel", shown: dialog.getByText(FAILED) },
    },
    inPopover("MorePanel", /More$/),
    inPopover("SharePanel", /Link to this page$/),
    inPopover("RunSettings", /How it trains$/),
    inPopover("CurveOptions", /Axes of the curves$/),
    inPopover("DotOptions", /The dots$/),
    inPopover("OverlayPicker", /Compare with$/),
    inPopover("DatasetSettings", /, The data$/),
    inPopover("NetworkSettings", /, The network$/),
    inPopover("OptimizerSettings", /, Optimiser$/),
    inPopover("SeedSettings", /, Seeds$/),
    inPopover("AllMetrics", /, All metrics, training and validation$/),
    {
      ...{ ...inDialog("StabilityDialog", "stability"), without: "DialogWindow" },
      shown: page.getByRole("status").getByText("This could not be loaded."),
      // The notice goes with the next connection.
      close: async () => {
        await page.context().setOffline(true);
        await page.context().setOffline(false);
      },
    },
    inDialog("DialogWindow", "stability"),
    {
      ...inDialog("ExportDialog", "Export"),
      open: async () => {
        if (!(await dialog.isVisible())) await press(/More$/)();
        await dialog.getByRole("button", { name: "Export" }).click();
      },
      shown: exported,
      // The window, then the menu below it.
      close: async () => {
        await page.keyboard.press("Escape");
        await exported.waitFor({ state: "detached" });
        await leave();
      },
    },
    { ...inDialog("LossCardDialog", "About this loss"), without: "PitfallList" },
    { ...inPopover("PitfallList", /^About this loss$/), shown: dialog.getByText("Pitfalls of other losses") },
    view("Compare"),
    view("Sweep"),
    {
      ...{ name: "LossList", says: "notice", open: list("Loss function") },
      shown: page.getByRole("option", { name: /^Hinge loss/ }),
      // Fetches what any other loss needs.
      close: async () => {
        await page.keyboard.press("Escape");
        const fetched = page.waitForResponse(/\/logitGraphs-/);
        await choose("Hinge loss");
        await fetched;
      },
    },
    { ...picture("OwnView", "Cross entropy", /./), without: "SimplexView", shown: page.getByText(FAILED) },
    picture("SimplexView", "Cross entropy", "Three classes"),
    { ...picture("NotesBlock", "Kullback", "When to use it"), without: "DistributionsView" },
    picture("DistributionsView", "Kullback", "Two distributions"),
    picture("VectorsView", "Triplet margin loss", "Vectors"),
    picture("ScoresView", "Margin ranking", "Two scores"),
    picture("PredictionView", "Poisson negative", "Loss"),
    picture("LatticeView", "Connectionist", "Alignments"),
    picture("ClustersView", "Adaptive log-softmax", "Classes by frequency"),
    picture("BatchOfRun", "Dice loss", "What the ratio is made of"),
  ];
}

/** Opens each part without a connection, then with one. */
async function walk(parts: readonly Part[], page: Page): Promise<void> {
  const context = page.context();
  /** The module that is missing even online, and whether it has been requested. */
  const withheld = { name: undefined as string | undefined, requested: false };
  await context.route(/\/assets\//, (route) => {
    const file = route.request().url().replace(/^.*\//, "");
    if (withheld.name === undefined || !file.startsWith(`${withheld.name}-`)) return route.continue();
    withheld.requested = true;
    return route.abort();
  });
  const message = page.getByText(OFFLINE);
  for (const part of parts) {
    const expected = (what: string) => (error: unknown) => {
      throw new Error(`${part.name}: expected ${what}\n${error}`);
    };
    await page.mouse.move(0, 0);
    withheld.name = part.without;
    await context.setOffline(true);
    await part.open().catch(expected("that it can be opened"));
    await message.first().waitFor({ timeout: PATIENCE_MS }).catch(expected("a sentence that it is missing"));
    const place = page.getByRole(part.says === "here" ? "alert" : "status").filter({ has: message.first() });
    expect(await place.count(), part.name).toBeGreaterThan(0);
    // Loading the page again would leave the user with nothing.
    expect(await page.getByRole("button", { name: "Load again" }).count(), part.name).toBe(0);
    expect(await page.locator("main").isVisible(), part.name).toBe(true);
    withheld.requested = false;
    await context.setOffline(false);
    if (part.says === "notice") {
      await message.waitFor({ state: "detached" });
      await part.open();
    }
    // Before that, the part itself may still say that it could not be shown.
    if (part.without !== undefined) {
      await expect.poll(() => withheld.requested, { timeout: PATIENCE_MS, message: part.name }).toBe(true);
    }
    await part.shown.waitFor({ timeout: PATIENCE_MS }).catch(expected("it with a connection"));
    withheld.name = undefined;
    await part.close?.();
  }
}

describe("code that cannot be fetched", () => {
  it("for what follows the first paint: each part says so in its place, and comes at another try", async () => {
    const { page, problems, close } = await openPage("about:blank", { viewport: LARGE_SCREEN });
    let missing = true;
    await page.context().route(AFTER_FIRST_PAINT_FILES, (route) => (missing ? route.abort() : route.continue()));
    await page.goto(site.url);
    const alerts = page.getByRole("alert").filter({ hasText: FAILED });
    await expect.poll(() => alerts.count(), { timeout: PATIENCE_MS }).toBe(AFTER_FIRST_PAINT.length);
    const losscope = new LosscopePage(page);
    // The network trains all the same.
    await page.locator("[data-line=boundary] path").first().waitFor({ state: "attached" });
    expect(await page.getByText("def focal_loss").isVisible()).toBe(true);
    expect(await alerts.getByRole("button", { name: "Load again" }).count()).toBe(AFTER_FIRST_PAINT.length);
    missing = false;
    for (let left = AFTER_FIRST_PAINT.length; left > 0; left--) {
      await alerts.first().getByRole("button", { name: "Try again" }).click();
      await expect.poll(() => alerts.count(), { timeout: PATIENCE_MS }).toBe(left - 1);
    }
    await page.getByRole("math").first().waitFor({ state: "attached" });
    expect((await losscope.hardEasy()).length).toBe(2);
    expect(await losscope.history("Loss by epoch")).not.toEqual([]);
    // With their style: a sheet that could not be fetched is fetched again too.
    const sheets = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map(({ sheet }) => sheet !== null),
    );
    expect(sheets).not.toContain(false);
    expect(problems.pageErrors).toEqual([]);
    await close();
  });

  it("offline: each part, dialog and list says so, leaves the page standing, and comes with the connection", async () => {
    const { page, problems, close } = await openLosscope(site.url);
    await walk(partsOfExplore(page), page);
    expect(problems.pageErrors).toEqual([]);
    await close();
  });

  it("offline: files to save say so, and are saved with the connection", async () => {
    const { page, losscope, problems, close } = await openLosscope(site.url + hashOf({ epochs: 2 }));
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByRole("row", { name: /^F1 \.\d{3} \.\d{3} / }).waitFor({ timeout: PATIENCE_MS });
    await walk([fileToSave(page, "comparisonCsv", "Download every network as CSV")], page);
    await page.getByRole("link", { name: "Sweep" }).click();
    await losscope.type("Number of values, across", "2");
    await losscope.type("Number of values, upwards", "2");
    await losscope.button("Fill the map").click();
    await page
      .getByText(/^4 × \d+ steps in /)
      .last()
      .waitFor({ timeout: PATIENCE_MS });
    await walk(
      [
        fileToSave(page, "sweepCsv", "Download all metrics as CSV"),
        fileToSave(page, "mapPicture", "Download the map as PNG"),
      ],
      page,
    );
    expect(problems.pageErrors).toEqual([]);
    await close();
  });

  it("is all in one of these tests, or not missed for a reason", async () => {
    const { page, close } = await openPage("about:blank");
    const walked = partsOfExplore(page).map(({ name }) => name);
    await close();
    const files = ["comparisonCsv", "sweepCsv", "mapPicture"];
    const tested = [...walked, ...files, ...AFTER_FIRST_PAINT, ...Object.keys(QUIET)];
    expect(lateModules().sort()).toEqual(tested.sort());
  });
});

/** A button that saves a file. */
function fileToSave(page: Page, name: string, button: string): Part {
  const saved = page.waitForEvent("download", { timeout: 0 });
  return {
    ...{ name, says: "notice", open: () => page.getByRole("button", { name: button }).click() },
    shown: page.getByRole("button", { name: button }),
    close: () => saved,
  };
}
