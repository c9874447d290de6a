import type { Domain, ScaleKind } from "../../charts";
import { logitOf } from "../format/probability";
import type { LossCurve } from "./curvePoints";

type Drawn = Pick<LossCurve, "y" | "logits">;

/**
 * Possible ends of an axis, times a power of ten; few, so that the axis rarely changes while a
 * slider moves.
 */
const MANTISSAS = [1, 1.5, 2, 3, 5, 10];
/** The axis covers p from .05 to .95: beyond that, logarithmic losses leave every plot. */
const MAX_LOGIT = logitOf(0.951);
/**
 * A steeply growing loss is cut off at this multiple of its largest value where the network is
 * undecided, |z| ≤ .1, so that the rest stays visible.
 */
const MAX_RATIO = 4.5;
const UNDECIDED = 0.1;
/**
 * Values below this share of the largest count as 0 on a linear axis, so that rounding errors add
 * no negative part.
 */
const NEGLIGIBLE = 0.02;
/** Smallest value on a logarithmic axis, relative to its upper end. */
const LOG_SPAN = 1e-5;

/** The smallest axis end at or above a positive size (1 % below is accepted). */
function roundEnd(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const found = MANTISSAS.find((mantissa) => mantissa * power >= size * 0.99) ?? 10;
  return Number((found * power).toPrecision(6));
}

function extremes(curves: readonly Drawn[], reach: number): { least: number; most: number; smallest: number } {
  let least = 0;
  let most = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const { y, logits } of curves) {
    for (let i = 0; i < y.length; i++) {
      const value = y[i]!;
      if (!(Math.abs(logits[i]!) <= reach) || !Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
      if (value > 0 && value < smallest) smallest = value;
    }
  }
  return { least, most, smallest };
}

/**
 * A linear axis that covers the curves between p = .05 and .95, up to `atLeast` or more, and below
 * 0 if a curve is.
 */
export function ratioDomain(curves: readonly Drawn[], atLeast: number): Domain {
  const { least, most } = extremes(curves, MAX_LOGIT);
  const upper = roundEnd(Math.max(atLeast, most));
  return [-least > NEGLIGIBLE * upper ? -roundEnd(-least) : 0, upper];
}

/** How much of a curve between p = .05 and .95 has no place on a logarithmic axis: 0 and less. */
export function lostOnLogAxis(curve: Drawn): "nothing" | "some" | "all" {
  let [lost, shown] = [false, false];
  for (let i = 0; i < curve.y.length; i++) {
    if (!(Math.abs(curve.logits[i]!) <= MAX_LOGIT)) continue;
    if (curve.y[i]! <= 0) lost = true;
    else if (curve.y[i]! > 0) shown = true;
  }
  return !lost ? "nothing" : shown ? "some" : "all";
}

/**
 * The vertical axis for these curves. Linear and logarithmic axes cover the curves between p = .05
 * and .95, symmetric-logarithmic ones cover all values; on a linear axis, steep growth is cut off.
 * An axis extends below 0 only if a curve does, and then to its minimum unless that would flatten
 * the rest. A logarithmic axis stays above 0 and spans at most five decades.
 */
export function valueDomain(curves: readonly Drawn[], scale: ScaleKind, atLeast: number): Domain {
  const whole = extremes(curves, Number.POSITIVE_INFINITY);
  const { most, smallest, ...near } = scale === "symlog" ? whole : extremes(curves, MAX_LOGIT);
  const least = Math.max(whole.least, -2 * Math.max(most, -near.least));
  const largest = Math.max(most, -least);
  if (scale === "log") {
    const upper = 10 ** Math.ceil(Math.log10(Math.max(most, atLeast)) - 1e-9);
    const lower = Math.max(upper * LOG_SPAN, Math.min(smallest, upper / 100));
    return [10 ** Math.floor(Math.log10(lower) + 1e-9), upper];
  }
  const below = -least > NEGLIGIBLE * largest;
  const above = most > NEGLIGIBLE * largest || !below;
  const cutOff = scale === "linear" ? MAX_RATIO * extremes(curves, UNDECIDED).most : Number.POSITIVE_INFINITY;
  // A curve that is 0 in the middle but not at an end is shown up to its end.
  const upper = cutOff > NEGLIGIBLE * most ? Math.min(most, cutOff) : most;
  return [below ? -roundEnd(-least) : 0, above ? roundEnd(below ? upper : Math.max(upper, atLeast)) : 0];
}
