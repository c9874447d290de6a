/**
 * A plain float64 training with Adam, used only by these tests: the kernels are compared with it
 * step by step.
 */

import type { MemberSettings, TrainingJob } from "../../../src/engine/backend";
import type { HandWrittenLoss } from "./trainingFixtures";

export interface ReferenceRun {
  /** [steps, 4]: loss, l1, l2, correct. */
  records: number[][];
  parameters: Float64Array;
  predict(features: Float32Array): number[];
}

/** `settingsAt(step)`, with steps from 0, may change the settings during training. */
export function referenceTraining(
  job: TrainingJob,
  loss: HandWrittenLoss,
  steps: number,
  settingsAt: (step: number) => MemberSettings = () => job.members[0]!.settings,
  lossAt: (step: number) => HandWrittenLoss = () => loss,
): ReferenceRun {
  const w = Float64Array.from(job.members[0]!.initialParameters);
  const [mean, square] = [new Float64Array(w.length), new Float64Array(w.length)];
  const isWeight = weightMask(job);
  const records: number[][] = [];
  const rows = job.labels.length;
  for (let step = 0, epoch = 0, position = 0, order = job.batchOrder(0); step < steps; step++) {
    const settings = settingsAt(step);
    const batch = order.subarray(position, position + job.batchSize);
    const traces = [...batch].map((row) => forward(job, w, job.features.subarray(2 * row, 2 * row + 2)));
    const predictions = Float64Array.from(traces, (trace) => trace.logit);
    const targets = Float64Array.from(batch, (row) => job.targets[0]![row]!);
    const { weight = 1 } = settings.lossParameters;
    const { objective, gradient } = lossAt(step).reference(predictions, targets, weight);
    const g = new Float64Array(w.length);
    traces.forEach((trace, s) => {
      backward(job, w, trace, gradient[s]!, g);
    });
    const weights = w.filter((_, i) => isWeight[i]);
    const l1 = settings.l1 * weights.reduce((sum, value) => sum + Math.abs(value), 0);
    const l2 = 0.5 * settings.l2 * weights.reduce((sum, value) => sum + value * value, 0);
    const correct = predictions.filter((z, i) => z > 0 === targets[i]! > 0.5).length;
    records.push([objective, l1, l2, correct]);
    if (job.optimizer.name !== "Adam") throw new Error("the reference has Adam alone");
    const { beta1, beta2, epsilon } = job.optimizer;
    const [correction1, correction2] = [1 - beta1 ** (step + 1), Math.sqrt(1 - beta2 ** (step + 1))];
    for (let i = 0; i < w.length; i++) {
      const group = isWeight[i] ? "weights" : "biases";
      const penalty = isWeight[i] ? settings.l1 * Math.sign(w[i]!) + settings.l2 * w[i]! : 0;
      const total = g[i]! + penalty + settings.weightDecay[group] * w[i]!;
      mean[i] = beta1 * mean[i]! + (1 - beta1) * total;
      square[i] = beta2 * square[i]! + (1 - beta2) * total * total;
      const root = Math.sqrt(square[i]!) / correction2 + epsilon;
      w[i]! -= ((settings.learningRate[group] / correction1) * mean[i]!) / root;
    }
    position += batch.length;
    if (position === rows) {
      position = 0;
      epoch++;
      order = job.batchOrder(epoch);
    }
  }
  const predict = (features: Float32Array) =>
    Array.from({ length: features.length / 2 }, (_, i) => forward(job, w, features.subarray(2 * i, 2 * i + 2)).logit);
  return { records, parameters: w, predict };
}

interface Trace {
  /** The inputs and pre-activations of each layer. */
  inputs: number[][];
  pre: number[][];
  logit: number;
}

function forward({ layout }: TrainingJob, w: Float64Array, features: ArrayLike<number>): Trace {
  const trace: Trace = { inputs: [], pre: [], logit: 0 };
  let values = Array.from(features);
  for (const layer of layout.layers) {
    trace.inputs.push(values);
    const pre = Array.from({ length: layer.outputs }, (_, o) =>
      values.reduce(
        (sum, value, i) => sum + w[layer.weightOffset + o * layer.inputs + i]! * value,
        w[layer.biasOffset + o]!,
      ),
    );
    trace.pre.push(pre);
    values = pre.map((z) => activate(layout, z));
  }
  trace.logit = trace.pre.at(-1)![0]!;
  return trace;
}

function backward({ layout }: TrainingJob, w: Float64Array, trace: Trace, gradient: number, g: Float64Array): void {
  let delta = [gradient];
  for (let l = layout.layers.length - 1; l >= 0; l--) {
    const layer = layout.layers[l]!;
    const below = new Array<number>(layer.inputs).fill(0);
    for (let o = 0; o < layer.outputs; o++) {
      g[layer.biasOffset + o]! += delta[o]!;
      for (let i = 0; i < layer.inputs; i++) {
        g[layer.weightOffset + o * layer.inputs + i]! += delta[o]! * trace.inputs[l]![i]!;
        below[i]! += delta[o]! * w[layer.weightOffset + o * layer.inputs + i]!;
      }
    }
    if (l > 0) delta = below.map((value, i) => value * slope(layout, trace.pre[l - 1]![i]!));
  }
}

function activate({ activation, negativeSlope }: TrainingJob["layout"], z: number): number {
  if (activation === "tanh") return Math.tanh(z);
  if (activation === "sigmoid") return 1 / (1 + Math.exp(-z));
  return z > 0 ? z : z * (activation === "relu" ? 0 : negativeSlope);
}

function slope(layout: TrainingJob["layout"], z: number): number {
  const a = activate(layout, z);
  if (layout.activation === "tanh") return 1 - a * a;
  if (layout.activation === "sigmoid") return a * (1 - a);
  if (z > 0) return 1;
  return layout.activation === "relu" ? 0 : layout.negativeSlope;
}

function weightMask({ layout }: TrainingJob): boolean[] {
  const mask = new Array<boolean>(layout.parameterCount).fill(false);
  for (const layer of layout.layers) mask.fill(true, layer.weightOffset, layer.biasOffset);
  return mask;
}
