import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";

/** Samples per turn of the inner loops: two vectors. Batches are filled up to a multiple of it. */
export const TURN = 8;
const FLOAT = 4;

/** What a tile's activations and gradients may take together: they should stay in the first-level cache. */
const TILE_BYTES = 24 * 1024;
const LARGEST_TILE = 256;

/** Numbers of a step that depend on the step alone (`stepScalars`), in this order, [steps, 4] float32. */
export const STEP_SCALARS = ["inverseCorrection1", "inverseCorrection2", "rateFactor", "dampeningFactor"] as const;

/** Settings of a member, one float32 each, in this order. */
export const MEMBER_SCALARS = [
  "learningRateOfWeights",
  "learningRateOfBiases",
  "weightDecayOfWeights",
  "weightDecayOfBiases",
  "l1",
  "l2",
] as const;

/** Constants of the optimiser, one float32 each, in this order. */
export const RULE_SCALARS = [
  "momentum",
  "beta1",
  "beta2",
  "rest1",
  "rest2",
  "epsilon",
  "smoothing",
  "smoothingRest",
] as const;

/** Which of an optimiser's vectors there are: each takes room in every member. */
export interface StateVectors {
  first: boolean;
  second: boolean;
  third: boolean;
}

/** Addresses in bytes. Columns hold one float32 per sample, side by side, `columnBytes` apart. */
export interface KernelLayout {
  /** Samples of a tile. */
  tile: number;
  tileBytes: number;
  columnBytes: number;
  /** What is known of a row of the data, side by side: its features, its targets, its label; filled up to whole vectors. */
  rowBytes: number;
  /** Of the batch, the same as columns: [inputs] of features, the loss's targets, and all ones for a positive, else zeros. */
  features: number;
  targets: number;
  labels: number;
  /** Columns of the network's outputs, and of the objective's gradient with respect to them. */
  outputs: number;
  outputGradients: number;
  /** All ones for a sample, zeros where the batch is filled up. */
  valid: number;
  /** Of a tile, for each hidden layer: what its units give, and the objective's gradient with respect to what goes into them. */
  activations: readonly number[];
  activationGradients: readonly number[];
  /** [parameters] float32 each, filled up to a whole vector. */
  gradient: number;
  /** All ones for a weight, zeros for a bias. */
  isWeight: number;
  /** One float32: how many samples the batch has. */
  batchSize: number;
  /** One int32: how many of them were on the right side. */
  correct: number;
  rule: number;
  /** Where the loss's own columns begin, and after them the room for everything whose size is not compiled in. */
  end: number;
  parameterBytes: number;
  /** Within a member, from its start: the parameters come first. */
  member: { first: number; second: number; third: number; scalars: number; uniforms: number; bytes: number };
}

export interface KernelSizes {
  layout: ModelLayout;
  /** Samples of the largest batch. */
  capacity: number;
  targetColumns: number;
  /** A member has room for so many numbers of the loss. */
  uniformRoom: number;
  state: StateVectors;
}

export function kernelLayout(sizes: KernelSizes): KernelLayout {
  const { layout, capacity, targetColumns, uniformRoom, state } = sizes;
  const inputs = layout.widths[0]!;
  const rowFloats = roundUp(inputs + targetColumns + 1, 4);
  const outputs = outputCount(layout);
  const hidden = layout.layers.slice(0, -1);
  const units = hidden.reduce((sum, layer) => sum + layer.outputs, 0);
  const fitting = Math.floor(TILE_BYTES / (2 * FLOAT * Math.max(units, 1)) / TURN) * TURN;
  const tile = Math.max(TURN, Math.min(LARGEST_TILE, fitting));
  const columnBytes = FLOAT * roundUp(Math.max(capacity, tile), TURN);
  let next = 16;
  const room = (bytes: number) => {
    const start = next;
    next = roundUp(next + bytes, 16);
    return start;
  };
  const parameterBytes = FLOAT * roundUp(layout.parameterCount, 4);
  const tileBytes = FLOAT * tile;
  const vector = (there: boolean) => (there ? parameterBytes : 0);
  const first = parameterBytes;
  const second = first + vector(state.first);
  const third = second + vector(state.second);
  const scalars = third + vector(state.third);
  const uniforms = scalars + FLOAT * MEMBER_SCALARS.length;
  const member = { first, second, third, scalars, uniforms, bytes: roundUp(uniforms + FLOAT * uniformRoom, 16) };
  const columns = room(rowFloats * columnBytes);
  return {
    tile,
    tileBytes,
    columnBytes,
    parameterBytes,
    member,
    rowBytes: FLOAT * rowFloats,
    batchSize: room(FLOAT),
    correct: room(FLOAT),
    rule: room(FLOAT * RULE_SCALARS.length),
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
