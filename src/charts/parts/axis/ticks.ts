/** [lower end, upper end]. */
export type Domain = readonly [lower: number, upper: number];

const mantissas = [1, 2, 2.5, 3, 4, 5] as const;
/**
 * Step sizes that are used only if ticks are exactly at both ends of the axis: thirds and quarters
 * of a round span.
 */
const onlyWhenAligned = new Set<number>([2.5, 3, 4]);

function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 1e-6;
}

/**
 * At most `maximum` (≥ 2) round ticks inside the domain. Steps with ticks at both ends are
 * preferred, then steps with more ticks: [0, 1] gives quarters if five fit, [−6, 6] gives threes.
 * An empty or non-finite domain gives no ticks.
 */
export function niceTicks([lower, upper]: Domain, maximum: number): number[] {
  const span = upper - lower;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  let best: number[] = [];
  let bestScore = -1;
  const top = Math.floor(Math.log10(span)) + 1;
  for (let power = top; power >= top - 3; power--) {
    for (const mantissa of mantissas) {
      const step = mantissa * 10 ** power;
      const aligned = isMultiple(lower, step) && isMultiple(upper, step);
      if (onlyWhenAligned.has(mantissa) && !aligned) continue;
      const first = Math.ceil(lower / step - 1e-9);
      const last = Math.floor(upper / step + 1e-9);
      const count = last - first + 1;
      if (count < 1 || count > maximum) continue;
      const score = count + (aligned ? maximum : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      // Number(toPrecision) removes the rounding error of 3 × 0.1; + 0 turns −0 into 0.
      best = Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
    }
  }
  return best;
}

/**
 * At most `maximum` ticks in a positive domain: the first of 1, 2, 5 × 10ⁿ; 1, 3 × 10ⁿ; 10ⁿ that
 * has few enough; then powers of ten further apart.
 */
export function logTicks([lower, upper]: Domain, maximum: number): number[] {
  if (!(lower > 0) || !(upper > lower) || !Number.isFinite(upper)) return [];
  const first = Math.floor(Math.log10(lower));
  const last = Math.ceil(Math.log10(upper));
  const within = (values: readonly number[]) => {
    const found: number[] = [];
    for (let power = first; power <= last; power++) {
      for (const mantissa of values) {
        const tick = Number((mantissa * 10 ** power).toPrecision(6));
        if (tick >= lower * (1 - 1e-9) && tick <= upper * (1 + 1e-9)) found.push(tick);
      }
    }
    return found;
  };
  for (const values of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = within(values);
    if (ticks.length <= maximum) return ticks;
  }
  const decades = within([1]);
  const every = Math.ceil(decades.length / maximum);
  return decades.filter((_, i) => i % every === 0);
}
