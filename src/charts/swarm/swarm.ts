/**
 * Where dots of one row go so that none covers another: each at its value, moved off the middle line by as little as needed, upwards and
 * downwards in turns. Returns offsets in pixels from the line, in the order of `xs`. (A beeswarm; a few dozen dots, each tried against all.)
 */
export function swarmOffsets(xs: readonly number[], diameterPx: number): number[] {
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]!);
  const offsets = new Array<number>(xs.length).fill(0);
  const placed: number[] = [];
  for (const i of order) {
    offsets[i] = freeOffset(xs[i]!, placed, xs, offsets, diameterPx);
    placed.push(i);
  }
  return offsets;
}

function freeOffset(
  x: number,
  placed: readonly number[],
  xs: readonly number[],
  offsets: readonly number[],
  diameterPx: number,
): number {
  const near = placed.filter((i) => Math.abs(xs[i]! - x) < diameterPx);
  const clears = (y: number) =>
    near.every((i) => (xs[i]! - x) ** 2 + (offsets[i]! - y) ** 2 >= (diameterPx - 1e-6) ** 2);
  // Touching a placed dot, above or below it, is as near to the line as a dot can be; the line itself is nearest.
  const candidates = near.flatMap((i) => {
    const reach = Math.sqrt(diameterPx ** 2 - (xs[i]! - x) ** 2);
    return [offsets[i]! - reach, offsets[i]! + reach];
  });
  return [0, ...candidates].filter(clears).sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0;
}
