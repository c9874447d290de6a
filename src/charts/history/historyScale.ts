import type { Curve } from "../curve/curve";
import type { Domain } from "../parts/axis/ticks";
import type { ScaleKind } from "../parts/axis/valueScale";

export type HistoryScale = Exclude<ScaleKind, "symlog">;

/** Logarithmic, unless a value of 0 or less would have no place. */
export function scaleOfLosses(curves: readonly Curve[]): HistoryScale {
  return curves.some(({ y }) => Array.from(y).some((value) => value <= 0)) ? "linear" : "log";
}

const mantissas = [1, 2, 5, 10];

/** A positive value rounded to 1, 2 or 5 times a power of ten: up or down to the next one. */
function round125(value: number, up: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const tolerance = 1e-9;
  const found = up
    ? mantissas.find((mantissa) => mantissa * power >= value * (1 - tolerance))
    : mantissas.findLast((mantissa) => mantissa * power <= value * (1 + tolerance));
  return Number(((found ?? 1) * power).toPrecision(6));
}

/**
 * The round domain that contains all finite values (for a log scale: all positive ones). Null if
 * there are none.
 */
export function historyDomain(curves: readonly Curve[], levels: readonly number[], scale: HistoryScale): Domain | null {
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  const take = (value: number) => {
    if (!Number.isFinite(value) || (scale === "log" && value <= 0)) return;
    lower = Math.min(lower, value);
    upper = Math.max(upper, value);
  };
  for (const { y } of curves) for (let i = 0; i < y.length; i++) take(y[i]!);
  for (const level of levels) take(level);
  if (!(lower <= upper)) return null;
  if (scale === "log") {
    const [low, high] = [round125(lower, false), round125(upper, true)];
    return low < high ? [low, high] : [low, high * 2];
  }
  const least = Math.min(0, lower);
  const high = upper > 0 ? round125(upper, true) : 0;
  const low = least < 0 ? -round125(-least, true) : 0;
  return high > low ? [low, high] : [low, low + 1];
}
