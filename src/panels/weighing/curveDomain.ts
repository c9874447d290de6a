import type { Domain, ScaleKind } from "../../charts";
import { logitOf } from "../format/probability";
import type { LossCurve } from "./curvePoints";

type Drawn = Pick<LossCurve, "y" | "logits">;

/** Ends that an axis may have, times a power of ten; few, so that it seldom moves while a slider does. */
const MANTISSAS = [1, 1.5, 2, 3, 5, 10];
/** Beyond p = .05 and .95 losses with a logarithm leave every plot. */
const REACH = logitOf(0.951);
/** A loss that explodes is cut off at so many times the largest value where the network is undecided, |z| ≤ .1: the rest stays in sight. */
const MOST_TIMES = 4.5;
const UNDECIDED = 0.1;
/** Values smaller than this share of the largest are as good as 0 on a linear axis, and rounding is never drawn as a sign. */
const NEGLIGIBLE = 0.02;
/** A logarithmic axis shows so much of what is small. */
const LOG_SPAN = 1e-5;

/** The next end at or above a positive size. */
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

/** The upper end of a linear axis from 0: what the curves reach between p = .05 and .95. */
export function upperEnd(curves: readonly Drawn[], atLeast: number): number {
  return roundEnd(Math.max(atLeast, extremes(curves, REACH).most));
}

/**
 * The vertical axis for these curves. Linear and logarithmic ones hold what the curves reach between p = .05 and .95, symmetric-logarithmic ones
 * all of them; on a linear one, what explodes is cut off. Below 0 there is room only where a curve goes there, and then for all of it unless that would press the rest flat; a logarithmic
 * axis has no such room and ends five decades down.
 */
export function valueDomain(curves: readonly Drawn[], scale: ScaleKind, atLeast: number): Domain {
  const whole = extremes(curves, Number.POSITIVE_INFINITY);
  const { most, smallest, ...near } = scale === "symlog" ? whole : extremes(curves, REACH);
  const least = Math.max(whole.least, -2 * Math.max(most, -near.least));
  const largest = Math.max(most, -least);
  if (scale === "log") {
    const upper = 10 ** Math.ceil(Math.log10(Math.max(most, atLeast)) - 1e-9);
    const lower = Math.max(upper * LOG_SPAN, Math.min(smallest, upper / 100));
    return [10 ** Math.floor(Math.log10(lower) + 1e-9), upper];
  }
  const below = -least > NEGLIGIBLE * largest;
  const above = most > NEGLIGIBLE * largest || !below;
  const inSight = scale === "linear" ? MOST_TIMES * extremes(curves, UNDECIDED).most : Number.POSITIVE_INFINITY;
  // A curve that is nothing in the middle, and something at an end, is shown there.
  const upper = inSight > NEGLIGIBLE * most ? Math.min(most, inSight) : most;
  return [below ? -roundEnd(-least) : 0, above ? roundEnd(below ? upper : Math.max(upper, atLeast)) : 0];
}
