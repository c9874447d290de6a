/**
 * Chromium, Firefox and WebKit show the numbers that Node computes: with the engine float64 to the
 * last digit, with the CPU's within the tolerance of float32.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runExperiment } from "../../scripts/headless/runExperiment";
import { findWebKit } from "../../scripts/webkit.mjs";
import { createFloat64Backend } from "../../src/engine/cpu";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { numberFormats } from "../../src/i18n/format";
import { encodePage } from "../../src/store/page/pageLink";
import { defaultPage } from "../../src/store/page/pageState";
import type { FullRecord } from "../../src/training/snapshot";
import { PATIENCE_MS } from "../firefox/firefoxPage";
import { builtSite } from "../support/builtSite";
import { differences, metricsOf, runInNode, type ShownRun, shownMetrics } from "../support/shownRun";
import { launchChromium, launchFirefox } from "./launch";
import { launchWebKit } from "./launchWebKit";
import { linkedRuns } from "./links";
import type { Tab, TestedBrowser } from "./tab";
import { trainInFloat64, untilTrained, type WrittenRun, written } from "./trainedPage";

const webKitName = findWebKit() ? "WebKit" : "WebKit (not run: it is not installed)";
const browsers = [
  { name: "Chromium", launch: launchChromium, isInstalled: true },
  { name: "Firefox", launch: launchFirefox, isInstalled: true },
  { name: webKitName, launch: launchWebKit, isInstalled: findWebKit() !== undefined },
];

const runs: typeof linkedRuns = [["the tutorial's run", tutorialExperiment], ...linkedRuns];
const format = numberFormats("en");
const site = builtSite();

/** A function's results, computed once per experiment: all browsers show the same runs. */
function once<Result>(compute: (experiment: Experiment) => Promise<Result>) {
  const results = new Map<Experiment, Promise<Result>>();
  return (experiment: Experiment): Promise<Result> => {
    const result = results.get(experiment) ?? compute(experiment);
    results.set(experiment, result);
    return result;
  };
}

const onCpu = once(runInNode);
const inFloat64 = once(async (experiment) => (await runExperiment(experiment, createFloat64Backend())).epochs);

/** The texts of the page that are not the run's numbers, rounded as the page rounds. */
function otherTexts({ metrics, lossByEpoch }: WrittenRun, epochs: readonly FullRecord[]): string[] {
  const same = (what: string, own: string | undefined, expected: string) =>
    own === expected ? [] : [`${what}: expected ${expected}, got ${own}`];
  const values = metricsOf(epochs.at(-1)!.validation);
  return [
    ...shownMetrics.flatMap((name) => same(name, metrics[name], format.bare(values[name], 3))),
    ...same("last epoch", lossByEpoch.at(-1)?.[0], String(epochs.length - 1)),
    ...lossByEpoch.flatMap(([epoch, training, validation]) => {
      const record = epochs[Number(epoch)]!;
      return [
        ...same(`training loss at epoch ${epoch}`, training, format.fixed(record.train.loss, 4)),
        ...same(`validation loss at epoch ${epoch}`, validation, format.fixed(record.validation.loss, 4)),
      ];
    }),
  ];
}

function read({ metrics, lossByEpoch }: WrittenRun): ShownRun {
  const number = (name: string) => (metrics[name] === "–" ? Number.NaN : Number(metrics[name]));
  return {
    metrics: {
      F1: number("F1"),
      precision: number("precision"),
      recall: number("recall"),
      accuracy: number("accuracy"),
    },
    lossByEpoch,
  };
}

describe.each(browsers)("$name", ({ launch, isInstalled }) => {
  let browser: TestedBrowser | undefined;
  beforeAll(async () => {
    if (isInstalled) browser = await launch();
  });
  let tab: Tab | undefined;
  afterEach(async () => {
    await tab?.close();
    tab = undefined;
  });
  afterAll(() => browser?.close());

  it.skipIf(!isInstalled).each(runs)("shows Node's numbers of %s", async (_, experiment) => {
    const link = experiment === tutorialExperiment ? "" : await encodePage({ ...defaultPage, experiment });
    tab = await browser!.open(site.url + link);
    await untilTrained(tab);
    const [cpu, float64] = await Promise.all([onCpu(experiment), inFloat64(experiment)]);
    // The table is filled when the page has nothing else to do.
    const cpuDifferences = async () => differences(read(await written(tab!)), cpu);
    await expect.poll(cpuDifferences, { timeout: PATIENCE_MS, message: "cpu" }).toEqual([]);

    await trainInFloat64(tab);
    const float64Differences = async () => otherTexts(await written(tab!), float64);
    await expect.poll(float64Differences, { timeout: PATIENCE_MS, message: "float64" }).toEqual([]);
  });
});
