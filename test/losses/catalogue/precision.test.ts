import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnOutput, createEvaluator, type FloatArrayConstructor, numericParameters } from "../../../src/language";
import { batchOf, hasNoMean, parametersOf } from "./arbitrary";
import { programsOf, sizedLosses } from "./everyLoss";

/**
 * Largest difference of float32 from float64: some dozens of roundings of 6e−8, relative to the
 * largest number of the same output, because small numbers are often differences of large ones.
 */
const FLOAT32 = 1e-5;
const RUNS = 40;
const ROWS = 8;

describe.each(sizedLosses)("$title in float32", (sized) => {
  const programAt = programsOf(sized);
  const first = programAt({});

  it("has its float64 values and gradients within float32 rounding", () => {
    fc.assert(
      fc.property(batchOf(sized, first, ROWS), parametersOf(sized.loss), (batch, given) => {
        fc.pre(!hasNoMean(given, batch));
        // Numbers that both precisions hold exactly.
        const held = (columns: readonly (readonly number[])[]) => columns.map((column) => column.map(Math.fround));
        const parameters = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [name, typeof value === "number" ? Math.fround(value) : value]),
        );
        const [predictions, targets] = [held(batch.predictions), held(batch.targets)];
        const program = programAt(parameters);
        const evaluate = (ArrayType: FloatArrayConstructor) =>
          createEvaluator(program.batch, ArrayType).evaluate({
            predictions: predictions.map((column) => ArrayType.from(column)),
            targets: targets.map((column) => ArrayType.from(column)),
            count: ROWS,
            parameters: numericParameters(program, parameters),
          });
        const [exact, single] = [evaluate(Float64Array), evaluate(Float32Array)];
        const gradients = predictions.map((_, k) => columnOutput("gradient", k));
        const all = (result: typeof exact, names: readonly string[]) =>
          names.flatMap((name) => {
            const value = result[name];
            return typeof value === "number" ? [value] : Array.from(value ?? []);
          });
        for (const names of [["objective"], ["perSample"], gradients]) {
          const [wanted, actual] = [all(exact, names), all(single, names)];
          const largest = Math.max(0, ...wanted.map(Math.abs));
          for (const [i, value] of wanted.entries()) {
            if (Object.is(actual[i], value) || Math.abs(actual[i]! - value) <= FLOAT32 * (1 + largest)) continue;
            expect.fail(`${names[0]} ${i}: ${value} in float64, ${actual[i]} in float32`);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
