/** The points of a scatter; the arrays run in parallel: [n]. */
export interface FieldSamples {
  /** In the plane's units. */
  x: Float32Array | Float64Array;
  y: Float32Array | Float64Array;
  /** 1 for a positive, 0 for a negative. */
  target: ArrayLike<number>;
  /** The network's present answer, for `colourBy: "predicted"`. */
  logits?: Float32Array | undefined;
  /** Area of each dot as a share of a full-size one, 0 to 1; larger is cut, what is not finite is dust. Without it, all are alike. */
  size?: Float32Array | Float64Array | undefined;
}

/** `predicted` shows the class the network says (p > ½, strictly) instead of the true one. */
export type ColourBy = "true" | "predicted";

/** More dots than this hide one another and cost a frame. */
export const MOST_DOTS = 20_000;

/** The share of `count` samples that a plot shows: all up to MOST_DOTS, then as many of them as make that number. */
export function shownShare(count: number): number {
  return count <= MOST_DOTS ? 1 : MOST_DOTS / count;
}

/**
 * Whether sample `index` is among the shown: a fixed draw by its index alone, blind to class, place and size, so that the picture keeps the
 * proportions of the whole and the same samples stay from frame to frame. Multiplying by 2³² over the golden ratio spreads any run of
 * indices evenly over the interval (Knuth, The Art of Computer Programming, vol. 3, 6.4).
 */
export function isShown(index: number, share: number): boolean {
  return share >= 1 || Math.imul(index, 0x9e3779b1) >>> 0 < share * 2 ** 32;
}

export function isPositive(samples: FieldSamples, index: number, colourBy: ColourBy): boolean {
  return colourBy === "predicted" && samples.logits ? samples.logits[index]! > 0 : samples.target[index]! > 0.5;
}

/** Radius of a full-size dot, of one where all are alike, and of dust, in CSS pixels of a plot about 450 high or wide. */
export const FULL_RADIUS_PX = 7;
export const PLAIN_RADIUS_PX = 2.4;
export const DUST_RADIUS_PX = 0.7;

/** Dots keep their place among one another on smaller and larger plots. */
export function dotScale(widthPx: number, heightPx: number): number {
  return Math.min(1.5, Math.max(0.65, Math.min(widthPx, heightPx) / 440));
}

export function dotRadiusPx(samples: FieldSamples, index: number): number {
  if (!samples.size) return PLAIN_RADIUS_PX;
  const area = samples.size[index]!;
  return area > 0 ? Math.max(DUST_RADIUS_PX, FULL_RADIUS_PX * Math.sqrt(Math.min(1, area))) : DUST_RADIUS_PX;
}
