/** Parameters next to where a formula divides by zero, on the engines of both precisions. */
import { describe, expect, it } from "vitest";
import { createCpuBackend } from "../../../src/engine/cpu";
import { createEvaluator, numericParameters } from "../../../src/language";
import { compileDefinition, lossById } from "../../../src/losses";

const cpu = createCpuBackend();
const OUTPUTS = ["perSample", "gradient"];

/** Value and d/dp of each residual p − 0, in float32. */
function inFloat32(id: string, parameters: Record<string, number>, residuals: readonly number[]) {
  const { batch, ...program } = compileDefinition(lossById(id), parameters, undefined, "sum");
  const input = {
    predictions: [Float32Array.from(residuals)],
    targets: [new Float32Array(residuals.length)],
    count: residuals.length,
    parameters: numericParameters({ ...program, batch }, parameters),
  };
  const evaluators = [createEvaluator(batch, Float32Array), cpu.createEvaluator!(batch, OUTPUTS)];
  return evaluators.map((evaluator) => {
    const { perSample, gradient } = evaluator.evaluate(input);
    // torch gives 0 or −0.
    return {
      values: Array.from(perSample as Float32Array, (value) => value + 0),
      slopes: Array.from(gradient as Float32Array),
    };
  });
}

describe("smooth L1 with a β that float32 turns into 0", () => {
  it.each([0, 1e-50, 1e-40, 1e-31])("is torch's L1 at β = %d: 0 with the derivative −1 at r = 0", (beta) => {
    for (const { values, slopes } of inFloat32("smooth-l1", { beta }, [0, 0.5, -2])) {
      expect(values).toEqual([0, 0.5, 2]);
      expect(slopes).toEqual([-1, 1, -1]);
    }
  });

  it.each([1e-29, 1e-20, 1e-10])("is L1 but for β/2 at β = %d", (beta) => {
    for (const { values, slopes } of inFloat32("smooth-l1", { beta }, [0, 0.5, -2])) {
      expect(values[1]).toBeCloseTo(0.5, 7);
      expect(values[2]).toBeCloseTo(2, 7);
      expect(slopes).toEqual([0, 1, -1]);
    }
  });
});

describe("the general robust loss in float32", () => {
  const residuals = [0, 0.1, 0.5, 2];

  it.each([1e-3, 1e-5, 1e-7, 1e-9, 1e-12, 1e-20, 1e-50])(
    "next to α = 0, at ±%d, is ln(1 + r²/2) and α's share",
    (size) => {
      for (const alpha of [-size, size]) {
        for (const { values, slopes } of inFloat32("general-robust", { alpha }, residuals)) {
          for (const [i, r] of residuals.entries()) {
            const limit = Math.log1p(r ** 2 / 2);
            expect(Math.abs(values[i]! - limit)).toBeLessThanOrEqual(3e-7 + size);
            expect(Math.abs(slopes[i]! - (2 * r) / (r ** 2 + 2))).toBeLessThanOrEqual(3e-7 + size);
          }
        }
      }
    },
  );

  it.each([1e-3, 1e-5, 1e-7, 1e-9, 1e-13])("below α = 2, by %d, is r²/2 but for little", (size) => {
    for (const { values, slopes } of inFloat32("general-robust", { alpha: 2 - size }, residuals)) {
      for (const [i, r] of residuals.entries()) {
        // The power r^(2 − α) times the logarithm of r²/(2 − α).
        const share = 1e-6 + size * (2 + Math.abs(Math.log(size)));
        expect(Math.abs(values[i]! - r ** 2 / 2)).toBeLessThanOrEqual(3 * share);
        expect(Math.abs(slopes[i]! - r)).toBeLessThanOrEqual(3 * share);
      }
    }
  });
});
