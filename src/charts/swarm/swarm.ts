/**
 * Offsets in pixels from the middle line, in the order of `xs`, so that no dot covers another: each
 * dot keeps its value and moves off the line as little as needed, up or down. (A beeswarm plot; for
 * a few dozen dots, each is compared with all.)
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
  // The candidates nearest to the line are the line itself and the positions that touch a placed
  // dot from above or below.
  const candidates = near.flatMap((i) => {
    const reach = Math.sqrt(diameterPx ** 2 - (xs[i]! - x) ** 2);
    return [offsets[i]! - reach, offsets[i]! + reach];
  });
  return [0, ...candidates].filter(clears).sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0;
}
