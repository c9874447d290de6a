import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtSite } from "../support/builtSite";
import { type OpenedLosscope, openLosscope } from "../support/losscopePage";
import { NO_PROBLEMS } from "../support/openPage";

/** 4,340 training samples in batches of 100. */
const STEPS_PER_EPOCH = 44;
const TUTORIAL_TABLE = [
  ["0.50", "0.6931", "0.0866", "0.125"],
  ["0.90", "0.1054", "0.0005", "0.005"],
];

const site = builtSite();
let opened: OpenedLosscope;
beforeEach(async () => {
  opened = await openLosscope(site.url, { untrained: true });
});
afterEach(async () => {
  expect(opened.problems).toEqual(NO_PROBLEMS);
  await opened.close();
});

describe("a newcomer with a mouse", () => {
  it("sees the tutorial's focal loss, drags and types γ, sees table and formula follow, and resets γ by a double-click", async () => {
    const { losscope, page } = opened;
    expect(await losscope.number("focusing").inputValue()).toBe("2.00");
    expect(await losscope.number("balance").inputValue()).toBe("0.75");
    expect(await losscope.hardEasy()).toEqual(TUTORIAL_TABLE);
    expect(await losscope.epochs()).toEqual({ epoch: 0, total: 30 });
    expect(await losscope.boundary()).toMatch(/^M[\d.-]/);
    await page.getByRole("img", { name: "Loss by prediction" }).waitFor();
    await page.getByRole("math").first().waitFor();
    await losscope.until(
      async () => (await losscope.formula()).includes("0.75"),
      "the formula with the probe's numbers",
    );

    // the probe's numbers are those of the network, which a change of γ would retrain
    await losscope.setInstant(false);
    await page.getByRole("math").nth(1).waitFor();
    const formula = await losscope.formula();
    const thumb = (await losscope.slider("focusing").boundingBox())!;
    const from = { x: thumb.x + thumb.width / 2, y: thumb.y + thumb.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y, { steps: 6 });
    await page.mouse.up();
    expect(Number(await losscope.number("focusing").inputValue())).toBeGreaterThan(2.3);
    expect(await losscope.hardEasy()).not.toEqual(TUTORIAL_TABLE);
    await losscope.until(async () => (await losscope.formula()) !== formula, "the formula with other numbers");

    await losscope.type("focusing", "0");
    expect(await losscope.hardEasy()).toEqual([
      ["0.50", "0.6931", "0.3466", "0.500"],
      ["0.90", "0.1054", "0.0527", "0.500"],
    ]);
    await losscope.number("focusing").dblclick();
    expect(await losscope.hardEasy()).toEqual(TUTORIAL_TABLE);
    await losscope.until(async () => (await losscope.formula()) === formula, "the formula as it was");
  });

  it("moves γ and sees the trained network with its whole history; after a reset, Train trains 30 epochs to the same numbers step by step", async () => {
    const { losscope } = opened;
    await losscope.setInstant(true); // whatever this machine's speed
    const boundary = await losscope.boundary();
    await losscope.slider("focusing").press("ArrowRight");
    await losscope.finishes();
    expect(await losscope.epochs()).toEqual({ epoch: 30, total: 30 });
    const results = await losscope.results();
    const trained = await losscope.boundary();
    expect(trained).not.toBe(boundary);
    await losscope.button("Reset").click();
    await losscope.until(async () => (await losscope.boundary()) === boundary, "the untrained boundary");
    await losscope.setPace("full speed");
    await losscope.button("Train").click();
    await losscope.finishes();
    await losscope.until(async () => (await losscope.results()) === results, "the same numbers");
    expect(await losscope.boundary()).toBe(trained);

    expect(await losscope.epochs()).toEqual({ epoch: 30, total: 30 });
    expect(await losscope.steps()).toEqual({ step: 30 * STEPS_PER_EPOCH, total: 30 * STEPS_PER_EPOCH });
    expect(await losscope.figure("F1")).toBeGreaterThan(0);
    const history = () => losscope.history("Loss by epoch");
    await losscope.until(async () => (await history()).at(-1)?.[0] === "30", "the last epoch in the table");
    expect((await history()).flat()).not.toContain("–");
  });

  it("pauses, takes a step, ends the epoch, resets; changes γ during training without losing a step, and the positives with an announced restart", async () => {
    const { losscope } = opened;
    await losscope.button("Train").click();
    await losscope.reaches(20);
    await losscope.button("Pause").click();
    await losscope.button("Continue").waitFor();
    const { step } = await losscope.steps();
    await losscope.takeStep();
    await losscope.reaches(step + 1);
    expect((await losscope.steps()).step).toBe(step + 1);
    await losscope.button("+1 epoch").click();
    const end = Math.ceil((step + 2) / STEPS_PER_EPOCH) * STEPS_PER_EPOCH;
    await losscope.reaches(end);
    expect((await losscope.steps()).step).toBe(end);
    await losscope.button("Reset").click();
    await losscope.until(async () => (await losscope.steps()).step === 0, "step 0");

    await losscope.button("Train").click();
    await losscope.reaches(30);
    await losscope.type("focusing", "0.5");
    expect((await losscope.steps()).step).toBeGreaterThanOrEqual(30);
    expect((await losscope.hardEasy())[0]![3]).not.toBe("0.125");
    await losscope.reaches((await losscope.steps()).step + 20);

    await losscope.type("Number of positives", "300");
    await losscope.status().filter({ hasText: "starts a new run, with the same seeds" }).waitFor();
    await losscope.until(async () => (await losscope.steps()).total === 30 * 45, "the new run's steps");
    await losscope.reaches(10);
    await losscope.button("Pause").click();
    await losscope.button("Continue").waitFor();
  });

  it("colours the samples by label or by decision, and probes one by clicking it", async () => {
    const { losscope, page } = opened;
    const pixels = () =>
      page
        .locator("canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const byLabel = await pixels();
    await page.getByRole("radio", { name: "y_pred" }).check();
    await losscope.until(async () => (await pixels()) !== byLabel, "other colours");
    await page.getByRole("radio", { name: "y_true" }).check();
    await losscope.until(async () => (await pixels()) === byLabel, "the colours of the labels");

    await page.getByRole("math").nth(1).waitFor();
    const formula = await losscope.formula();
    const plane = page.getByRole("application", { name: "Choose a sample" });
    const { width, height } = (await plane.boundingBox())!;
    await plane.click({ position: { x: width * 0.5, y: height * 0.9 } });
    await page.getByText("at the probe: a negative sample").waitFor();
    await losscope.until(async () => (await losscope.formula()) !== formula, "the formula with other numbers");
  });

  it("finds another loss by search: formula and curves change, and it trains", async () => {
    const { losscope, page } = opened;
    await losscope.setInstant(false);
    await page.getByRole("math").first().waitFor();
    const curve = () => page.getByRole("img", { name: "Loss by prediction" }).innerHTML();
    const [formulaBefore, curveBefore] = [await losscope.formula(), await curve()];
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search losses" }).fill("hinge");
    await page.getByRole("option", { name: /^Hinge loss/ }).click();
    await losscope.until(async () => (await losscope.formula()) !== formulaBefore, "another formula");
    await losscope.until(async () => (await curve()) !== curveBefore, "other curves");
    await losscope.setPace("full speed");
    await losscope.button("Train").click();
    await losscope.finishes();
    expect((await losscope.epochs()).epoch).toBe(30);
  });
});

describe("a newcomer with a keyboard alone", () => {
  /** Presses Tab until the focused element has this name. */
  async function tabTo(role: string, name: string) {
    const { page } = opened;
    const wanted = page.getByRole(role as "button", { name, exact: true });
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    }
    throw new Error(`no ${role} "${name}" within 60 presses of Tab`);
  }

  it("moves γ and α by arrow keys and sees the table follow; probes a sample on the plane, which is announced", async () => {
    const { losscope, page } = opened;
    await tabTo("slider", "focusing");
    await page.keyboard.press("ArrowRight");
    const after = Number(await losscope.number("focusing").inputValue());
    expect(after).toBeGreaterThan(2);
    expect(await losscope.hardEasy()).not.toEqual(TUTORIAL_TABLE);
    await page.keyboard.press("ArrowLeft");
    expect(await losscope.hardEasy()).toEqual(TUTORIAL_TABLE);
    await page.keyboard.press("Home");
    expect(await losscope.number("focusing").inputValue()).toBe("0.00");
    await tabTo("slider", "balance");
    await page.keyboard.press("ArrowUp");
    expect(Number(await losscope.number("balance").inputValue())).toBeGreaterThan(0.75);

    await tabTo("application", "Choose a sample");
    await page.keyboard.press("ArrowDown");
    await page
      .getByRole("status")
      .filter({ hasText: /(Positive|Negative) sample, probability 0\.\d\d/ })
      .waitFor({ state: "attached" });
  });

  it("trains and pauses with Space, and ends the epoch and resets with Enter", async () => {
    const { losscope, page } = opened;
    await page.keyboard.press("Space");
    await losscope.reaches(10);
    await page.keyboard.press("Space");
    await losscope.button("Continue").waitFor();
    const { step } = await losscope.steps();
    await tabTo("button", "+1 epoch");
    await page.keyboard.press("Enter");
    const end = Math.ceil((step + 1) / STEPS_PER_EPOCH) * STEPS_PER_EPOCH;
    await losscope.reaches(end);
    expect((await losscope.steps()).step).toBe(end);
    await tabTo("button", "Reset");
    await page.keyboard.press("Enter");
    await losscope.until(async () => (await losscope.steps()).step === 0, "step 0");
  });

  it("chooses a loss with slash, a word and Enter", async () => {
    const { losscope, page } = opened;
    await losscope.setInstant(true);
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: "Search losses" }).waitFor();
    await page.keyboard.type("hinge");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Loss function" }).filter({ hasText: "Hinge loss" }).waitFor();
    await losscope.finishes(); // retrained at once
  });
});
