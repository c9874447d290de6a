import { describe, expect, it } from "vitest";
import { adaptiveSoftmax, weightShapes } from "../../../src/losses/classes/adaptiveSoftmax";
import { clusterOf, softmaxClusters } from "../../../src/losses/classes/softmaxClusters";
import { type Tensor, TensorLossError } from "../../../src/losses/tensor";
import { decodeInputs, expectNear, goldenCases } from "../tensorGolden";

/** Sums of a dozen numbers in float64. */
const SUMS = { absolute: 1e-12, relative: 1e-12 };

const cases = goldenCases("AdaptiveLogSoftmaxWithLoss");

/** Numbers without a pattern, the same on every call. */
const filled = (shape: readonly number[], seed: number): Tensor => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(12.9898 * (i + 1) + seed)),
});

function inputsFor(parameters: Parameters<typeof softmaxClusters>[0], labels: number[]) {
  const layout = softmaxClusters(parameters);
  return {
    input: filled([labels.length, layout.features], 0),
    target: { shape: [labels.length], data: Float64Array.from(labels) },
    ...Object.fromEntries(weightShapes(layout).map(([name, shape], i) => [name, filled(shape, i + 1)])),
  };
}

describe("adaptive softmax", () => {
  it("takes the weights of torch's module under the same names", () => {
    for (const example of cases) {
      const names = adaptiveSoftmax.inputs(example.params).map(({ name }) => name);
      expect(names).toEqual(Object.keys(example.inputs));
    }
  });

  it("gives one distribution over all classes", () => {
    const parameters = { in_features: 4, n_classes: 9, cutoffs: [1, 2, 5], div_value: 2 };
    const { further, perSample } = adaptiveSoftmax.evaluate(inputsFor(parameters, [0, 3, 8]), parameters);
    const { shape, data } = further.log_prob!;
    expect(shape).toEqual([3, 9]);
    for (let n = 0; n < 3; n++) {
      const row = data.subarray(n * 9, (n + 1) * 9);
      expectNear(
        row.reduce((sum, value) => sum + Math.exp(value), 0),
        1,
        SUMS,
      );
      expect(perSample.data[n]).toBe(-row[[0, 3, 8][n]!]!);
      expect(row[further.predict!.data[n]!]).toBe(Math.max(...row));
    }
  });

  it("stays finite at weights that saturate every softmax", () => {
    const example = cases[0]!;
    const inputs = decodeInputs(example);
    const huge = Object.fromEntries(
      Object.entries(inputs).map(([name, { shape, data }]) => [
        name,
        name === "target" ? { shape, data } : { shape, data: data.map((value) => value * 1e3) },
      ]),
    );
    const { perSample, sumGradients } = adaptiveSoftmax.evaluate(huge, example.params);
    expect([...perSample.data].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    for (const { data } of Object.values(sumGradients)) expect([...data].every(Number.isFinite)).toBe(true);
  });

  it("gives the clusters of rarer classes fewer features", () => {
    const layout = softmaxClusters({});
    expect(layout.clusters).toEqual([
      { first: 20, size: 180, projection: 16 },
      { first: 200, size: 800, projection: 4 },
    ]);
    expect([19, 20, 199, 200, 999].map((label) => clusterOf(layout, label))).toEqual([null, 0, 0, 1, 1]);
  });

  it.each([
    ["cutoffs that do not grow", { cutoffs: [20, 20] }],
    ["a cutoff at the last class", { n_classes: 20, cutoffs: [20] }],
    ["no cutoffs", { cutoffs: [] }],
    ["no features", { in_features: 0 }],
    ["a division by nothing", { div_value: 0 }],
  ])("refuses %s", (_what, parameters) => {
    expect(() => softmaxClusters(parameters)).toThrow(TensorLossError);
  });

  it("refuses a label outside the classes, and a weight of another shape", () => {
    const parameters = { in_features: 3, n_classes: 5, cutoffs: [2], div_value: 2 };
    const inputs = inputsFor(parameters, [1]);
    const label = { shape: [1], data: Float64Array.of(5) };
    expect(() => adaptiveSoftmax.evaluate({ ...inputs, target: label }, parameters)).toThrow(TensorLossError);
    const weight = filled([2, 3], 0);
    expect(() => adaptiveSoftmax.evaluate({ ...inputs, "head.weight": weight }, parameters)).toThrow(TensorLossError);
  });
});
