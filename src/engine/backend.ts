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

/** What may differ between the models of a fleet, and may change while it trains. */
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
   * The loss's target columns, [rows] each: the labels as the loss wants them written (0/1, −1/+1,
   * a class's number …).
   */
  targets: readonly Float32Array[];
  /** [rows]: 1 for a positive, else 0. */
  labels: Uint8Array;
  batchSize: number;
  /**
   * A permutation of 0..rows−1 for an epoch (from 0); batches are consecutive slices, the last may
   * be short. Asked for in order, once each.
   */
  batchOrder: (epoch: number) => Uint32Array;
  /**
   * As a function of the network's outputs: its prediction columns are the outputs of `layout`, its
   * target columns `targets`.
   */
  loss: LossProgram;
  optimizer: OptimizerRule;
  members: readonly FleetMember[];
}

/**
 * What each step leaves behind, before its update. Order: [steps, members, STEP_FIELDS.length]
 * row-major.
 */
export const STEP_FIELDS = ["loss", "l1", "l2", "correct"] as const;
/**
 * `loss` is the data term, `l1` and `l2` the penalties, `correct` how many of the batch were on the
 * right side of p = ½ (`decisionLogits`).
 */
export type StepField = (typeof STEP_FIELDS)[number];

/** What `advanceMarked` comes to. */
export interface MarkedSteps {
  /** As of `advance`: [steps, members, STEP_FIELDS.length] row-major. */
  records: Float64Array;
  /** After each marked step: [marks, members, parameterCount] row-major. */
  parameters: Float64Array;
  /** Of the networks after each marked step: [marks, members, points, outputs] row-major. */
  outputs: Float32Array;
}

/**
 * One fleet in training. Calls are made one after the other: a caller awaits each before the next.
 * Arrays that are returned belong to the caller; arrays that are passed in are read before the
 * promise resolves, not kept.
 */
export interface Trainer {
  readonly job: TrainingJob;
  /** Steps taken since the start. */
  readonly step: number;
  /**
   * Takes `count` steps. Throws DeviceLostError when the GPU went away; the trainer is then dead.
   */
  advance(count: number): Promise<Float64Array>;
  /**
   * `advance`, and what the networks are after `marks` of these steps (from 1, ascending) at
   * `features` [points, inputs] row-major, in as few journeys as it takes. For engines on which
   * stopping to look costs more than the looking.
   */
  advanceMarked?(count: number, marks: readonly number[], features: Float32Array): Promise<MarkedSteps>;
  /**
   * Takes effect on the next step. The loss program must fit the parameters (`programFits`);
   * `replaceLoss` otherwise.
   */
  configure(member: number, settings: MemberSettings): void;
  /** Goes on training the same weights under another program (a guard of the old one flipped). */
  replaceLoss(loss: LossProgram): Promise<void>;
  /**
   * Begins the same job anew from step 0 with other start values and settings, as many members as
   * before, the optimiser's memory empty: what `createTrainer` would give, without its cost.
   * Engines without it are asked for a new trainer.
   */
  restart?(members: readonly FleetMember[]): void;
  /**
   * Outputs [points, outputs] row-major of one member's network at `features` [points, inputs]
   * row-major. `into`, as long as the result, may be what they are written into and returned:
   * whoever asks again and again spares the browser the arrays.
   */
  predict(member: number, features: Float32Array, into?: Float32Array): Promise<Float32Array | Float64Array>;
  /**
   * `predict` of a network with these parameters [parameterCount] in a member's place: engines that
   * have it can be asked later what a member answered. Not beside `advanceMarked`, which tells it
   * by the way.
   */
  predictAt?(
    parameters: Float64Array,
    features: Float32Array,
    into?: Float32Array,
  ): Promise<Float32Array | Float64Array>;
  /** [parameterCount] of one member. */
  parameters(member: number): Promise<Float64Array>;
  /**
   * `predict` of members [first, first + count) at the same points: [count, points, outputs]
   * row-major. For engines on which many journeys cost more than one; `MemberReader` asks the
   * others member by member.
   */
  predictMembers?(first: number, count: number, features: Float32Array): Promise<Float32Array | Float64Array>;
  /** `parameters` of members [first, first + count): [count, parameterCount] row-major. */
  parametersOfMembers?(first: number, count: number): Promise<Float64Array>;
  /**
   * Frees what it holds. A second call does nothing; any other call after it is an error, for which
   * the WebAssembly trainer throws ReleasedMemoryError.
   */
  dispose(): void;
}

/** Whether a backend can take a job; where not, why, as an error code and values for a sentence. */
export type Support = { ok: true } | { ok: false; reason: UnsupportedReason; detail: string };

export type UnsupportedReason = "no-webgpu" | "no-adapter" | "batch-level-loss" | "too-large" | "no-onnx-runtime";

/** What makes trainers. */
export type TrainerSource = Pick<Backend, "createTrainer">;

/** Where the numbers are computed. */
export interface Backend {
  readonly id: BackendId;
  /** What runs it, for the screen and the bench: an adapter's name, or the array type. */
  readonly description: string;
  /** Whether a GPU backend runs on a software adapter: never chosen by itself. */
  readonly software: boolean;
  canTrain(job: TrainingJob): Support;
  /** Throws UnsupportedJobError where `canTrain` says no. */
  createTrainer(job: TrainingJob): Promise<Trainer>;
  /**
   * Tries some ways to do jobs of this kind, each as a source of trainers that are given to
   * `stepsPerSecond`, and keeps the fastest for the trainers to come; once for each kind. Where
   * `stepsPerSecond` is undefined, it gives up and begins anew another time.
   */
  tune?(job: TrainingJob, stepsPerSecond: (trainers: TrainerSource) => Promise<number | undefined>): Promise<void>;
  /**
   * Evaluates outputs of a graph where this engine is faster at it than the
   * interpreter (`createEvaluator`): samples in its own precision, sums in float64.
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
