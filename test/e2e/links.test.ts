import { deflateRawSync } from "node:zlib";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { hashOf, type LosscopePage, type OpenedLosscope, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";

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
    await one.losscope.until(async () => new URL(one.page.url()).hash.startsWith("#e=1."), "a link in the address");
    // The address is updated shortly after the last change.
    await one.page.waitForTimeout(500);
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

/**
 * One link for each kind of damage (test/experiment/link.test.ts has all of them), with a pattern
 * of the notice that the page must show.
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
    expect([7, 30]).toContain((await losscope.epochs()).total);
    await close();
  });
});
