/** What every contestant trains, in plain numbers: it is sent to pages and to Python as JSON. */
import { prepareJob } from "../src/engine/job";
import { tutorialExperiment } from "../src/experiment/defaults";
import type { Experiment } from "../src/experiment/experiment";

/** A model of a sweep: the focal loss's two parameters. */
export interface FocalModel {
  alpha: number;
  gamma: number;
}

/**
 * A ReLU network with one logit, trained by Adam on the focal loss of the logit plus l1·Σ|w| +
 * ½·l2·Σw² over the weights.
 */
export interface TrainingTask {
  /** [2, 4, 8, 1] */
  widths: readonly number[];
  /** [rows, widths[0]] row-major. */
  features: readonly number[];
  /** [rows], 0 or 1. */
  labels: readonly number[];
  batchSize: number;
  /**
   * Row indices in training order, epoch after epoch: [epochs, rows]. An epoch's last batch may be
   * short.
   */
  order: readonly (readonly number[])[];
  /** Weights [outputs, inputs] row-major, then biases, layer by layer; the same for every model. */
  initialParameters: readonly number[];
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  l1: number;
  l2: number;
  /** All models see the same batches. */
  models: readonly FocalModel[];
}

/**
 * A contestant's result: the parameters, and the time from the initial weights until the caller has
 * the trained ones.
 */
export interface TrainedTask {
  ms: number;
  /** [models][parameters] */
  parameters: number[][];
}

/** The tutorial's experiment with each model's parameters. */
export function modelExperiments(models: readonly FocalModel[]): Experiment[] {
  return models.map((model) => ({ ...tutorialExperiment, loss: { id: "focal", parameters: { ...model } } }));
}

/** The tutorial's job, for its one model or for a fleet. */
export function trainingTask(models: readonly FocalModel[]): TrainingTask {
  const { job } = prepareJob(tutorialExperiment);
  const { optimizer } = tutorialExperiment;
  if (optimizer.name !== "Adam") throw new Error(`the peers train with Adam, the tutorial with ${optimizer.name}`);
  const { learningRate, beta1, beta2, epsilon } = optimizer;
  return {
    widths: job.layout.widths,
    features: [...job.features],
    labels: [...job.labels],
    batchSize: job.batchSize,
    order: Array.from({ length: tutorialExperiment.epochs }, (_, epoch) => [...job.batchOrder(epoch)]),
    initialParameters: [...job.members[0]!.initialParameters],
    learningRate,
    beta1,
    beta2,
    epsilon,
    ...tutorialExperiment.regularisation,
    models,
  };
}

export const tutorialModel: readonly FocalModel[] = [{ alpha: 0.75, gamma: 2 }];

const GRID = 16;

/** α from 0.05 to 0.95 by γ from 0 to 5, 16 values each. */
export const sweptModels: readonly FocalModel[] = Array.from({ length: GRID * GRID }, (_, i) => ({
  alpha: 0.05 + (0.9 * (i % GRID)) / (GRID - 1),
  gamma: (5 * Math.floor(i / GRID)) / (GRID - 1),
}));
