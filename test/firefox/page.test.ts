/**
 * The built page in Firefox shows the numbers that Node computes with the same engine, and nothing
 * appears on the console.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { comparedExperiment } from "../../src/experiment/comparison";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { limits } from "../../src/experiment/limits";
import { defaultSettings, experimentsOf } from "../../src/experiment/sweep";
import { losses } from "../../src/losses";
import { crossEntropyChoice } from "../../src/store/crossEntropyChoice";
import { decodePage, encodePage } from "../../src/store/page/pageLink";
import { defaultPage } from "../../src/store/page/pageState";
import { builtSite } from "../support/builtSite";
import {
  difference,
  differences,
  METRIC_TOLERANCES,
  metricDifferences,
  runInNode,
  type ShownMetric,
  type ShownRun,
  shownMetrics,
} from "../support/shownRun";
import { FirefoxPage, PATIENCE_MS } from "./firefoxPage";
import { launchFirefox } from "./launchFirefox";

const MOVES = 12;
const MAP_COUNT = 4;

const catalogue = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../src/i18n/${file}.json`, import.meta.url)), "utf8"));
const english = { ...catalogue("en"), ...catalogue("later/en") };
const chinese = { ...catalogue("zh-Hans"), ...catalogue("later/zh-Hans") };

const site = builtSite();
const open: FirefoxPage[] = [];
let firefox: Browser | undefined;

beforeAll(async () => {
  firefox = await launchFirefox();
});
afterEach(async () => {
  const pages = open.splice(0);
  await Promise.all(pages.map((page) => page.close()));
  expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
});
afterAll(() => firefox?.close());

/** Opens the page at a hash and waits for a button that can be pressed. */
async function openPage(hash = "", button = "Watch it learn"): Promise<FirefoxPage> {
  const page = await FirefoxPage.open(firefox!, site.url + hash);
  open.push(page);
  await page.find("button", button);
  return page;
}

/**
 * Trains from the start to the end of the run, at full speed: it may be over before a look at it.
 */
async function train(page: FirefoxPage): Promise<void> {
  await page.setInstant(false);
  await page.setPace("full speed");
  await page.click("button", "Reset");
  await page.click("button", "Train");
  await page.find("button", "Watch it learn");
}

async function shown(page: FirefoxPage): Promise<ShownRun> {
  const metrics = { F1: 0, precision: 0, recall: 0, accuracy: 0 };
  for (const name of shownMetrics) metrics[name] = await page.metric(name);
  return { metrics, lossByEpoch: await page.tableRows("Loss by epoch") };
}

it("trains the tutorial's run to its last epoch", async () => {
  const page = await openPage();
  await train(page);
  expect(differences(await shown(page), await runInNode(tutorialExperiment))).toEqual([]);
});

it("trains again at each of a dozen moves of γ, to what a new page trains at the same address", async () => {
  const page = await openPage();
  await page.setInstant(true);
  const slider = await page.find("slider", "focusing");
  await slider.focus();
  for (let move = 1; move <= MOVES; move++) {
    await page.press("ArrowRight");
    const gamma = Number(await slider.evaluate((element) => element.getAttribute("aria-valuenow")));
    expect(gamma).toBeCloseTo(2 + 0.05 * move, 9);
    const epochs = await runInNode({ ...tutorialExperiment, loss: { id: "focal", parameters: { gamma } } });
    await expect
      .poll(async () => differences(await shown(page), epochs), { timeout: PATIENCE_MS, message: `γ = ${gamma}` })
      .toEqual([]);
  }
  const gammaOfLink = () => {
    return decodePage(page.hash())?.page.experiment.loss.parameters.gamma;
  };
  await expect.poll(gammaOfLink, { timeout: PATIENCE_MS }).toBeCloseTo(2 + 0.05 * MOVES, 9);

  const other = await openPage(page.hash());
  await train(other);
  expect(await shown(other)).toEqual(await shown(page));
});

it("trains the largest network on the CPU engine", async () => {
  const hidden = Array.from({ length: limits.hiddenLayers.max }, () => limits.width.max);
  const experiment: Experiment = {
    ...tutorialExperiment,
    model: { ...tutorialExperiment.model, hidden },
    dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
    epochs: 3,
  };
  const page = await openPage(await encodePage({ ...defaultPage, experiment }));
  const epochs = await runInNode(experiment);
  await expect.poll(async () => differences(await shown(page), epochs), { timeout: PATIENCE_MS }).toEqual([]);
  await page.click("button", english["more.heading"]!);
  // Any reason but that another engine has failed.
  await page.waitForText("p", /^On the CPU: /);
});

it("compares two losses", async () => {
  const page = await openPage("#view=compare", "Pause");
  const caption = await page.waitForText("caption", new RegExp(`, epoch ${tutorialExperiment.epochs}$`));
  const rows = await page.tableRows(caption);
  for (const [k, loss] of [tutorialExperiment.loss, crossEntropyChoice].entries()) {
    const epochs = await runInNode(comparedExperiment({ base: tutorialExperiment }, loss, 0));
    const metric = (name: ShownMetric) => Number(rows.find(([header]) => header === name)?.[k + 1]);
    const metrics = {
      F1: metric("F1"),
      precision: metric("precision"),
      recall: metric("recall"),
      accuracy: metric("accuracy"),
    };
    expect(metricDifferences(metrics, epochs), loss.id).toEqual([]);
  }
});

it("fills a map", async () => {
  const page = await openPage("#view=sweep", "Fill the map");
  await page.type("Number of values, across", String(MAP_COUNT));
  await page.type("Number of values, upwards", String(MAP_COUNT));
  await page.click("button", "Fill the map");
  const cells = () => page.tableRows("Map of F1 over α balance and γ focusing");
  await expect.poll(async () => (await cells()).flat(), { timeout: PATIENCE_MS }).not.toContain("–");

  const rows = await cells();
  const { x, y } = defaultSettings(tutorialExperiment, losses.find(({ id }) => id === tutorialExperiment.loss.id)!);
  const size = { count: MAP_COUNT };
  const sweep = { base: tutorialExperiment, x: { ...x, ...size }, y: { ...y, ...size }, seeds: 1 };
  for (const { column, row, experiment } of experimentsOf(sweep)) {
    const { f1 } = (await runInNode(experiment)).at(-1)!.validation;
    // A cell may have text after its number: ".000, always “no”".
    const own = Number.parseFloat(rows[row]![column + 1]!);
    expect(difference(`column ${column}, row ${row}`, own, f1, METRIC_TOLERANCES.F1)).toEqual([]);
  }
});

it("shows a loss of whole batches in both languages", async () => {
  const loss = { id: "dice", parameters: {} };
  const page = await openPage(await encodePage({ ...defaultPage, experiment: { ...tutorialExperiment, loss } }));
  await page.waitForText("h3", english["view.when"]!);
  await page.click("radio", "中文");
  await page.find("button", chinese["run.watch"]!);
  await page.waitForText("h3", chinese["view.when"]!);
  await page.click("radio", "EN");
  await page.find("button", english["run.watch"]!);
  await page.waitForText("h3", english["view.when"]!);
});
