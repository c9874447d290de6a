import { describe, expect, it } from "vitest";
import { WasmEvaluators } from "../../../src/engine/cpu/wasm/wasmEvaluator";
import { trainedLoss } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { numericParameters } from "../../../src/language";
import { createEvaluator } from "../../../src/language/evaluate/evaluator";
import { labelColumns, networkFit, pageSizes } from "../../../src/losses";
import { createRandom } from "../../../src/probability/random";
import { everyLoss } from "../../losses/catalogue/everyLoss";

/** Of the largest value of an output: float32's rounding through some dozens of operations. */
const FLOAT32 = 4e-6;

const evaluators = new WasmEvaluators();

const trainable = everyLoss.filter((loss) => networkFit(loss).trains);

describe.each(trainable)("$id as vector code", (definition) => {
  it.each([1, 6, 100])("gives the reference's values and gradients for %d samples", (count) => {
    const loss = trainedLoss({ ...tutorialExperiment, loss: { id: definition.id, parameters: {} } });
    const random = createRandom(5 + count, "data");
    const labels = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const columns = labelColumns(definition.labels, pageSizes.classes);
    // Numbers that float32 holds exactly: both engines see the same.
    const predictions = Array.from({ length: loss.predictionColumns }, () =>
      Float32Array.from({ length: count }, () => 3 * random.normal()),
    );
    const targets = columns[0]!.map((_, k) => Float32Array.from(labels, (label) => columns[label]![k]!));
    const parameters = numericParameters(loss, {});
    const input = { count, parameters };
    const expected = createEvaluator(loss.batch, Float64Array).evaluate({
      ...input,
      predictions: predictions.map((column) => new Float64Array(column)),
      targets: targets.map((column) => new Float64Array(column)),
    });
    const values = evaluators
      .create(loss.batch, Object.keys(loss.batch.outputs))
      .evaluate({ ...input, predictions, targets });
    for (const [name, wanted] of Object.entries(expected)) {
      const [own, reference] = [listOf(values[name]!), listOf(wanted)];
      expect(own).toHaveLength(reference.length);
      const scale = Math.max(...reference.map(Math.abs), 1e-30);
      for (const [i, value] of reference.entries()) {
        expect(Math.abs(own[i]! - value), `${name}[${i}]: ${own[i]} for ${value}`).toBeLessThanOrEqual(FLOAT32 * scale);
      }
    }
  });
});

function listOf(value: number | ArrayLike<number>): number[] {
  return typeof value === "number" ? [value] : Array.from(value);
}
