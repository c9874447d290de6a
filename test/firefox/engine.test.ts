/**
 * The WebAssembly engine in Firefox gives the same numbers as in Node, also after its code has been
 * optimised.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveModules } from "../../scripts/moduleServer";
import { createFloat64Backend } from "../../src/engine/cpu";
import { differencesFromFloat64, evaluatorCase, trainableLosses } from "../engine/cpu/evaluatorCases";
import { launchFirefox } from "./launchFirefox";
import type { repeatEveryLoss } from "./repeatedRuns";
import type { RepeatedRuns } from "./repeatedRuns.worker";
import { smallRun, trainedNumbers } from "./smallRun";

/**
 * Firefox optimises a function after some hundred to some thousand calls: a wrong `fill`
 * (test/structure/fillResults.ts) shows after 450 to 2000 evaluations and 300 to 350 trainings.
 */
const OFTEN = { sampleCount: 100, evaluators: 40, evaluationsEach: 60, trainers: 400 };

/** Float32's rounding through the few steps of a small run, relative to 1 + |value|. */
const FEW_STEPS = 2e-6;

let results: Record<string, RepeatedRuns>;
const cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const modules = await serveModules();
  cleanups.push(modules.close);
  const firefox = await launchFirefox();
  cleanups.push(() => firefox.close());
  const page = await firefox.newPage();
  await page.goto(modules.addressOf("/test/firefox/repeatedRuns.ts"));
  await page.waitForFunction("globalThis.exported !== undefined");
  results = await page.evaluate((request) => {
    const { exported } = globalThis as unknown as { exported: { repeatEveryLoss: typeof repeatEveryLoss } };
    return exported.repeatEveryLoss(request);
  }, OFTEN);
});
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

describe.each(trainableLosses)("$id in Firefox", (definition) => {
  const { id } = definition;

  it("evaluates to the reference's values and gradients, the same each time", () => {
    const { first, changedAfter } = results[id]!.evaluated;
    expect(differencesFromFloat64(evaluatorCase(definition, OFTEN.sampleCount), first)).toEqual([]);
    expect(changedAfter, "evaluations until the numbers changed").toBeNull();
  });

  it("trains to the reference's records and parameters, the same each time", async () => {
    const { first, changedAfter } = results[id]!.trained;
    const reference = await trainedNumbers(await createFloat64Backend().createTrainer(smallRun(id).job));
    expectClose(first.records, reference.records);
    expectClose(first.parameters, reference.parameters);
    expect(changedAfter, "trainings until the numbers changed").toBeNull();
  });
});

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) {
    const difference = Math.abs(value - expected[i]!);
    expect(difference, `number ${i}: ${value} for ${expected[i]}`).toBeLessThan(
      FEW_STEPS * (1 + Math.abs(expected[i]!)),
    );
  }
}
