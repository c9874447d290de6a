import { type Domain, logTicks, niceTicks } from "./ticks";

/**
 * How values are spaced on an axis. `log` has no place for what is not positive; `symlog` spaces both signs by their logarithm and passes
 * through 0 in a straight line.
 */
export type ScaleKind = "linear" | "log" | "symlog";

/** From a value to its pixel: NaN where the scale has no place for it. */
export interface ValueScale {
  (value: number): number;
  /** From a pixel to the value there. */
  invert(px: number): number;
  readonly kind: ScaleKind;
  domain(): number[];
  range(): number[];
}

/** Where a symmetric logarithm begins to be one: below it, equal steps are nearly equal distances. Two to three decades below the domain's end. */
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
 * The scale of `kind` from both ends of `domain` to both ends of `range` in pixels; NaN everywhere for a domain that it cannot have.
 * (d3-scale does the same and more; with the formats and colours that it brings, it would be a fifteenth of the page's first load.)
 */
export function valueScale(kind: ScaleKind, domain: Domain, range: readonly [number, number]): ValueScale {
  const { of, back } = spacing(kind, domain);
  const [from, to] = [of(domain[0]), of(domain[1])];
  const perUnit = to > from ? (range[1] - range[0]) / (to - from) : Number.NaN;
  const scale = (value: number) => range[0] + (of(value) - from) * perUnit;
  const invert = (px: number) => back(from + (px - range[0]) / perUnit);
  return Object.assign(scale, { invert, kind, domain: () => [...domain], range: () => [...range] });
}

/** At most `maximum` round values to mark on the axis. */
export function valueTicks(kind: ScaleKind, domain: Domain, maximum: number): number[] {
  if (kind === "linear") return niceTicks(domain, maximum);
  return kind === "log" ? logTicks(domain, maximum) : symlogTicks(domain, maximum);
}

/** 0 and powers of ten of both signs, from the largest down by equal ratios. */
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
