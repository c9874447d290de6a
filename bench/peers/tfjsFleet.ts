import * as tf from "@tensorflow/tfjs-core";
import type { TrainingTask } from "../trainingTask";
import type { BatchGradient } from "./batchGradient";
import { layerPlaces } from "./flatParameters";

/**
 * Many networks as batched products: activations [models, features, batch], so that the first layer
 * of all models is one plain product and nothing is transposed. Parameters [models, parameters].
 */
export function fleetNetwork(task: TrainingTask, autodiff: boolean): BatchGradient {
  const models = task.models.length;
  const places = layerPlaces(task);
  const inputs = task.widths[0]!;
  // 1 − α and 2α − 1: α_t = (1 − α) + y·(2α − 1).
  const base = tf.tensor3d(
    task.models.map(({ alpha }) => 1 - alpha),
    [models, 1, 1],
  );
  const slope = tf.tensor3d(
    task.models.map(({ alpha }) => 2 * alpha - 1),
    [models, 1, 1],
  );
  const gamma = tf.tensor3d(
    task.models.map((model) => model.gamma),
    [models, 1, 1],
  );

  function slices(parameters: tf.Tensor) {
    const flat = parameters as tf.Tensor2D;
    return places.map(({ inputs, outputs, weightOffset, biasOffset }) => ({
      weight: tf.slice2d(flat, [0, weightOffset], [models, inputs * outputs]).reshape([models, outputs, inputs]),
      bias: tf.slice2d(flat, [0, biasOffset], [models, outputs]).reshape([models, outputs, 1]),
    }));
  }

  function forward(xT: tf.Tensor2D, layers: ReturnType<typeof slices>): tf.Tensor[] {
    const activations: tf.Tensor[] = [xT];
    layers.forEach(({ weight, bias }, i) => {
      const { inputs, outputs } = places[i]!;
      const product =
        i === 0
          ? tf.matMul(weight.reshape([models * outputs, inputs]), xT).reshape([models, outputs, -1])
          : tf.matMul(weight, activations[i]!);
      const sum = product.add(bias);
      activations.push(i + 1 < layers.length ? sum.relu() : sum);
    });
    return activations;
  }

  return (parameters, { features, labels, size }) => {
    const x = tf.tensor2d(features, [size, inputs]);
    const xT = x.transpose() as tf.Tensor2D;
    const sign = tf.tensor3d(
      labels.map((label) => (label === 1 ? -1 : 1)),
      [1, 1, size],
    );
    const y = tf.tensor3d(labels, [1, 1, size]);
    const weight = y
      .mul(slope)
      .add(base)
      .mul(1 / size);
    const layers = slices(parameters);

    if (autodiff) {
      const flatten = layers.flatMap((layer) => [layer.weight, layer.bias]);
      const gradients = tf.grads((...tensors: tf.Tensor[]) => {
        const given = places.map((_, i) => ({ weight: tensors[2 * i]!, bias: tensors[2 * i + 1]! }));
        const v = forward(xT, given).at(-1)!.mul(sign);
        const c = v.softplus();
        // q^γ = exp(γ·ln σ(v)) with ln σ(v) = v − softplus(v)
        return v.sub(c).mul(gamma).exp().mul(c).mul(weight).sum();
      })(flatten);
      return tf.concat(
        gradients.map((gradient) => gradient.reshape([models, -1])),
        1,
      );
    }

    const activations = forward(xT, layers);
    // With q = σ(v), c = softplus(v): d(q^γ·c)/dv = q^γ·(γ·(1 − q)·c + q).
    const v = activations.at(-1)!.mul(sign);
    const c = v.softplus();
    const q = v.sigmoid();
    let delta: tf.Tensor = v
      .sub(c)
      .mul(gamma)
      .exp()
      .mul(c.sub(q.mul(c)).mul(gamma).add(q))
      .mul(weight.mul(sign));
    const gradients: tf.Tensor[] = [];
    for (let i = layers.length - 1; i >= 0; i--) {
      const { outputs } = places[i]!;
      const weightGradient =
        i === 0
          ? tf.matMul(delta.reshape([models * outputs, size]), x)
          : tf.matMul(delta, activations[i]!, false, true);
      gradients.unshift(weightGradient.reshape([models, -1]), delta.sum(2));
      if (i > 0) delta = tf.matMul(layers[i]!.weight, delta, true, false).mul(activations[i]!.step());
    }
    return tf.concat(gradients, 1);
  };
}
