import type { SweepCell } from "../../experiment/sweep";
import { type MetricName, metrics } from "../../metrics/metrics";
import { quantile } from "../../metrics/quantile";
import type { SweepResults } from "./results";

/**
 * A cell shows nothing yet, a value, networks that all give only one answer, or that all diverged.
 */
export type CellState = "missing" | "value" | "always-no" | "always-yes" | "diverged";

/**
 * A metric over the map, each cell's seeds in one number: [rows, columns] row-major float64, row 0
 * the smallest y; NaN where there is none.
 */
export interface MetricMap {
  columns: number;
  rows: number;
  median: Float64Array;
  lowerQuartile: Float64Array;
  upperQuartile: Float64Array;
  states: readonly CellState[];
  /** How many of a cell's models have trained to their end: [rows, columns]. */
  trained: Uint8Array;
}

/**
 * The median of a metric over each cell's seeds as far as they are trained, and the quartiles
 * around it.
 */
export function metricMap(results: SweepResults, metric: MetricName): MetricMap {
  const { columns, rows } = results;
  const count = columns * rows;
  const map = {
    columns,
    rows,
    median: new Float64Array(count),
    lowerQuartile: new Float64Array(count),
    upperQuartile: new Float64Array(count),
    states: [] as CellState[],
    trained: new Uint8Array(count),
  };
  for (const cell of results.cells()) {
    const at = cell.row * columns + cell.column;
    const values = cellValues(results, cell, metric);
    map.trained[at] = values.length;
    map.median[at] = quantile(values, 0.5);
    map.lowerQuartile[at] = quantile(values, 0.25);
    map.upperQuartile[at] = quantile(values, 0.75);
    map.states.push(cellState(results, cell));
  }
  return map;
}

/** A metric of each of the cell's trained models. */
export function cellValues(results: SweepResults, cell: SweepCell, metric: MetricName): number[] {
  return seedsOf(results)
    .filter((seed) => results.outcome(cell, seed) === "trained")
    .map((seed) => results.metric(cell, seed, metric));
}

/** How many of the cell's networks always answer no. */
export function neverYes(results: SweepResults, cell: SweepCell): number {
  return seedsOf(results).filter((seed) => isTrained(results, cell, seed) && results.answer(cell, seed) === "no")
    .length;
}

function cellState(results: SweepResults, cell: SweepCell): CellState {
  const outcomes = seedsOf(results).map((seed) => results.outcome(cell, seed));
  const trained = seedsOf(results).filter((seed) => outcomes[seed] === "trained");
  if (trained.length === 0) return outcomes.includes("diverged") ? "diverged" : "missing";
  const all = (answer: "no" | "yes") => trained.every((seed) => results.answer(cell, seed) === answer);
  if (all("no")) return "always-no";
  return all("yes") ? "always-yes" : "value";
}

const isTrained = (results: SweepResults, cell: SweepCell, seed: number) => results.outcome(cell, seed) === "trained";
const seedsOf = ({ seeds }: SweepResults) => Array.from({ length: seeds }, (_, seed) => seed);

/** The cell with the best median; the first of equals. Null while there is no value. */
export function bestCell({ columns, median }: MetricMap, metric: MetricName): SweepCell | null {
  const sign = metrics[metric].better === "less" ? -1 : 1;
  let best = -1;
  for (const [at, value] of median.entries()) {
    if (Number.isNaN(value)) continue;
    if (best === -1 || sign * value > sign * median[best]!) best = at;
  }
  return best === -1 ? null : { column: best % columns, row: Math.floor(best / columns) };
}
