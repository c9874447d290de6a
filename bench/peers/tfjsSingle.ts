import * as tf from "@tensorflow/tfjs-core";
import type { TrainingTask } from "../trainingTask";
import type { Batch } from "./batches";
import type { BatchGradient } from "./batchGradient";
import { layerPlaces } from "./flatParameters";

/**
 * One network: activations [batch, features], products fused with bias and ReLU as the library
 * offers, γ = 2 written as a square. Weights are [inputs, outputs]: fused.matMul with transposeB
 * and a bias gives wrong numbers on the wasm backend of TensorFlow.js 4.22.
 */
export function singleNetwork(task: TrainingTask, autodiff: boolean): BatchGradient {
  const { alpha, gamma } = task.models[0]!;
  if (gamma !== 2) throw new Error("the single network is written for γ = 2");
  const places = layerPlaces(task);

  /** [batch] each: −1 for positives and +1 for negatives, and α_t divided by the batch size. */
  function targets({ labels, size }: Batch) {
    const signs = labels.map((label) => (label === 1 ? -1 : 1));
    const weights = labels.map((label) => (label === 1 ? alpha : 1 - alpha) / size);
    return { signs, weights };
  }
  const column = (values: Float32Array) => tf.tensor2d(values, [values.length, 1]);

  function slices(parameters: tf.Tensor) {
    const flat = parameters as tf.Tensor1D;
    return places.map(({ inputs, outputs, weightOffset, biasOffset }) => ({
      weight: tf.slice1d(flat, weightOffset, inputs * outputs).reshape([inputs, outputs]) as tf.Tensor2D,
      bias: tf.slice1d(flat, biasOffset, outputs) as tf.Tensor1D,
    }));
  }

  function forward(x: tf.Tensor2D, layers: ReturnType<typeof slices>): tf.Tensor2D[] {
    const activations: tf.Tensor2D[] = [x];
    layers.forEach(({ weight, bias }, i) => {
      const activation = i + 1 < layers.length ? "relu" : "linear";
      activations.push(tf.fused.matMul({ a: activations[i]!, b: weight, bias, activation }) as tf.Tensor2D);
    });
    return activations;
  }

  if (autodiff) {
    return (parameters, batch) => {
      const { signs, weights } = targets(batch);
      const x = tf.tensor2d(batch.features, [batch.size, task.widths[0]!]);
      const [sign, weight] = [column(signs), column(weights)];
      const layers = slices(parameters);
      const flatten = layers.flatMap((layer) => [layer.weight, layer.bias] as tf.Tensor[]);
      const gradients = tf.grads((...tensors: tf.Tensor[]) => {
        const given = places.map((_, i) => ({
          weight: tensors[2 * i] as tf.Tensor2D,
          bias: tensors[2 * i + 1] as tf.Tensor1D,
        }));
        const v = forward(x, given).at(-1)!.mul(sign);
        return v.sigmoid().square().mul(v.softplus()).mul(weight).sum();
      })(flatten);
      return tf.concat(gradients.map((gradient) => gradient.reshape([-1])));
    };
  }

  return (parameters, batch) => {
    const { signs, weights } = targets(batch);
    const x = tf.tensor2d(batch.features, [batch.size, task.widths[0]!]);
    const layers = slices(parameters);
    const activations = forward(x, layers);
    // With q = σ(v), c = softplus(v): d(q²·c)/dv = q²·(2·(1 − q)·c + q). The sign of the chain rule
    // is folded into the weights.
    const v = activations.at(-1)!.mul(column(signs));
    const q = v.sigmoid();
    const c = v.softplus();
    let delta = q
      .square()
      .mul(c.sub(q.mul(c)).mul(2).add(q))
      .mul(column(weights.map((weight, i) => weight * signs[i]!))) as tf.Tensor2D;
    const gradients: tf.Tensor[] = [];
    for (let i = layers.length - 1; i >= 0; i--) {
      const input = activations[i]!;
      gradients.unshift(tf.matMul(input, delta, true, false).reshape([-1]), delta.sum(0));
      if (i > 0) delta = tf.matMul(delta, layers[i]!.weight, false, true).mul(input.step());
    }
    return tf.concat(gradients);
  };
}
