/**
 * For every loss of the catalogue that is a graph, ONNX Runtime's value and gradient equal the
 * float64 evaluator's.
 */
import { describe, expect, it } from "vitest";
import { elementOutputNames, gradientOutputNames } from "../../../src/engine/lossOutputs";
import { evaluateLossInOnnx } from "../../../src/engine/onnx";
import { createEvaluator, numericParameters } from "../../../src/language";
import { compileDefinition, type LossDefinition, losses } from "../../../src/losses";
import { exampleBatch } from "../../../src/losses/exampleBatch";

/** Both are float64; a sum over columns may be taken in another order. */
const DIGITS: [relative: number, absolute: number] = [1e-12, 1e-14];

const table: readonly LossDefinition[] = losses;
const graphs = table.filter((loss) => loss.module === undefined);

describe("in ONNX Runtime", () => {
  it.each(graphs)("$id has the float64 evaluator's value and gradient", async (definition) => {
    const program = compileDefinition(definition);
    const batch = exampleBatch(definition, program);
    const missing = program.parameters.filter((parameter) => parameter.default === undefined);
    const parameters = numericParameters(program, Object.fromEntries(missing.map(({ name }) => [name, 0.5])));
    const count = batch.predictions[0]!.length;
    const exact = createEvaluator(program.batch, Float64Array).evaluate({ ...batch, count, parameters });
    const onnx = await evaluateLossInOnnx(program, { ...batch, parameters });
    expectClose([onnx.objective], [exact.objective as number], "objective");
    for (const [k, name] of gradientOutputNames(program).entries()) {
      expectClose(onnx.gradients[k]!, exact[name] as Float64Array, name);
    }
    for (const [k, name] of (elementOutputNames(program) ?? []).entries()) {
      expectClose(onnx.perSample![k]!, exact[name] as Float64Array, name);
    }
  });
});

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const [relative, absolute] = DIGITS;
  expect(actual.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!Number.isFinite(expected[i]!)) expect(actual[i], `${what} ${i}`).toEqual(expected[i]);
    else
      expect(Math.abs(actual[i]! - expected[i]!), `${what} ${i}`).toBeLessThanOrEqual(
        absolute + relative * Math.abs(expected[i]!),
      );
  }
}
