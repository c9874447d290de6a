import { describe, expect, it } from "vitest";
import { elementName, isNumberList, type LossParameter } from "../../../src/language";
import { compileDefinition } from "../../../src/losses";
import { everyLoss, graphLosses, sizedLosses } from "./everyLoss";

/** Reading a loss takes a few milliseconds; the fastest of some readings is what the loss costs, whatever else the machine does. */
const MAX_COMPILE_MS = 50;
const READINGS = 3;

it("no two losses share an id", () => {
  expect(new Set(everyLoss.map((loss) => loss.id)).size).toBe(everyLoss.length);
});

describe.each(sizedLosses)("$title", ({ loss, sizes }) => {
  it("is read in a blink", () => {
    const times = Array.from({ length: READINGS }, () => {
      const begun = performance.now();
      compileDefinition(loss, {}, sizes);
      return performance.now() - begun;
    });
    expect(Math.min(...times)).toBeLessThan(MAX_COMPILE_MS);
  });
});

describe.each(graphLosses)("$id", (loss) => {
  it("is one number for the batch where it is drawn as one, and a sum over samples elsewhere", () => {
    const { pointwise, reduction, weighted } = compileDefinition(loss);
    // A weighted mean divides by the weights of the batch's labels.
    expect(pointwise).toBe(loss.view !== "batch" && !weighted);
    if (loss.view !== "batch") expect(reduction).toBe("mean");
  });
});

describe.each(everyLoss)("the sliders of $id", (loss) => {
  it("are its own numbers, with defaults and landmarks within reach", async () => {
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

  it("leave to its choices what is no number, each with its default among them", async () => {
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
