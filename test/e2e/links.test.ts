import { deflateRawSync } from "node:zlib";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { crossEntropyChoice } from "../../src/store/crossEntropyChoice";
import { decodePage, encodePage } from "../../src/store/page/pageLink";
import { defaultPage, type PageState } from "../../src/store/page/pageState";
import { builtSite } from "../support/builtSite";
import { findOverflow } from "../support/findOverflow";
import { hashOf, LosscopePage, type OpenedLosscope, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS, openPage } from "../support/openPage";

/** Enough epochs for the numbers to depend on every setting. */
const EPOCHS = 1;

const site = builtSite();

async function trainEpochs(losscope: LosscopePage): Promise<string> {
  await losscope.setInstant(false);
  if ((await losscope.steps()).step > 0) await losscope.reset();
  const { total } = await losscope.steps();
  const perEpoch = total / (await losscope.epochs()).total;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    await losscope.button("+1 epoch").click();
    await losscope.reaches(epoch * perEpoch);
  }
  return losscope.results();
}

/** Puts a link into the open page's address. */
function paste(page: Page, hash: string): Promise<void> {
  return page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

describe("the page's address", () => {
  it("holds the experiment: another browser that opens it has the same settings and, after training, the same numbers", async () => {
    const one = await openLosscope(site.url);
    await one.losscope.setInstant(false);
    expect(new URL(one.page.url()).hash).toBe("");
    await one.losscope.type("focusing", "3.5");
    await one.losscope.type("Number of positives", "321");
    await one.losscope.type("Learning rate", "0.02");
    const linked = () => decodePage(new URL(one.page.url()).hash)?.page.experiment.optimizer.learningRate;
    await one.losscope.until(async () => linked() === 0.02, "the last change in the address");
    const url = one.page.url();
    const results = await trainEpochs(one.losscope);

    const other = await openLosscope(url);
    expect(await other.losscope.number("focusing").inputValue()).toBe("3.50");
    expect(await other.losscope.number("Number of positives").inputValue()).toBe("321");
    expect(await other.losscope.number("Learning rate").inputValue()).toBe("0.02");
    expect(await trainEpochs(other.losscope)).toBe(results);
    expect([one.problems, other.problems]).toEqual([NO_PROBLEMS, NO_PROBLEMS]);
    await one.close();
    await other.close();
  });

  it("is read when a link is pasted into an open page", async () => {
    const { losscope, page, close } = await openLosscope(site.url);
    await paste(page, hashOf({ loss: { id: "hinge" } }));
    await page.getByRole("combobox", { name: "Loss function" }).filter({ hasText: "Hinge loss" }).waitFor();
    await losscope.ready();
    await close();
  });
});

/** A page with something of its own everywhere. */
const sent: PageState = {
  view: "compare",
  experiment: { ...tutorialExperiment, epochs: 4, loss: { id: "focal", parameters: { gamma: 3.25 } } },
  explore: {
    ...defaultPage.explore,
    ...{ curveAxis: "logit", curveScale: "log", colourBy: "both", easyAbove: 0.8, trained: 88 },
    ...{ sampleSet: "validation", historyMetric: "accuracy" },
    probe: { kind: "sample", index: 11 },
    overlays: [{ id: "hinge", parameters: { margin: 0.5 } }],
  },
  compare: {
    losses: [{ id: "mse", parameters: {} }, { id: "focal", parameters: { gamma: 5 } }, crossEntropyChoice],
    ...{ seeds: 4, metric: "recall", pair: [2, 1], epoch: 2 },
  },
  sweep: {
    ...defaultPage.sweep,
    axes: {
      x: { parameter: "loss.gamma", from: 0, to: 5, count: 3, spacing: "linear" },
      y: { parameter: "l2", from: 0.0001, to: 0.01, count: 4, spacing: "log" },
    },
    ...{ seeds: 2, metric: "accuracy", selected: { column: 1, row: 2 }, filled: true },
  },
};

describe("a link opens exactly what was sent", () => {
  it("in every view, and loading the page again keeps it", async () => {
    const opened = await openPage(site.url + (await encodePage(sent)));
    const { page, problems, close } = opened;
    const losscope = new LosscopePage(page);
    const linked = () => decodePage(new URL(page.url()).hash)?.page;
    const showsCompare = async () => {
      for (const [letter, loss] of [
        ["A", "squared error"],
        ["B", "focal loss"],
        ["C", "BCE, logits"],
      ] as const) {
        await page
          .getByRole("combobox", { name: `Loss ${letter}` })
          .filter({ hasText: loss })
          .waitFor();
      }
      expect(await losscope.number("B focusing").inputValue()).toBe("5.00");
      await page.getByText("12 networks in").first().waitFor();
    };
    await showsCompare();
    await page.getByRole("link", { name: "Sweep" }).click();
    // The map is filled anew.
    await page
      .getByText(/^24 × 176 steps in /)
      .last()
      .waitFor();
    expect(await losscope.number("Number of values, across").inputValue()).toBe("3");
    await page.getByRole("link", { name: "Explore" }).click();
    await losscope.reaches(88);
    expect(await losscope.number("focusing").inputValue()).toBe("3.25");
    await losscope.until(
      async () => JSON.stringify(linked()) === JSON.stringify({ ...sent, view: "explore" }),
      "the address",
    );

    await page.reload();
    await losscope.reaches(88);
    expect((await losscope.steps()).step).toBe(88);
    await page.getByRole("link", { name: "Compare" }).click();
    await showsCompare();
    await losscope.until(async () => JSON.stringify(linked()) === JSON.stringify(sent), "the address");
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });

  it("with Undo for what it replaces, and the tutorial one press away", async () => {
    const { losscope, page, problems, close } = await openLosscope(site.url);
    await losscope.type("focusing", "1.5");
    await paste(page, hashOf({ epochs: 3, loss: { id: "focal", parameters: { gamma: 4 } } }));
    await losscope.status().filter({ hasText: "The link is open." }).waitFor();
    expect(await losscope.number("focusing").inputValue()).toBe("4.00");
    await losscope.button("Undo").click();
    await losscope.until(async () => (await losscope.number("focusing").inputValue()) === "1.50", "the page before");
    await losscope.finishes();

    await page.getByRole("link", { name: "Losscope" }).click();
    await losscope.until(async () => (await losscope.number("focusing").inputValue()) === "2.00", "the tutorial");
    await losscope.button("Undo").click();
    await losscope.until(async () => (await losscope.number("focusing").inputValue()) === "1.50", "the page before");
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

describe("a loss parameter that no definition allows", () => {
  it("is named, replaced, and trains", async () => {
    const { losscope, page, problems, close } = await openLosscope(site.url);
    for (const [id, name, value] of [
      ["ghm-c", "bins", 100_000],
      ["focal", "alpha", 1.5],
      ["ghm-c", "bins", 0],
      ["dice", "smooth", 1e308],
      ["smooth-l1", "beta", 1e-50],
    ] as const) {
      await paste(page, hashOf({ loss: { id, parameters: { [name]: value } }, epochs: 1 }));
      await losscope
        .status()
        .filter({ hasText: `loss.parameters.${name}` })
        .waitFor();
      await losscope.finishes();
      expect(await page.getByText(/NaN|\d{40}/).count(), id).toBe(0);
      expect(await findOverflow(page), id).toEqual([]);
      await losscope.button("Dismiss").click();
    }
    expect(problems).toEqual(NO_PROBLEMS);
    await close();
  });
});

/**
 * One link for each kind of damage (test/store/page/pageLink.test.ts has all of them), with a
 * pattern of the notice that the page must show.
 */
const hostileLinks: readonly [name: string, hash: string, notice: RegExp][] = [
  ["cut short", hashOf({ loss: { id: "hinge" } }).slice(0, -6), /cut short or altered/],
  ["with NaN", hashOf('{"dataset":{"positives":NaN}}'), /no readable settings/],
  ["that reaches for the prototype", hashOf('{"__proto__":{"polluted":1},"epochs":5}'), /__proto__/],
  ["with a loss that is not here", hashOf({ loss: { id: "toString" } }), /loss\.id/],
  ["that unfolds to megabytes", hashOf(`{"x":"${"a".repeat(5_000_000)}"}`), /too large/],
];

async function namesAndTrains({ losscope, page }: OpenedLosscope, notice: RegExp): Promise<void> {
  await losscope.status().filter({ hasText: notice }).waitFor();
  await losscope.finishes();
  expect(await page.evaluate(() => "polluted" in {})).toBe(false);
  await losscope.button("Dismiss").click();
}

describe("a hostile link", () => {
  it("opens a page that names what it dropped and trains", async () => {
    const [_, hash, notice] = hostileLinks[0]!;
    const opened = await openLosscope(site.url, { hash });
    await namesAndTrains(opened, notice);
    expect(opened.problems).toEqual(NO_PROBLEMS);
    await opened.close();
  });

  it("of any kind that is pasted into an open page is read the same way and named, and the page trains", async () => {
    const opened = await openLosscope(site.url);
    for (const [_, hash, notice] of hostileLinks) {
      await paste(opened.page, hash);
      await namesAndTrains(opened, notice);
    }
    expect(opened.problems).toEqual(NO_PROBLEMS);
    await opened.close();
  });

  it("keeps its usable fields, and bytes after a good link have no effect", async () => {
    const hash = hashOf({ loss: { id: "hinge" }, epochs: -1, batchSize: 50 });
    const { losscope, page, close } = await openLosscope(site.url, { hash });
    await losscope.status().filter({ hasText: "epochs: -1" }).waitFor();
    await page.getByRole("combobox", { name: "Loss function" }).filter({ hasText: "Hinge loss" }).waitFor();
    expect(await losscope.number("Batch size").inputValue()).toBe("50");

    const good = deflateRawSync(JSON.stringify({ epochs: 7 }));
    await paste(page, `#e=1.${Buffer.concat([good, Buffer.alloc(64, 7)]).toString("base64url")}`);
    await losscope.until(async () => (await losscope.number("Batch size").inputValue()) === "100", "the next link");
    await losscope.until(async () => (await losscope.epochs()).total === 7, "the next link's epochs");
    await close();
  });
});
