/**
 * Small tensors for the losses that are modules, with the parameters that their shapes depend on.
 */
import fc from "fast-check";
import { weightShapes } from "../../../src/losses/classes/adaptiveSoftmax";
import { softmaxClusters } from "../../../src/losses/classes/softmaxClusters";
import type { Tensor } from "../../../src/losses/tensor";
import type { Parameters } from "./everyLoss";

export interface ModuleBatch {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly parameters: Parameters;
}

const tensor = (shape: readonly number[], values: readonly number[]): Tensor => ({
  shape,
  data: Float64Array.from(values),
});

/** Numbers within ±`reach`. */
function filled(shape: readonly number[], reach: number): fc.Arbitrary<Tensor> {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc
    .array(fc.double({ min: -reach, max: reach, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => tensor(shape, values));
}

const labels = (classes: number) => fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: 2, maxLength: 2 });

/**
 * Two sequences of four time steps over three symbols; the targets fit, without or with a
 * repetition.
 */
function ctcBatch(reach: number): fc.Arbitrary<ModuleBatch> {
  return fc
    .record({
      logits: filled([4, 2, 3], reach),
      first: fc.constantFrom([1, 1], [1, 2], [2, 1]),
      second: fc.constantFrom(1, 2),
      zero_infinity: fc.boolean(),
    })
    .map(({ logits, first, second, zero_infinity }) => ({
      inputs: {
        logits,
        targets: tensor([2, 2], [...first, second, 0]),
        input_lengths: tensor([2], [4, 3]),
        target_lengths: tensor([2], [2, 1]),
      },
      parameters: { blank: 0, zero_infinity },
    }));
}

function adaptiveBatch(reach: number): fc.Arbitrary<ModuleBatch> {
  return fc
    .constantFrom(
      { in_features: 3, n_classes: 5, cutoffs: [2], div_value: 2, head_bias: true },
      { in_features: 4, n_classes: 7, cutoffs: [1, 2, 5], div_value: 1.5, head_bias: false },
      // The cluster's projection has no features: ⌊2 / 4⌋ = 0.
      { in_features: 2, n_classes: 5, cutoffs: [3], div_value: 4, head_bias: true },
    )
    .chain((parameters) => {
      const weights = weightShapes(softmaxClusters(parameters));
      return fc
        .record({
          input: filled([2, parameters.in_features], reach),
          target: labels(parameters.n_classes),
          weights: fc.tuple(...weights.map(([, shape]) => filled(shape, 1))),
        })
        .map(({ input, target, weights: values }) => ({
          inputs: {
            input,
            target: tensor([2], target),
            ...Object.fromEntries(weights.map(([name], i) => [name, values[i]!])),
          },
          parameters,
        }));
    });
}

function linearBatch(reach: number): fc.Arbitrary<ModuleBatch> {
  const [features, classes] = [3, 4];
  return fc
    .record({
      input: filled([2, features], reach),
      target: labels(classes),
      weight: filled([classes, features], 1),
      bias: fc.option(filled([classes], 1)),
      label_smoothing: fc.constantFrom(0, 0.1, 1),
    })
    .map(({ input, target, weight, bias, label_smoothing }) => ({
      inputs: { input, target: tensor([2], target), "linear.weight": weight, ...(bias && { "linear.bias": bias }) },
      parameters: { in_features: features, num_classes: classes, bias: bias !== null, label_smoothing },
    }));
}

const batches: Readonly<Record<string, (reach: number) => fc.Arbitrary<ModuleBatch>>> = {
  ctc: ctcBatch,
  "adaptive-log-softmax": adaptiveBatch,
  "linear-cross-entropy": linearBatch,
};

/** A batch of a module loss, its predictions within ±`reach`. */
export function moduleBatch(id: string, reach: number): fc.Arbitrary<ModuleBatch> {
  return batches[id]!(reach);
}
