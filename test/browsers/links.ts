import { defaultDataset } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment, LossChoice } from "../../src/experiment/experiment";
import { type OptimizerName, type OptimizerSettings, optimizerDefaults, optimizerNamed } from "../../src/optimizers";

const loss = (id: string, parameters: LossChoice["parameters"] = {}): LossChoice => ({ id, parameters });

function optimizer<Name extends OptimizerName>(
  name: Name,
  settings: Partial<Extract<OptimizerSettings, { name: Name }>> = {},
) {
  return { ...optimizerDefaults(name), learningRate: optimizerNamed(name).suggestedRate, ...settings };
}

const { model } = tutorialExperiment;
const none = { l1: 0, l2: 0 };

/** What differs from the tutorial's run. */
const changes: Readonly<Record<string, Partial<Experiment>>> = {
  "cross-entropy of a logit, AdamW, tanh": {
    loss: loss("bce-logits"),
    optimizer: optimizer("AdamW", { weightDecay: 0.01 }),
    model: { ...model, activation: "tanh" },
  },
  "two class logits, Nesterov, moons": {
    loss: loss("cross-entropy"),
    optimizer: optimizer("SGD", { momentum: 0.9, nesterov: true, learningRate: 0.02 }),
    dataset: defaultDataset("moons", { positives: 300, negatives: 900 }),
    regularisation: none,
  },
  "hinge, Adagrad, blobs": {
    loss: loss("hinge"),
    optimizer: optimizer("Adagrad"),
    dataset: defaultDataset("blobs"),
  },
  "Dice of whole batches, RMSprop": {
    loss: loss("dice"),
    optimizer: optimizer("RMSprop"),
    regularisation: none,
    batchSize: 250,
  },
  "class-balanced focal, Adamax, few samples": {
    loss: loss("class-balanced-focal"),
    optimizer: optimizer("Adamax"),
    dataset: defaultDataset("rings", { positives: 40, negatives: 800 }),
    batchSize: 20,
  },
  "LDAM, NAdam, as many positives as negatives": {
    loss: loss("ldam"),
    optimizer: optimizer("NAdam"),
    dataset: defaultDataset("moons", { positives: 500, negatives: 500 }),
    epochs: 12,
  },
  "Huber, RAdam, sigmoid, only L2": {
    loss: loss("huber", { delta: 0.5 }),
    optimizer: optimizer("RAdam"),
    model: { ...model, activation: "sigmoid" },
    regularisation: { l1: 0, l2: 0.0005 },
  },
  "generalised cross-entropy, Adadelta, leaky ReLU": {
    loss: loss("gce"),
    optimizer: optimizer("Adadelta"),
    model: { ...model, activation: "leaky_relu" },
    dataset: defaultDataset("blobs", { positives: 250, negatives: 2000 }),
  },
  "ranking of pairs, Adam, other seeds": {
    loss: loss("pairwise-auc"),
    dataset: defaultDataset("rings", { positives: 200, negatives: 1000 }),
    seeds: { data: 3, split: 1, weights: 5, order: 4 },
  },
  "Lovász hinge, SGD, one wide layer": {
    loss: loss("lovasz-hinge"),
    // At its usual rate the last digits of the losses depend on the order of sums.
    optimizer: optimizer("SGD", { learningRate: 0.01 }),
    model: { ...model, hidden: [16] },
    epochs: 15,
  },
  "mean squared error, Adam, half for training": {
    loss: loss("mse"),
    trainFraction: 0.5,
    regularisation: { l1: 0.0002, l2: 0 },
  },
  "penalties so large that every answer is no": {
    loss: loss("bce"),
    regularisation: { l1: 0.05, l2: 0.05 },
    epochs: 10,
  },
};

/** Runs that are far apart in everything that a link can change, by what is special about them. */
export const linkedRuns: readonly (readonly [string, Experiment])[] = Object.entries(changes).map(([what, change]) => [
  what,
  { ...tutorialExperiment, ...change },
]);
