import { Network, TILE } from "../../engine/cpu/network";
import { decisionLogits } from "../../experiment/decision";
import type { Experiment } from "../../experiment/experiment";
import { modelLayout } from "../../experiment/modelLayout";
import type { GridSpec } from "../../experiment/plotGrid";
import { gridPoints } from "../../training/gridPoints";

/**
 * Values on the plot's square: [size, size] row-major float32; row 0 is y = −extent, column 0 is x
 * = −extent.
 */
export interface PlaneValues extends GridSpec {
  logits: Float32Array;
}

/**
 * Multiplications that fit beside the drawing of a frame; a larger network is looked at on a
 * coarser grid.
 */
const MOST_WORK = 4e6;
const SMALLEST_SIDE = 33;

/**
 * The network with these parameters as decision logits on the grid, or on a coarser one where the
 * network is large.
 */
export function planeOf(
  parameters: Float32Array,
  { model }: Pick<Experiment, "model">,
  outputs: number,
  grid: GridSpec,
): PlaneValues {
  const layout = modelLayout(2, model, outputs);
  const fitting = Math.floor(Math.sqrt(MOST_WORK / layout.parameterCount));
  const size = Math.min(grid.size, Math.max(SMALLEST_SIDE, fitting));
  const points = gridPoints({ ...grid, size });
  const count = size * size;
  const columns = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    columns[i] = points[2 * i]!;
    columns[count + i] = points[2 * i + 1]!;
  }
  const network = new Network(layout, Float32Array);
  const results = Array.from({ length: outputs }, () => new Float32Array(count));
  for (let start = 0; start < count; start += TILE) {
    network.forward(parameters, columns, count, start, Math.min(TILE, count - start), results);
  }
  const rows = new Float32Array(outputs * count);
  for (const [k, column] of results.entries()) for (let i = 0; i < count; i++) rows[i * outputs + k] = column[i]!;
  return { size, extent: grid.extent, logits: decisionLogits(rows, outputs) };
}

const probability = (logit: number) => 1 / (1 + Math.exp(-logit));

/** p of one network minus p of another, on the same grid. */
export interface PlaneDifference {
  grid: GridSpec;
  /** [size, size] row-major float32, from −1 to 1. */
  values: Float32Array;
  least: number;
  most: number;
}

/** Null where the grids are not the same. */
export function planeDifference(of: PlaneValues, minus: PlaneValues): PlaneDifference | null {
  if (of.size !== minus.size || of.extent !== minus.extent) return null;
  const values = new Float32Array(of.logits.length);
  let [least, most] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = probability(of.logits[i]!) - probability(minus.logits[i]!);
    values[i] = value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { grid: { size: of.size, extent: of.extent }, values, least, most };
}

/**
 * The mean probability over the places of a cut at each coordinate: float64; NaN where the
 * coordinate lies beyond the grid. Places just beyond it by rounding take the value at its edge.
 */
export function cutMeans(
  { size, extent, logits }: PlaneValues,
  coordinates: Float64Array,
  placesAt: (coordinate: number) => readonly { x: number; y: number }[],
): Float64Array {
  return coordinates.map((coordinate) => {
    if (Math.abs(coordinate) > extent) return Number.NaN;
    const places = placesAt(coordinate);
    let sum = 0;
    for (const { x, y } of places) sum += probability(logitAt(size, extent, logits, x, y));
    return sum / places.length;
  });
}

/** Between the grid's points, linear in both directions. */
function logitAt(size: number, extent: number, logits: Float32Array, x: number, y: number): number {
  const [column, row] = [((x / extent + 1) / 2) * (size - 1), ((y / extent + 1) / 2) * (size - 1)];
  const left = Math.min(size - 2, Math.max(0, Math.floor(column)));
  const low = Math.min(size - 2, Math.max(0, Math.floor(row)));
  const [across, up] = [column - left, row - low];
  const at = low * size + left;
  const bottom = logits[at]! + (logits[at + 1]! - logits[at]!) * across;
  const top = logits[at + size]! + (logits[at + size + 1]! - logits[at + size]!) * across;
  return bottom + (top - bottom) * up;
}
