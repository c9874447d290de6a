/** The structs that host and kernels share. */
import type { MemberSettings, OptimizerRule } from "../backend";
import { STEP_FIELDS, type StepField } from "../backend";
import { type ScalarType, structLayout } from "./structLayout";

/**
 * The work of one dispatch: members [first_member, first_member + workgroups), steps [first_step,
 * first_step + step_count) of the uploaded table. A step that is too long for one dispatch is
 * split: then only the stages [first_stage, stage_end) and tiles [first_tile, tile_end) run.
 */
export const SPAN = structLayout("Span", {
  first_member: "u32",
  member_count: "u32",
  first_step: "u32",
  step_count: "u32",
  first_stage: "u32",
  stage_end: "u32",
  first_tile: "u32",
  tile_end: "u32",
});

/** Larger than any stage or tile. */
export const TO_THE_END = 0xffffffff;

/** Marks a step whose parameters are not kept. */
export const NO_MARK = 0xffffffff;

/**
 * One step of the uploaded table: the slice of `order` that is its batch, the values that depend
 * only on the step's number, and the word of the state from which the members' parameters after the
 * step are kept (NO_MARK: not kept).
 */
export const STEP = structLayout("Step", {
  order_offset: "u32",
  size: "u32",
  correction1: "f32",
  correction2: "f32",
  rate_factor: "f32",
  dampening_factor: "f32",
  mark: "u32",
});

/**
 * The numbers of one member's update. The host computes complements in float64: rounding 0.999
 * first would cost 1 − 0.999 four digits.
 */
export const RATES = structLayout("Rates", {
  rate_weights: "f32",
  rate_biases: "f32",
  decay_weights: "f32",
  decay_biases: "f32",
  l1: "f32",
  l2: "f32",
  momentum: "f32",
  beta1: "f32",
  one_minus_beta1: "f32",
  beta2: "f32",
  one_minus_beta2: "f32",
  epsilon: "f32",
  smoothing: "f32",
  one_minus_smoothing: "f32",
});

/** What the host writes per member: its rates, then the loss's uniforms. */
export function memberWgsl(uniformCount: number): string {
  return `${RATES.wgsl}
struct Member {
  rates: Rates,
  uniforms: array<f32, ${Math.max(1, uniformCount)}>,
}`;
}

export function memberBytes(uniformCount: number): number {
  return RATES.sizeBytes + 4 * Math.max(1, uniformCount);
}

export function packMember(settings: MemberSettings, rule: OptimizerRule, uniforms: Float64Array): ArrayBuffer {
  const bytes = new ArrayBuffer(memberBytes(uniforms.length));
  const view = new DataView(bytes);
  RATES.pack(view, 0, {
    rate_weights: settings.learningRate.weights,
    rate_biases: settings.learningRate.biases,
    decay_weights: settings.weightDecay.weights,
    decay_biases: settings.weightDecay.biases,
    l1: settings.l1,
    l2: settings.l2,
    momentum: rule.momentum,
    beta1: rule.beta1,
    one_minus_beta1: 1 - rule.beta1,
    beta2: rule.beta2,
    one_minus_beta2: 1 - rule.beta2,
    epsilon: rule.epsilon,
    smoothing: rule.smoothing,
    one_minus_smoothing: 1 - rule.smoothing,
  });
  uniforms.forEach((value, i) => {
    view.setFloat32(RATES.sizeBytes + 4 * i, value, true);
  });
  return bytes;
}

/** One record per step and member. */
export const RECORD = structLayout(
  "Record",
  Object.fromEntries(STEP_FIELDS.map((field) => [field, "f32"])) as Record<StepField, ScalarType>,
);

/** Bind group 0 of the training kernels. */
export const TRAINING_BINDINGS = {
  span: 0,
  features: 1,
  targets: 2,
  order: 3,
  steps: 4,
  members: 5,
  state: 6,
  records: 7,
  scratch: 8,
} as const;

/**
 * How a kernel uses each buffer: the ones listed are written, `span` is a uniform, the others are
 * read-only storage.
 */
export const WRITTEN_BINDINGS: readonly (keyof typeof TRAINING_BINDINGS)[] = ["state", "records", "scratch"];
