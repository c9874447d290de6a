import { type Domain, logTicks, niceTicks } from "./ticks";

/**
 * How values are spaced on an axis. `log` cannot show values ≤ 0. `symlog` is logarithmic for both
 * signs and nearly linear around 0.
 */
export type ScaleKind = "linear" | "log" | "symlog";

/** Converts a value to its pixel; NaN for values that the scale cannot show. */
export interface ValueScale {
  (value: number): number;
  /** Converts a pixel to its value. */
  invert(px: number): number;
  readonly kind: ScaleKind;
  domain(): number[];
  range(): number[];
}

/**
 * The absolute value below which a symmetric logarithm is nearly linear: two to three decades below
 * the larger end of the domain.
 */
export function symlogThreshold([lower, upper]: Domain): number {
  const largest = Math.max(Math.abs(lower), Math.abs(upper));
  return largest > 0 && Number.isFinite(largest) ? 10 ** (Math.ceil(Math.log10(largest)) - 3) : 1;
}

interface Spacing {
  of(value: number): number;
  back(spaced: number): number;
}

function spacing(kind: ScaleKind, domain: Domain): Spacing {
  if (kind === "linear") return { of: (value) => value, back: (spaced) => spaced };
  if (kind === "log") return { of: (value) => (value > 0 ? Math.log(value) : Number.NaN), back: Math.exp };
  const threshold = symlogThreshold(domain);
  return {
    of: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / threshold),
    back: (spaced) => Math.sign(spaced) * Math.expm1(Math.abs(spaced)) * threshold,
  };
}

/**
 * A scale from `domain` to `range` in pixels; it returns NaN for all values if the domain is not
 * possible for `kind`. (d3-scale does the same and more; with its dependencies for formats and
 * colours it would add 1/15 to the first load.)
 */
export function valueScale(kind: ScaleKind, domain: Domain, range: readonly [number, number]): ValueScale {
  const { of, back } = spacing(kind, domain);
  const [from, to] = [of(domain[0]), of(domain[1])];
  const perUnit = to > from ? (range[1] - range[0]) / (to - from) : Number.NaN;
  const scale = (value: number) => range[0] + (of(value) - from) * perUnit;
  const invert = (px: number) => back(from + (px - range[0]) / perUnit);
  return Object.assign(scale, { invert, kind, domain: () => [...domain], range: () => [...range] });
}

/** At most `maximum` round values in the domain. */
export function valueTicks(kind: ScaleKind, domain: Domain, maximum: number): number[] {
  if (kind === "linear") return niceTicks(domain, maximum);
  return kind === "log" ? logTicks(domain, maximum) : symlogTicks(domain, maximum);
}

/** 0 and powers of ten of both signs, in equal ratios from the largest down. */
function symlogTicks(domain: Domain, maximum: number): number[] {
  const [lower, upper] = domain;
  if (!(upper > lower) || !Number.isFinite(upper - lower)) return [];
  const first = Math.round(Math.log10(symlogThreshold(domain)));
  const last = Math.floor(Math.log10(Math.max(Math.abs(lower), Math.abs(upper))) + 1e-9);
  const within = (tick: number) => tick >= lower && tick <= upper;
  for (let every = 1; ; every++) {
    const ticks = within(0) ? [0] : [];
    for (let power = last; power >= first; power -= every) {
      const size = Number((10 ** power).toPrecision(6));
      if (within(size)) ticks.push(size);
      if (within(-size)) ticks.push(-size);
    }
    if (ticks.length <= maximum || every > last - first) return ticks.sort((a, b) => a - b);
  }
}
