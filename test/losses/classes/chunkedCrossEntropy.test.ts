import { describe, expect, it } from "vitest";
import { chunkedCrossEntropy } from "../../../src/losses/classes/chunkedCrossEntropy";
import { type Tensor, TensorLossError } from "../../../src/losses/tensor";
import { expectCentralDifferences, expectNear } from "../tensorGolden";

/** Sums of some hundred numbers in float64. */
const SUMS = { absolute: 1e-12, relative: 1e-12 };

/** Numbers without a pattern, the same each time. */
const filled = (shape: readonly number[], seed: number): Tensor => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(12.9898 * (i + 1) + seed)),
});

function inputsFor(features: number, classes: number, labels: number[]) {
  return {
    input: filled([labels.length, features], 0),
    target: { shape: [labels.length], data: Float64Array.from(labels) },
    weight: filled([classes, features], 1),
    bias: filled([classes], 2),
  };
}

/** All logits at once, as the two steps make them: F.cross_entropy(F.linear(input, weight, bias), target, label_smoothing=…). */
function inTwoSteps({ input, target, weight, bias }: ReturnType<typeof inputsFor>, smoothing: number): number[] {
  const [classes, features] = weight.shape as [number, number];
  return [...target.data].map((label, n) => {
    const logits = Array.from(bias.data, (start, c) => {
      const x = input.data.subarray(n * features);
      return start + weight.data.subarray(c * features, (c + 1) * features).reduce((sum, w, k) => sum + w * x[k]!, 0);
    });
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    const logP = logits.map((logit) => logit - logSum);
    return -(1 - smoothing) * logP[label]! - (smoothing / classes) * logP.reduce((a, b) => a + b);
  });
}

describe("linear cross entropy in chunks", () => {
  it.each([
    ["one chunk", 5, 0],
    ["one chunk, smoothed", 5, 0.1],
    ["chunks with a short last one", 600, 0],
    ["chunks with a short last one, smoothed", 600, 0.3],
  ])("is the cross entropy of the linear layer: %s", (_what, classes, smoothing) => {
    const inputs = inputsFor(4, classes, [0, 3, classes - 1]);
    const parameters = { in_features: 4, num_classes: classes, bias: true, label_smoothing: smoothing };
    const { perSample, sum, mean } = chunkedCrossEntropy.evaluate(inputs, parameters);
    const expected = inTwoSteps(inputs, smoothing);
    for (const [n, value] of expected.entries()) expectNear(perSample.data[n]!, value, SUMS);
    const total = expected.reduce((a, b) => a + b);
    expectNear(sum, total, SUMS);
    expectNear(mean, total / 3, SUMS);
  });

  it.each([
    ["with a bias", { in_features: 3, num_classes: 4, bias: true, label_smoothing: 0.2 }],
    ["without one", { in_features: 3, num_classes: 4, bias: false, label_smoothing: 0 }],
    ["over two chunks", { in_features: 1, num_classes: 258, bias: false, label_smoothing: 0.1 }],
  ])("has the gradients that central differences find, %s", (_what, parameters) => {
    const { num_classes: classes, in_features: features } = parameters;
    expectCentralDifferences(chunkedCrossEntropy, inputsFor(features, classes, [0, classes - 1]), parameters);
  });

  it("neither overflows nor loses a logit that grows from chunk to chunk", () => {
    const classes = 600;
    const inputs = {
      input: { shape: [1, 1], data: Float64Array.of(1) },
      target: { shape: [1], data: Float64Array.of(0) },
      weight: { shape: [classes, 1], data: Float64Array.from({ length: classes }, (_, c) => 10 * c) },
    };
    const { sum, sumGradients } = chunkedCrossEntropy.evaluate(inputs, { in_features: 1, num_classes: classes });
    expectNear(sum, 10 * (classes - 1) - Math.log1p(-Math.exp(-10)), SUMS);
    expect([...sumGradients.weight!.data].every(Number.isFinite)).toBe(true);
  });

  it.each([
    ["a label that is no class", { target: { shape: [1], data: Float64Array.of(4) } }, {}],
    ["a weight of another shape", { weight: filled([3, 3], 0) }, {}],
    ["half a class", {}, { num_classes: 3.5 }],
  ])("refuses %s", (_what, wrong, parameters) => {
    const inputs = { ...inputsFor(3, 4, [0]), ...wrong };
    expect(() => chunkedCrossEntropy.evaluate(inputs, { in_features: 3, num_classes: 4, ...parameters })).toThrow(
      TensorLossError,
    );
  });
});
