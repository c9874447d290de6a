import type { ClassCounts } from "./definition";
import type { Samples } from "./samples";

/**
 * Draws the given number of points of each class, positives first. `draw` is called once per row,
 * in row order.
 */
export function classSamples(
  { positives, negatives }: ClassCounts,
  draw: (positive: boolean) => readonly [x: number, y: number],
): Samples {
  const rows = positives + negatives;
  const features = new Float32Array(rows * 2);
  const labels = new Uint8Array(rows).fill(1, 0, positives);
  for (let row = 0; row < rows; row++) {
    const [x, y] = draw(row < positives);
    features[2 * row] = x;
    features[2 * row + 1] = y;
  }
  return { rows, inputs: 2, features, labels };
}
