/** The structs that host and kernels share. */
import { STEP_FIELDS, type StepField } from "../backend";
import { type ScalarType, type StructLayout, structLayout } from "./structLayout";

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

/** The `mark` of a step whose parameters are not kept. */
export const NOT_KEPT = 0xffffffff;

/**
 * Fields of one step of the uploaded table: the slice of `order` that is its batch, and the word of
 * the state from which the members' parameters after the step are kept (NOT_KEPT: not kept). The
 * optimiser's scalars follow (`wgslOptimizer`).
 */
export const STEP_PLACE = { order_offset: "u32", size: "u32", mark: "u32" } as const;

/** Fields of a member's rates; the optimiser's constants follow (`wgslOptimizer`). */
export const RATES = {
  rate_weights: "f32",
  rate_biases: "f32",
  decay_weights: "f32",
  decay_biases: "f32",
  l1: "f32",
  l2: "f32",
} as const;

/** What the host writes per member: its rates, then the loss's uniforms. */
export function memberWgsl(rates: StructLayout<string>, uniformCount: number): string {
  return `${rates.wgsl}
struct Member {
  rates: Rates,
  uniforms: array<f32, ${Math.max(1, uniformCount)}>,
}`;
}

export function memberBytes(rates: StructLayout<string>, uniformCount: number): number {
  return rates.sizeBytes + 4 * Math.max(1, uniformCount);
}

export function packMember(
  rates: StructLayout<string>,
  values: Readonly<Record<string, number>>,
  uniforms: Float64Array,
): ArrayBuffer {
  const bytes = new ArrayBuffer(memberBytes(rates, uniforms.length));
  const view = new DataView(bytes);
  rates.pack(view, 0, values);
  uniforms.forEach((value, i) => {
    view.setFloat32(rates.sizeBytes + 4 * i, value, true);
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
