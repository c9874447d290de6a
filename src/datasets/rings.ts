import type { RingsDataset } from "../experiment/experiment";
import { createRandom } from "../experiment/random";
import type { Samples } from "./samples";

/**
 * The tutorial's two noisy rings: distance from the origin normal around the class's radius, angle uniform. Positives come first.
 * Coordinates are in the plane's units.
 */
export function rings(dataset: RingsDataset, seed: number): Samples {
  const random = createRandom(seed, "data");
  const rows = dataset.positives + dataset.negatives;
  const features = new Float32Array(rows * 2);
  const labels = new Uint8Array(rows).fill(1, 0, dataset.positives);
  for (let row = 0; row < rows; row++) {
    const mean = row < dataset.positives ? dataset.positiveRadius : dataset.negativeRadius;
    const radius = mean + dataset.standardDeviation * random.normal();
    const angle = 2 * Math.PI * random.uniform();
    features[2 * row] = radius * Math.cos(angle);
    features[2 * row + 1] = radius * Math.sin(angle);
  }
  return { rows, inputs: 2, features, labels };
}
