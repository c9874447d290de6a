import type { Point } from "../parts/labels/placeLabels";
import type { Rgb } from "../parts/tokens";

/** A cell; columns count from the left, rows from below. */
export interface MapCell {
  column: number;
  row: number;
}

/**
 * How a cell is drawn: `always-no` and `always-yes` are networks that predict one class for all
 * samples; `missing` is not trained yet.
 */
export type MapCellKind = "value" | "always-no" | "always-yes" | "failed" | "missing";

/** The numbers of a heat map: all [rows, columns] row-major, row 0 at the bottom. */
export interface MapValues {
  columns: number;
  rows: number;
  /** NaN if there is no value. */
  value: Float64Array;
  /** The quartiles of each cell's values; null if cells have only one value. */
  quartiles: { lower: Float64Array; upper: Float64Array } | null;
  kinds: readonly MapCellKind[];
  /**
   * For missing cells: the value of the coarser map's cell, shown until the cell is trained; NaN if
   * there is none.
   */
  coarse: Float64Array;
  /** Lines of a small picture in each cell, in the square [−1, 1]², y up. */
  pictures: readonly (readonly (readonly Point[])[] | undefined)[];
}

export const cellIndex = ({ column, row }: MapCell, columns: number) => row * columns + column;

/** Maps values to 0 … 1 of the colour ramp. */
export interface RampScale {
  domain: readonly [number, number];
  kind: "linear" | "log";
  /** Whether the least value is at the ramp's full end. */
  reversed: boolean;
  /** Whether values lie beyond the domain's ends: they have the colours of the ends. */
  beyond: readonly [below: boolean, above: boolean];
}

/** Values outside the domain are clamped. NaN for values that the scale cannot show. */
export function rampShare({ domain, kind, reversed }: RampScale, value: number): number {
  const of = kind === "log" ? Math.log : (x: number) => x;
  const share = (of(value) - of(domain[0])) / (of(domain[1]) - of(domain[0]));
  const within = Math.min(1, Math.max(0, share));
  return reversed ? 1 - within : within;
}

/** Relative luminance of WCAG 2, 0 to 1. */
function luminance(colour: Rgb): number {
  const light = (channel: number) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * light(colour[0]) + 0.7152 * light(colour[1]) + 0.0722 * light(colour[2]);
}

export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
