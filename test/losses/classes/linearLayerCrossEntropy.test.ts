import { describe, expect, it } from "vitest";
import { linearLayerCrossEntropy } from "../../../src/losses/classes/linearLayerCrossEntropy";
import { type Tensor, TensorLossError } from "../../../src/losses/tensor";
import { expectNear } from "../tensorGolden";

/** Sums of some hundred numbers in float64. */
const SUMS = { absolute: 1e-12, relative: 1e-12 };

/** Numbers without a pattern, the same on every call. */
const filled = (shape: readonly number[], seed: number): Tensor => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(12.9898 * (i + 1) + seed)),
});

function inputsFor(features: number, classes: number, labels: number[]) {
  return {
    input: filled([labels.length, features], 0),
    target: { shape: [labels.length], data: Float64Array.from(labels) },
    "linear.weight": filled([classes, features], 1),
    "linear.bias": filled([classes], 2),
  };
}

type Inputs = ReturnType<typeof inputsFor>;

/**
 * F.cross_entropy(F.linear(input, weight, bias), target, label_smoothing=…) written out from its
 * definition, before any reduction.
 */
function inTwoSteps({ input, target, ...layer }: Inputs, smoothing: number): number[] {
  const { data: weight, shape } = layer["linear.weight"];
  const [classes, features] = shape as [number, number];
  return [...target.data].map((label, n) => {
    const x = input.data.subarray(n * features);
    const logits = Array.from(layer["linear.bias"].data, (start, c) =>
      weight.subarray(c * features, (c + 1) * features).reduce((sum, w, k) => sum + w * x[k]!, start),
    );
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    const logP = logits.map((logit) => logit - logSum);
    return -(1 - smoothing) * logP[label]! - (smoothing / classes) * logP.reduce((a, b) => a + b);
  });
}

describe("cross entropy with a linear layer of its own", () => {
  it.each([0, 0.1, 1])("equals the cross entropy of the layer's outputs, smoothed by %d", (smoothing) => {
    const inputs = inputsFor(4, 60, [0, 3, 59]);
    const parameters = { in_features: 4, num_classes: 60, bias: true, label_smoothing: smoothing };
    const { perSample, sum, mean } = linearLayerCrossEntropy.evaluate(inputs, parameters);
    const expected = inTwoSteps(inputs, smoothing);
    for (const [n, value] of expected.entries()) expectNear(perSample.data[n]!, value, SUMS);
    const total = expected.reduce((a, b) => a + b);
    expectNear(sum, total, SUMS);
    expectNear(mean, total / 3, SUMS);
  });

  it("stays finite if the layer's outputs are far apart", () => {
    const inputs = {
      input: { shape: [1, 1], data: Float64Array.of(1) },
      target: { shape: [1], data: Float64Array.of(0) },
      "linear.weight": { shape: [200, 1], data: Float64Array.from({ length: 200 }, (_, c) => 10 * c) },
    };
    const { sum, sumGradients } = linearLayerCrossEntropy.evaluate(inputs, { in_features: 1, num_classes: 200 });
    expectNear(sum, 1990 - Math.log1p(-Math.exp(-10)), SUMS);
    expect([...sumGradients["linear.weight"]!.data].every(Number.isFinite)).toBe(true);
  });

  it.each([
    ["a label that is no class", { target: { shape: [1], data: Float64Array.of(4) } }, {}],
    ["a weight of another shape", { "linear.weight": filled([3, 3], 0) }, {}],
    ["half a class", {}, { num_classes: 3.5 }],
  ])("refuses %s", (_what, wrong, parameters) => {
    const inputs = { ...inputsFor(3, 4, [0]), ...wrong };
    expect(() => linearLayerCrossEntropy.evaluate(inputs, { in_features: 3, num_classes: 4, ...parameters })).toThrow(
      TensorLossError,
    );
  });
});
