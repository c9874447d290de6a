/**
 * The jax-js contestant: one jitted step from grad, flat parameters, batches of one size (the short
 * last one is padded with samples of weight zero, so that nothing compiles twice), blockUntilReady
 * every few steps, vmap over the models of a fleet. It runs without cross-origin isolation, because
 * its threads slow networks of this size down.
 */
import { blockUntilReady, defaultDevice, grad, init, jit, nn, numpy as np, vmap } from "@jax-js/jax";
import type { TrainedTask, TrainingTask } from "../trainingTask";
import { Batches } from "./batches";
import { adamScalars, filledWeights, layerPlaces } from "./flatParameters";

export interface JaxJsEntry {
  version: string;
  task: TrainingTask;
}

type Step = ReturnType<typeof compileStep>;

const STEPS_BETWEEN_WAITS = 8;

let entry: JaxJsEntry;
let step: Step;

export async function prepare(given: JaxJsEntry): Promise<string> {
  entry = given;
  await init("wasm");
  defaultDevice("wasm");
  step = compileStep(entry.task);
  return `jax-js ${entry.version}, wasm`;
}

/**
 * (parameters, m, v, signs, weights, x, scalars) → the first three after an update; [models, …] for
 * several models.
 */
function compileStep(task: TrainingTask) {
  const several = task.models.length > 1;
  const places = layerPlaces(task);

  /**
   * −α_t·(1 − p_t)^γ·ln p_t summed over the batch. v is the logit towards the wrong class: 1 − p_t
   * = σ(v), −ln p_t = softplus(v).
   */
  function dataTerm(flat: np.Array, gamma: np.Array, signs: np.Array, weights: np.Array, x: np.Array): np.Array {
    let activation = x;
    places.forEach(({ inputs, outputs, weightOffset, biasOffset }, i) => {
      const weight = flat.ref.slice([weightOffset, biasOffset]).reshape([outputs, inputs]);
      const bias = flat.ref.slice([biasOffset, biasOffset + outputs]);
      activation = np.matmul(activation, weight.transpose()).add(bias);
      if (i + 1 < places.length) activation = nn.relu(activation);
    });
    flat.dispose();
    const v = activation.reshape([task.batchSize]).mul(signs);
    const wrong = nn.sigmoid(v.ref);
    let factor: np.Array;
    if (several) factor = np.exp(np.log(wrong).mul(gamma));
    else {
      gamma.dispose();
      factor = np.square(wrong);
    }
    return factor.mul(nn.softplus(v)).mul(weights).sum();
  }

  const gradient = several ? vmap(grad(dataTerm), [0, 0, null, 0, null]) : grad(dataTerm);
  const l1 = filledWeights(task, task.l1);
  const l2 = filledWeights(task, task.l2);
  return jit(
    (
      flat: np.Array,
      first: np.Array,
      second: np.Array,
      gamma: np.Array,
      signs: np.Array,
      weights: np.Array,
      x: np.Array,
      rate: np.Array,
      epsilon: np.Array,
    ) => {
      const g = gradient(flat.ref, gamma, signs, weights, x)
        .add(np.sign(flat.ref).mul(np.array(l1)))
        .add(flat.ref.mul(np.array(l2)));
      const m = first.mul(task.beta1).add(g.ref.mul(1 - task.beta1));
      const v = second.mul(task.beta2).add(np.square(g).mul(1 - task.beta2));
      const change = m.ref.div(np.sqrt(v.ref).add(epsilon)).mul(rate);
      return [flat.sub(change), m, v] as [np.Array, np.Array, np.Array];
    },
  );
}

export async function train(steps: number): Promise<TrainedTask> {
  const { task } = entry;
  const { models, batchSize, initialParameters } = task;
  const several = models.length > 1;
  const shape = several ? [models.length, initialParameters.length] : [initialParameters.length];
  const started = performance.now();
  let flat = np.array(new Float32Array(models.flatMap(() => initialParameters))).reshape(shape);
  let first = np.zeros(shape);
  let second = np.zeros(shape);
  const gamma = np.array(new Float32Array(models.map((model) => model.gamma)));
  const batches = new Batches(task);
  const signs = new Float32Array(batchSize);
  const weights = new Float32Array(models.length * batchSize);
  const x = new Float32Array(batchSize * task.widths[0]!);
  for (let i = 1; i <= steps; i++) {
    const { labels, features, size } = batches.next();
    x.set(features);
    weights.fill(0);
    labels.forEach((label, s) => {
      signs[s] = label === 1 ? -1 : 1;
      for (let k = 0; k < models.length; k++) {
        const { alpha } = models[k]!;
        weights[k * batchSize + s] = (label === 1 ? alpha : 1 - alpha) / size;
      }
    });
    const scalars = adamScalars(task, i);
    [flat, first, second] = step(
      flat,
      first,
      second,
      gamma.ref,
      np.array(signs.slice()),
      several ? np.array(weights.slice()).reshape([models.length, batchSize]) : np.array(weights.slice()),
      np.array(x.slice()).reshape([batchSize, task.widths[0]!]),
      np.array(scalars.rate),
      np.array(scalars.epsilon),
    );
    if (i % STEPS_BETWEEN_WAITS === 0) await blockUntilReady(flat);
  }
  const trained = (await flat.data()) as Float32Array;
  const parameters = models.map((_, k) => {
    const length = initialParameters.length;
    return [...trained.subarray(k * length, (k + 1) * length)];
  });
  const ms = performance.now() - started;
  for (const array of [first, second, gamma]) array.dispose();
  return { ms, parameters };
}
