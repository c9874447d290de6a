import type { Experiment } from "../experiment";
import { type SweepParameter, withParameter } from "./parameter";

/** The values of one parameter along a side of the map. */
export interface SweepAxis {
  parameter: SweepParameter;
  /** Both ends are values of the axis. */
  from: number;
  to: number;
  /** Number of values, ends included. */
  count: number;
  /** `log`: equal ratios instead of equal distances. */
  spacing: "linear" | "log";
}

/** The settings of a sweep, without the experiment that it varies. */
export interface SweepSettings {
  x: SweepAxis;
  y: SweepAxis;
  /** Models per cell, which differ only in the seed of their initial weights. */
  seeds: number;
}

/**
 * Two parameters of an experiment, varied against each other: a plain value that determines all its
 * models.
 */
export interface Sweep extends SweepSettings {
  base: Experiment;
}

export const sweepLimits = {
  count: { min: 2, max: 32 },
  seeds: { min: 1, max: 16 },
} as const;

/** A cell of the map: `column` counts along x, `row` along y, from the smallest value. */
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

/** A value this small beside the axis's ends is what rounding left of 0. */
const ROUNDED_ZERO = 1e-12;

/**
 * The axis's values, ascending: [count]. Rounded to twelve digits, so that 0.2 + 2 · 0.05 is 0.3
 * and an axis that passes 0 has 0 itself, where a loss may have a formula of its own; integers if
 * `whole`.
 */
export function axisValues({ from, to, count, spacing }: SweepAxis, whole = false): number[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    // The ends are set exactly: powers of a root reproduce them only approximately.
    const value =
      share === 0
        ? from
        : share === 1
          ? to
          : spacing === "log"
            ? from * (to / from) ** share
            : from + (to - from) * share;
    if (whole) return Math.round(value);
    const isZero = spacing === "linear" && Math.abs(value) < ROUNDED_ZERO * Math.max(Math.abs(from), Math.abs(to));
    return isZero ? 0 : Number(value.toPrecision(12));
  });
}

/**
 * The position of a value along the axis: 0 is its first value, `count − 1` its last. NaN if it has
 * no position.
 */
export function axisPlace({ from, to, count, spacing }: SweepAxis, value: number): number {
  const share = spacing === "log" ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Number.isFinite(share) ? share * (count - 1) : Number.NaN;
}

/** The value at a position between the axis's values: the inverse of `axisPlace`. */
export function axisValueAt({ from, to, count, spacing }: SweepAxis, place: number): number {
  const share = place / (count - 1);
  return spacing === "log" ? from * (to / from) ** share : from + (to - from) * share;
}

/**
 * The experiment of this cell: the base's other settings, and its initial weights number `seed`,
 * the first of which are the base's own.
 */
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
 * Every network of the sweep, in the order of training. The coarse picture comes first: every
 * eighth cell, then every fourth, second and first, each time from the smallest values on. When
 * every cell has one network, the second initial weights follow in the same order, and so on.
 * `whole`: which axes have only integers.
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

/**
 * All cells once: those on a grid of every eighth column and row, then the additional ones on every
 * fourth, and so on.
 */
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
