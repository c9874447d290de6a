/** One of several equally wide bands along an axis, in CSS pixels. */
export interface Band {
  x: number;
  width: number;
  centre: number;
}

/**
 * Places adjacent groups of bands with a gap between groups. `groups` holds the number of bands of
 * each group; `fill` is the ratio of a band's width to the distance between bands.
 */
export function groupedBands(groups: readonly number[], left: number, width: number, fill: number): Band[] {
  const used = groups.filter((size) => size > 0);
  const count = used.reduce((sum, size) => sum + size, 0);
  if (count === 0) return [];
  const gapsInBands = 0.6 * (used.length - 1);
  const pitch = width / (count + gapsInBands);
  const bands: Band[] = [];
  let start = left;
  for (const size of used) {
    for (let i = 0; i < size; i++) {
      const bandWidth = pitch * fill;
      bands.push({ x: start + (pitch - bandWidth) / 2, width: bandWidth, centre: start + pitch / 2 });
      start += pitch;
    }
    start += 0.6 * pitch;
  }
  return bands;
}

/**
 * The smallest of 1, 2, 5 × 10ⁿ that is at least `value`. An axis that ends there seldom changes
 * while the data change.
 */
export function roundAbove(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const mantissa = [1, 2, 5].find((m) => m * power >= value * (1 - 1e-9)) ?? 10;
  return Number((mantissa * power).toPrecision(1));
}

/**
 * Like `roundAbove`, but also tries 2/5, 3/5 and 4/5 of that value, so that less of the drawing
 * stays empty.
 */
export function axisEnd(value: number): number {
  const round = roundAbove(value);
  return [0.4, 0.6, 0.8].map((share) => Number((share * round).toPrecision(2))).find((end) => end >= value) ?? round;
}
