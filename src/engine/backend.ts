import type { ModelLayout } from "../experiment/modelLayout";
import type { Evaluator, LossProgram, ParameterValues } from "../language";
import type { KeyedGraph } from "../language/keyedGraph";
import type { OptimizerRule } from "../optimizers";

/**
 * `float64` is the reference; `cpu` computes in float32; `webgpu` in float32 on the GPU; `onnx` in
 * float64 in ONNX Runtime.
 */
export type BackendId = "float64" | "cpu" | "webgpu" | "onnx";

/** A value for weights and one for biases: torch's per-parameter options. */
export interface PerGroup {
  weights: number;
  biases: number;
}

/** Settings that may differ between the models of a fleet and may change during training. */
export interface MemberSettings {
  lossParameters: ParameterValues;
  learningRate: PerGroup;
  weightDecay: PerGroup;
  l1: number;
  l2: number;
}

export interface FleetMember {
  /** [layout.parameterCount], in the layout's order. */
  initialParameters: Float32Array;
  settings: MemberSettings;
}

/**
 * A fleet of models that see the same batches; one model is a fleet of one. Everything is resolved:
 * no seeds, no defaults.
 */
export interface TrainingJob {
  layout: ModelLayout;
  /** Training rows: [rows, layout.widths[0]] row-major. */
  features: Float32Array;
  /**
   * The loss's target columns, [rows] each: the labels in the loss's own format (0/1, −1/+1, a
   * class's number …).
   */
  targets: readonly Float32Array[];
  /** [rows]: 1 for a positive, else 0. */
  labels: Uint8Array;
  batchSize: number;
  /**
   * A permutation of 0..rows−1 for an epoch (from 0). Batches are consecutive slices; the last may
   * be short. Called once per epoch, in order.
   */
  batchOrder: (epoch: number) => Uint32Array;
  /**
   * The loss as a function of the network's outputs: its prediction columns are the outputs of
   * `layout`, its target columns `targets`.
   */
  loss: LossProgram;
  optimizer: OptimizerRule;
  members: readonly FleetMember[];
}

/**
 * What each step records, before its update. Order: [steps, members, STEP_FIELDS.length] row-major.
 */
export const STEP_FIELDS = ["loss", "l1", "l2", "correct"] as const;
/**
 * `loss` is the data term, `l1` and `l2` the penalties, `correct` the number of samples in the
 * batch on the right side of p = ½ (`decisionLogits`).
 */
export type StepField = (typeof STEP_FIELDS)[number];

/** The result of `advanceKeeping`: what is kept of some of the steps taken. */
export interface KeptSteps {
  /** The result of `advance`: [steps, members, STEP_FIELDS.length] row-major. */
  records: Float64Array;
  /** Parameters after each kept step: [kept steps, members, parameterCount] row-major. */
  parameters: Float64Array;
  /**
   * The networks' outputs after each kept step: [kept steps, members, points, outputs] row-major.
   */
  outputs: Float32Array;
}

/**
 * One fleet in training. Callers await each call before the next. The caller owns returned arrays;
 * arrays that are passed in are read before the promise resolves, and not kept.
 */
export interface Trainer {
  readonly job: TrainingJob;
  /** Steps taken since the start. */
  readonly step: number;
  /**
   * Takes `count` steps. Throws DeviceLostError if the GPU is lost; the trainer is then unusable.
   */
  advance(count: number): Promise<Float64Array>;
  /**
   * Like `advance`, but also returns the networks' parameters, and their outputs at `features`
   * [points, inputs] row-major, after the steps numbered `keep` (from 1, ascending), in as few
   * round trips as possible. For engines where a round trip costs more than evaluating.
   */
  advanceKeeping?(count: number, keep: readonly number[], features: Float32Array): Promise<KeptSteps>;
  /**
   * Takes effect on the next step. The loss program must fit the parameters (`programFits`); use
   * `replaceLoss` otherwise.
   */
  configure(member: number, settings: MemberSettings): void;
  /**
   * Continues to train the same weights with another program (because a guard of the old one
   * changed).
   */
  replaceLoss(loss: LossProgram): Promise<void>;
  /**
   * Restarts the same job from step 0 with other initial parameters and settings, the same number
   * of members and an empty optimiser state: equivalent to `createTrainer` but cheaper. If an
   * engine lacks it, create a new trainer.
   */
  restart?(members: readonly FleetMember[]): void;
  /**
   * Outputs [points, outputs] row-major of one member's network at `features` [points, inputs]
   * row-major. If `into` is given, as long as the result, it is filled and returned, which saves
   * frequent callers an allocation.
   */
  predict(member: number, features: Float32Array, into?: Float32Array): Promise<Float32Array | Float64Array>;
  /**
   * `predict` with other parameters [parameterCount] in a member's place. Lets a caller evaluate
   * past parameters later. Not implemented together with `advanceKeeping`.
   */
  predictAt?(
    parameters: Float64Array,
    features: Float32Array,
    into?: Float32Array,
  ): Promise<Float32Array | Float64Array>;
  /** [parameterCount] of one member. */
  parameters(member: number): Promise<Float64Array>;
  /**
   * `predict` for members [first, first + count) at the same points: [count, points, outputs]
   * row-major. For engines where many round trips cost more than one; for the others,
   * `MemberReader` reads member by member.
   */
  predictMembers?(first: number, count: number, features: Float32Array): Promise<Float32Array | Float64Array>;
  /** `parameters` for members [first, first + count): [count, parameterCount] row-major. */
  parametersOfMembers?(first: number, count: number): Promise<Float64Array>;
  /**
   * Frees its memory. A second call does nothing. Any other call after it is an error; the
   * WebAssembly trainer throws ReleasedMemoryError.
   */
  dispose(): void;
}

/**
 * Whether a backend can train a job; if not, the reason as an error code and values for a sentence.
 */
export type Support = { ok: true } | { ok: false; reason: UnsupportedReason; detail: string };

export type UnsupportedReason = "no-webgpu" | "no-adapter" | "batch-level-loss" | "too-large" | "no-onnx-runtime";

/** Creates trainers. */
export type TrainerSource = Pick<Backend, "createTrainer">;

/** Where the numbers are computed. */
export interface Backend {
  readonly id: BackendId;
  /** A description for the screen and the bench: an adapter's name, or the array type. */
  readonly description: string;
  /** Whether a GPU backend runs on a software adapter, which is never chosen automatically. */
  readonly software: boolean;
  canTrain(job: TrainingJob): Support;
  /** Throws UnsupportedJobError if `canTrain` refuses the job. */
  createTrainer(job: TrainingJob): Promise<Trainer>;
  /**
   * Tries several configurations for jobs of this kind, once per kind: measures each with
   * `stepsPerSecond`, which receives a way to create trainers, and uses the fastest for later
   * trainers. If `stepsPerSecond` returns undefined, it stops and starts again at the next call.
   */
  tune?(job: TrainingJob, stepsPerSecond: (trainers: TrainerSource) => Promise<number | undefined>): Promise<void>;
  /**
   * Creates an evaluator of a graph's outputs that is faster than the language's own: samples in
   * the engine's precision, sums in float64. Absent if the engine is not faster.
   */
  createEvaluator?(graph: KeyedGraph, outputs: readonly string[]): Evaluator;
  dispose(): void;
}

export class UnsupportedJobError extends Error {
  readonly reason: UnsupportedReason;
  constructor(reason: UnsupportedReason, detail: string) {
    super(detail);
    this.name = "UnsupportedJobError";
    this.reason = reason;
  }
}

export class DeviceLostError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "DeviceLostError";
  }
}
