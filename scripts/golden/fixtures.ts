/** The parts of the golden files that are read, as shared/golden's generators write them. */
import { type Encoded, type EncodedTensor, FixtureError, type PackedArray } from "./encoding";

export interface LossCase {
  id: string;
  loss: string;
  kind: "elementwise" | "sample" | "batch";
  params: Record<string, unknown>;
  inputs: Record<string, EncodedTensor>;
  /** And what else the loss gives, by torch's names. */
  expected: { none: EncodedTensor; mean: Encoded; sum: Encoded; batchmean?: Encoded };
  /** Of the sum. */
  grad: Record<string, EncodedTensor>;
  grad_mean?: Record<string, EncodedTensor>;
  grad_batchmean?: Record<string, EncodedTensor>;
  tags?: string[];
}

export interface LossFixture {
  format: "loss-golden";
  cases: LossCase[];
}

/** torch.optim's class and its keyword arguments. */
export interface GoldenOptimizer {
  name: string;
  lr: number | { weights: number; biases: number };
  weight_decay?: number | { weights: number; biases: number };
  [argument: string]: unknown;
}

export interface OptimizerCase {
  id: string;
  optimizer: GoldenOptimizer;
  param: Encoded[];
  grads: Encoded[][];
  after_step: Encoded[][];
}

export const EPOCH_FIGURES = [
  ...[
    "train_objective_running",
    "train_accuracy_running",
    "train_loss",
    "val_loss",
    "penalty",
    "val_objective_batched",
  ],
  ...["accuracy", "precision", "recall", "f1", "auc", "tp", "fp", "tn", "fn"],
] as const;

export interface GoldenResults {
  initial: Record<string, Encoded>;
  first_grad?: Record<string, EncodedTensor>;
  step_objective: Encoded[];
  step_loss: Encoded[];
  /** One array per figure, one entry per epoch. */
  epochs: Record<string, Encoded[]>;
  final: Record<string, EncodedTensor>;
  grid: Encoded[];
}

/** Largest differences per epoch. */
export interface Drift {
  val_loss: Encoded[];
  weights_max: Encoded[];
  grid_max: Encoded[];
  steps_max: Encoded;
}

export interface GoldenRun {
  id: string;
  loss: { name: string; params: Record<string, unknown> };
  arch: number[];
  activation: string;
  negative_slope?: number;
  init: string;
  order: string;
  batch_size: number;
  epochs: number;
  l1: number;
  l2: number;
  optimizer: GoldenOptimizer;
  f64: GoldenResults;
  f32: GoldenResults;
  drift: { f32_vs_f64: Drift; f32_reordered: Drift; f64_reordered: Drift };
}

export interface TrainingFixture {
  format: "training-golden";
  data: { X: PackedArray; Y: PackedArray; train: PackedArray; val: PackedArray };
  orders: Record<string, PackedArray>;
  inits: Record<string, Record<string, EncodedTensor>>;
  grid: { axis: number[] };
  optimizer_steps: OptimizerCase[];
  runs: GoldenRun[];
}

/** Throws FixtureError if the value is not such a file. Cases are parsed only when used. */
export function lossFixture(value: unknown, file: string): LossFixture {
  return fixture(value, file, "loss-golden", ["cases"]) as LossFixture;
}

/** Throws FixtureError where the value is not such a file. */
export function trainingFixture(value: unknown, file: string): TrainingFixture {
  return fixture(value, file, "training-golden", [
    "data",
    "orders",
    "inits",
    "grid",
    "optimizer_steps",
    "runs",
  ]) as TrainingFixture;
}

/** `training` with the steps and runs of a further file. Throws FixtureError where that is none. */
export function withOptimizers(training: TrainingFixture, value: unknown, file: string): TrainingFixture {
  const more = fixture(value, file, "optimizer-golden", ["optimizer_steps", "runs"]) as TrainingFixture;
  return {
    ...training,
    optimizer_steps: [...training.optimizer_steps, ...more.optimizer_steps],
    runs: [...training.runs, ...more.runs],
  };
}

function fixture(value: unknown, file: string, format: string, keys: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) throw new FixtureError(file, "an object", String(value));
  const object = value as Record<string, unknown>;
  if (object.format !== format)
    throw new FixtureError(file, `format ${JSON.stringify(format)}`, JSON.stringify(object.format));
  for (const key of keys) {
    if (typeof object[key] !== "object" || object[key] === null) {
      throw new FixtureError(`${file}, field ${key}`, "an object or list", String(object[key]));
    }
  }
  return value;
}
