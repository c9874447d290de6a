import { describe, expect, it } from "vitest";
import { elementName, isNumberList, type LossParameter } from "../../../src/language";
import { compileDefinition } from "../../../src/losses";
import { withinSteps } from "../../language/countedWork";
import { everyLoss, graphLosses, sizedLosses } from "./everyLoss";

/** Three times what the largest loss takes: changing a loss on the page recompiles it at once. */
const MAX_STEPS = 25_000;

it("no two losses share an id", () => {
  expect(new Set(everyLoss.map((loss) => loss.id)).size).toBe(everyLoss.length);
});

describe.each(sizedLosses)("$title", ({ loss, sizes }) => {
  it(`compiles in ${MAX_STEPS} steps of work at most`, () => {
    withinSteps(MAX_STEPS, () => compileDefinition(loss, {}, sizes));
  });
});

describe.each(graphLosses)("$id", (loss) => {
  it("is one number per batch if its view is the batch, else a sum over samples", () => {
    const { pointwise, reduction, weighted } = compileDefinition(loss);
    // A weighted mean divides by the weights of the batch's labels.
    expect(pointwise).toBe(loss.view !== "batch" && !weighted);
    if (loss.view !== "batch") expect(reduction).toBe("mean");
  });
});

describe.each(everyLoss)("the sliders of $id", (loss) => {
  it("cover its numeric parameters, with defaults and landmarks in range", async () => {
    const parameters = loss.module ? (await loss.module()).parameters : compileDefinition(loss).parameters;
    const numbers = new Map(parameters.flatMap(numbersOf));
    const chosen = new Set(Object.keys(loss.choices ?? {}));
    expect(Object.keys(loss.sliders).sort()).toEqual([...numbers.keys()].filter((name) => !chosen.has(name)).sort());
    for (const [name, slider] of Object.entries(loss.sliders)) {
      expect(slider.min).toBeLessThan(slider.max);
      expect(slider.step).toBeLessThan(slider.max - slider.min);
      if (slider.scale === "log") expect(slider.min).toBeGreaterThan(0);
      const landmarks = (slider.landmarks ?? []).map(({ value }) => value).filter((value) => typeof value === "number");
      for (const value of [numbers.get(name)!, ...landmarks, ...(slider.family ?? [])]) {
        expect(value).toBeGreaterThanOrEqual(slider.min);
        expect(value).toBeLessThanOrEqual(slider.max);
      }
    }
  });

  it("leave the other parameters to its choices, each with its default among them", async () => {
    const parameters = loss.module ? (await loss.module()).parameters : compileDefinition(loss).parameters;
    for (const [name, values] of Object.entries(loss.choices ?? {})) {
      const parameter = parameters.find((one) => one.name === name);
      expect(values).toContain(parameter?.default);
    }
    for (const { name, default: written } of parameters) {
      if (typeof written === "number" || isNumberList(written) || written === null) continue;
      expect(Object.keys(loss.choices ?? {})).toContain(name);
    }
  });
});

function numbersOf({ name, default: written }: LossParameter): [string, number][] {
  if (typeof written === "number") return [[name, written]];
  return isNumberList(written) ? written.map((value, i) => [elementName(name, i), value]) : [];
}
