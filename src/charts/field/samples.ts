/** The points of a scatter plot; the arrays run in parallel: [n]. */
export interface FieldSamples {
  /** In units of the plane. */
  x: Float32Array | Float64Array;
  y: Float32Array | Float64Array;
  /** 1 for a positive, 0 for a negative. */
  target: ArrayLike<number>;
  /** The network's current predictions, for `colourBy: "predicted"`. */
  logits?: Float32Array | undefined;
  /**
   * Area of each dot relative to a full-size one, 0 to 1. Larger values are clipped; non-finite
   * ones give the smallest dot. If absent, all dots have the same size.
   */
  size?: Float32Array | Float64Array | undefined;
}

/**
 * `predicted` colours by the predicted class (positive if p > ½, strictly) instead of the true one.
 */
export type ColourBy = "true" | "predicted";

/** More dots would hide one another and take too long for a frame. */
export const MOST_DOTS = 20_000;

/**
 * The share of `count` samples that a plot shows: 1 up to MOST_DOTS, beyond that MOST_DOTS / count.
 */
export function shownShare(count: number): number {
  return count <= MOST_DOTS ? 1 : MOST_DOTS / count;
}

/**
 * Whether sample `index` is shown. It depends on the index alone, not on class, position or size,
 * so the picture keeps the proportions of the whole, and the same samples stay from frame to frame.
 * Multiplying by 2³² over the golden ratio spreads any run of indices evenly over the interval
 * (Knuth, The Art of Computer Programming, vol. 3, 6.4).
 */
export function isShown(index: number, share: number): boolean {
  return share >= 1 || Math.imul(index, 0x9e3779b1) >>> 0 < share * 2 ** 32;
}

export function isPositive(samples: FieldSamples, index: number, colourBy: ColourBy): boolean {
  return colourBy === "predicted" && samples.logits ? samples.logits[index]! > 0 : samples.target[index]! > 0.5;
}

/**
 * Radii in CSS pixels of a full-size dot, of dots of equal size, and of the smallest dot, in a plot
 * about 450 pixels high or wide.
 */
export const FULL_RADIUS_PX = 7;
export const PLAIN_RADIUS_PX = 2.4;
export const SMALLEST_RADIUS_PX = 0.7;

/** Scales dots with the plot's size. */
export function dotScale(widthPx: number, heightPx: number): number {
  return Math.min(1.5, Math.max(0.65, Math.min(widthPx, heightPx) / 440));
}

export function dotRadiusPx(samples: FieldSamples, index: number): number {
  if (!samples.size) return PLAIN_RADIUS_PX;
  const area = samples.size[index]!;
  return area > 0 ? Math.max(SMALLEST_RADIUS_PX, FULL_RADIUS_PX * Math.sqrt(Math.min(1, area))) : SMALLEST_RADIUS_PX;
}
