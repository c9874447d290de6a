/** Why a trained network calls no sample positive, and the smallest change that may help. */

import type { Samples } from "../datasets";
import { Network, TILE } from "../engine/cpu/network";
import type { Experiment } from "../experiment/experiment";
import { limits } from "../experiment/limits";
import { type ModelLayout, outputCount } from "../experiment/modelLayout";
import { optimizerNamed } from "../optimizers";

export type AlwaysNoReason =
  /** The rate is far from the one that the optimiser is usually used with. */
  | "rate-high"
  | "rate-low"
  /** The penalties' gradient is of the size of the loss's own, or larger. */
  | "penalties"
  /** The loss is still falling. */
  | "epochs"
  /** All samples get the same answer: the ReLU units of a layer respond to none of them. */
  | "dead-units"
  /** None of these: the loss has come to rest at always answering no. */
  | "loss";

/** A trained network and the run that led to it. */
export interface TrainedEvidence {
  experiment: Experiment;
  layout: ModelLayout;
  /** In the layout's order. */
  parameters: ArrayLike<number>;
  samples: Pick<Samples, "features" | "labels">;
  /** Of decision logits z and labels: count · ∂L/∂z of each, the data term only. */
  slopes: (logits: Float64Array, labels: Uint8Array) => ArrayLike<number>;
  /** The data term after each recorded epoch, oldest first. */
  losses: readonly number[];
}

/** Learning rates that differ from the usual one by this factor or more are looked at first. */
const UNUSUAL_RATE = 10;
/** From this ratio of the penalties' gradient to the loss's own on, the penalties decide. */
const PENALTIES_DECIDE = 0.25;
/** Relative fall of the loss over the last fifth of the epochs: clear, and just visible. */
const FALLS_CLEARLY = 0.02;
const FALLS = 0.002;
/** The gradient of a large network is estimated from fewer rows: in parameters times rows. */
const MOST_WORK = 40e6;
/** How many times as long a run is trained that is still falling, and the most that is offered. */
const LONGER = 4;
const MOST_EPOCHS = 480;

/** The reason that the run itself shows; to be asked of a network that never says yes. */
export function whyAlwaysNo(evidence: TrainedEvidence): AlwaysNoReason {
  const { experiment, losses } = evidence;
  const { learningRate, name } = experiment.optimizer;
  const usual = optimizerNamed(name).suggestedRate;
  if (learningRate >= UNUSUAL_RATE * usual) return "rate-high";
  if (learningRate * UNUSUAL_RATE <= usual) return "rate-low";

  const { l1, l2 } = experiment.regularisation;
  const { data, penalties, deadLayer } = gradients(evidence);
  const ratio = l1 + l2 > 0 ? penalties / data : 0;
  const fall = lateFall(losses);
  const canTrainLonger = experiment.epochs * LONGER <= MOST_EPOCHS;
  if (canTrainLonger && fall >= FALLS_CLEARLY && ratio < 1) return "epochs";
  if (ratio >= PENALTIES_DECIDE) return "penalties";
  if (deadLayer) return "dead-units";
  return canTrainLonger && fall >= FALLS ? "epochs" : "loss";
}

/**
 * The experiment with the smallest change that addresses the reason; null where none does. A loss
 * that has come to rest is given more time once.
 */
export function cureOf(reason: AlwaysNoReason, experiment: Experiment): Experiment | null {
  switch (reason) {
    case "rate-high":
    case "rate-low": {
      const learningRate = optimizerNamed(experiment.optimizer.name).suggestedRate;
      return { ...experiment, optimizer: { ...experiment.optimizer, learningRate } };
    }
    case "penalties":
      return { ...experiment, regularisation: { ...experiment.regularisation, l1: 0, l2: 0 } };
    case "dead-units": {
      const weights = (experiment.seeds.weights + 1) % limits.seed.max;
      return { ...experiment, seeds: { ...experiment.seeds, weights } };
    }
    case "epochs":
    case "loss": {
      const epochs = experiment.epochs * LONGER;
      return epochs <= MOST_EPOCHS ? { ...experiment, epochs } : null;
    }
  }
}

/** Relative fall of the loss over the last fifth of the epochs. */
function lateFall(losses: readonly number[]): number {
  const last = losses.at(-1) ?? Number.NaN;
  const before = losses[Math.max(0, Math.floor(0.8 * (losses.length - 1)))] ?? Number.NaN;
  return (before - last) / Math.abs(last) || 0;
}

/**
 * The sizes of the gradient of the data term and of the penalties over all weights, and whether all
 * samples get the same answer. A weight near 0 counts with the whole pull of L1, which keeps
 * it there.
 */
function gradients({ experiment, layout, parameters, samples, slopes }: TrainedEvidence) {
  const { features, labels } = samples;
  const rows = Math.max(1, Math.min(labels.length, Math.floor(MOST_WORK / layout.parameterCount)));
  const columns = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    columns[i] = features[2 * i]!;
    columns[rows + i] = features[2 * i + 1]!;
  }
  const values = Float64Array.from(parameters);
  const network = new Network(layout, Float64Array);
  const outputs = Array.from({ length: outputCount(layout) }, () => new Float64Array(rows));
  const forEachTile = (visit: (start: number, count: number) => void) => {
    for (let start = 0; start < rows; start += TILE) visit(start, Math.min(TILE, rows - start));
  };
  forEachTile((start, count) => network.forward(values, columns, rows, start, count, outputs));

  // The decision logit of two outputs is the second minus the first.
  const [first, second] = outputs as [Float64Array, Float64Array?];
  const logits = second === undefined ? first : second.map((output, i) => output - first[i]!);
  const up = Float64Array.from(slopes(logits, labels.subarray(0, rows)), (slope) => slope / rows);
  const outputGradients = second === undefined ? [up] : [up.map((slope) => -slope), up];
  const deadLayer = layout.activation === "relu" && logits.every((logit) => logit === logits[0]);
  const gradient = new Float64Array(values.length);
  forEachTile((start, count) => {
    network.forward(values, columns, rows, start, count, outputs);
    network.backward(values, columns, rows, start, count, outputGradients, gradient);
  });

  const { l1, l2 } = experiment.regularisation;
  let data = 0;
  let penalties = 0;
  for (const { weightOffset, biasOffset } of layout.layers) {
    for (let i = weightOffset; i < biasOffset; i++) {
      data += gradient[i]! ** 2;
      penalties += (l1 + l2 * Math.abs(values[i]!)) ** 2;
    }
  }
  return {
    data: Math.sqrt(data),
    penalties: Math.sqrt(penalties),
    deadLayer,
  };
}
