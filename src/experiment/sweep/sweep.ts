import type { Experiment } from "../experiment";
import { type SweepParameter, withParameter } from "./parameter";

/** The values that one parameter takes along a side of the map. */
export interface SweepAxis {
  parameter: SweepParameter;
  /** Both ends are values of the axis. */
  from: number;
  to: number;
  /** How many, ends included. */
  count: number;
  /** `log`: equal ratios instead of equal distances. */
  spacing: "linear" | "log";
}

/** What a sweep asks for, apart from the experiment that it varies. */
export interface SweepSettings {
  x: SweepAxis;
  y: SweepAxis;
  /** Models for each cell, alike but for the seed of their initial weights. */
  seeds: number;
}

/** Two parameters of an experiment, varied against each other: a plain value that says all of its models. */
export interface Sweep extends SweepSettings {
  base: Experiment;
}

export const sweepLimits = {
  count: { min: 2, max: 32 },
  seeds: { min: 1, max: 16 },
} as const;

/** A place on the map: `column` counts along x, `row` along y, from the smallest value. */
export interface SweepCell {
  column: number;
  row: number;
}

/** One network of a sweep. */
export interface SweepModel extends SweepCell {
  /** Which of its cell's initial weights, from 0. */
  seed: number;
  experiment: Experiment;
}

/** The axis's values, ascending: [count]. Twelve digits, so that 0.2 + 2 · 0.05 is 0.3; whole numbers where `whole`. */
export function axisValues({ from, to, count, spacing }: SweepAxis, whole = false): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    // Exactly both ends: a power of a root comes back to them only almost.
    const value =
      share === 0
        ? from
        : share === 1
          ? to
          : spacing === "log"
            ? from * (to / from) ** share
            : from + (to - from) * share;
    return whole ? Math.round(value) : Number(value.toPrecision(12));
  });
}

/** Where a value lies along the axis: 0 is its first value, `count − 1` its last. NaN for a value that no such place has. */
export function axisPlace({ from, to, count, spacing }: SweepAxis, value: number): number {
  const share = spacing === "log" ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Number.isFinite(share) ? share * (count - 1) : Number.NaN;
}

/** The value at a place between the axis's values, the inverse of `axisPlace`. */
export function axisValueAt({ from, to, count, spacing }: SweepAxis, place: number): number {
  const share = place / (count - 1);
  return spacing === "log" ? from * (to / from) ** share : from + (to - from) * share;
}

/** The cell of these places with the base's other settings, and its `seed`-th initial weights. The first are the base's own. */
export function cellExperiment(
  { base }: Pick<Sweep, "base">,
  x: { parameter: SweepParameter; value: number },
  y: { parameter: SweepParameter; value: number },
  seed: number,
): Experiment {
  const placed = withParameter(withParameter(base, x.parameter, x.value), y.parameter, y.value);
  return { ...placed, seeds: { ...placed.seeds, weights: (base.seeds.weights + seed) % 2 ** 32 } };
}

/**
 * Every network of the sweep, the coarse picture first: cells eight apart, then four, two and one, each time from the smallest values on; when
 * every cell has one network, the second initial weights in the same order, and so on. `whole`: which axes take whole numbers alone.
 */
export function experimentsOf(sweep: Sweep, whole: { x: boolean; y: boolean } = { x: false, y: false }): SweepModel[] {
  const xs = axisValues(sweep.x, whole.x);
  const ys = axisValues(sweep.y, whole.y);
  const cells = coarseToFine(xs.length, ys.length);
  return Array.from({ length: sweep.seeds }, (_, seed) =>
    cells.map(({ column, row }) => ({
      column,
      row,
      seed,
      experiment: cellExperiment(
        sweep,
        { parameter: sweep.x.parameter, value: xs[column]! },
        { parameter: sweep.y.parameter, value: ys[row]! },
        seed,
      ),
    })),
  ).flat();
}

const COARSEST = 8;

/** All cells once: those on a grid of every eighth column and row, then what every fourth adds, and so on. */
export function coarseToFine(columns: number, rows: number): SweepCell[] {
  const cells: SweepCell[] = [];
  for (let stride = COARSEST; stride >= 1; stride /= 2) {
    for (let row = 0; row < rows; row += stride) {
      for (let column = 0; column < columns; column += stride) {
        const known = stride < COARSEST && row % (2 * stride) === 0 && column % (2 * stride) === 0;
        if (!known) cells.push({ column, row });
      }
    }
  }
  return cells;
}
