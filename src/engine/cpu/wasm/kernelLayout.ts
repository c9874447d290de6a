import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import { LANES, SAMPLES_PER_ITERATION } from "../../../wasm";
import { STEP_FIELDS } from "../../backend";

const FLOAT = 4;
const DOUBLE = 8;

/** Room for a tile's activations and gradients, which should fit the first-level cache. */
const TILE_BYTES = 24 * 1024;
const LARGEST_TILE = 256;

/** A member's record of one step: STEP_FIELDS in float64. */
export const RECORD_BYTES = DOUBLE * STEP_FIELDS.length;

/** Settings of a member, one float32 each, in this order. */
export const MEMBER_SCALARS = [
  "learningRateOfWeights",
  "learningRateOfBiases",
  "weightDecayOfWeights",
  "weightDecayOfBiases",
  "l1",
  "l2",
] as const;

/** Addresses in bytes. A column holds one float32 per sample; columns are `columnBytes` apart. */
export interface KernelLayout {
  /** Samples of a tile. */
  tile: number;
  tileBytes: number;
  columnBytes: number;
  /** A row of the data: its features, its targets, its label; padded to whole vectors. */
  rowBytes: number;
  /**
   * The batch as columns: [inputs] features, the loss's targets, and the label as a mask (all ones
   * for a positive, zeros for a negative).
   */
  features: number;
  targets: number;
  labels: number;
  /** Columns of the network's outputs, and of the objective's gradient with respect to them. */
  outputs: number;
  outputGradients: number;
  /** All ones for a sample, zeros in the padding. */
  valid: number;
  /**
   * For each hidden layer of a tile: its units' outputs, and the objective's gradient with respect
   * to their weighted sums.
   */
  activations: readonly number[];
  activationGradients: readonly number[];
  /** [parameters] float32 each, padded to a whole iteration. */
  gradient: number;
  /** All ones for a weight, zeros for a bias. */
  isWeight: number;
  /** The number of samples in the batch: one float32. */
  batchSize: number;
  /** Numbers of the optimiser that are the same in every step: one float32 each. */
  constants: number;
  /** Start of the loss's own columns. Everything whose size is not compiled in comes after them. */
  end: number;
  parameterBytes: number;
  /** Bytes per step of the optimiser's numbers that depend on the step. */
  stepBytes: number;
  /** Offsets within a member: the parameters come first, then the optimiser's vectors in order. */
  member: { state: readonly number[]; scalars: number; uniforms: number; bytes: number };
}

export interface KernelSizes {
  layout: ModelLayout;
  /** Samples of the largest batch. */
  capacity: number;
  targetColumns: number;
  /** Number of the loss's numbers that a member has room for. */
  uniformRoom: number;
  /** Number of vectors that the optimiser keeps per member. */
  stateVectors: number;
  /** Numbers of the optimiser that are the same in every step, and those that depend on it. */
  constants: number;
  stepScalars: number;
}

export function kernelLayout(sizes: KernelSizes): KernelLayout {
  const { layout, capacity, targetColumns, uniformRoom, stateVectors, constants, stepScalars } = sizes;
  const inputs = layout.widths[0]!;
  const rowFloats = roundUp(inputs + targetColumns + 1, LANES);
  const outputs = outputCount(layout);
  const hidden = layout.layers.slice(0, -1);
  const units = hidden.reduce((sum, layer) => sum + layer.outputs, 0);
  const fitting =
    Math.floor(TILE_BYTES / (2 * FLOAT * Math.max(units, 1)) / SAMPLES_PER_ITERATION) * SAMPLES_PER_ITERATION;
  const tile = Math.max(SAMPLES_PER_ITERATION, Math.min(LARGEST_TILE, fitting));
  const columnBytes = FLOAT * roundUp(Math.max(capacity, tile), SAMPLES_PER_ITERATION);
  let next = 16;
  const room = (bytes: number) => {
    const start = next;
    next = roundUp(next + bytes, 16);
    return start;
  };
  const parameterBytes = FLOAT * roundUp(layout.parameterCount, SAMPLES_PER_ITERATION);
  const tileBytes = FLOAT * tile;
  const state = Array.from({ length: stateVectors }, (_, k) => (k + 1) * parameterBytes);
  const scalars = (stateVectors + 1) * parameterBytes;
  const uniforms = scalars + FLOAT * MEMBER_SCALARS.length;
  const member = { state, scalars, uniforms, bytes: roundUp(uniforms + FLOAT * uniformRoom, 16) };
  const columns = room(rowFloats * columnBytes);
  return {
    tile,
    tileBytes,
    columnBytes,
    parameterBytes,
    member,
    rowBytes: FLOAT * rowFloats,
    batchSize: room(FLOAT),
    constants: room(FLOAT * constants),
    stepBytes: FLOAT * Math.max(stepScalars, 1),
    activations: hidden.map((layer) => room(layer.outputs * tileBytes)),
    activationGradients: hidden.map((layer) => room(layer.outputs * tileBytes)),
    gradient: room(parameterBytes),
    isWeight: room(parameterBytes),
    features: columns,
    targets: columns + inputs * columnBytes,
    labels: columns + (inputs + targetColumns) * columnBytes,
    outputs: room(outputs * columnBytes),
    outputGradients: room(outputs * columnBytes),
    valid: room(columnBytes),
    end: next,
  };
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
