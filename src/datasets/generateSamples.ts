import { createRandom } from "../probability/random";
import { type Dataset, datasetOfKind, type Samples } from ".";

/** The samples of a data set; equal seeds give equal samples. */
export function generateSamples(dataset: Dataset, seed: number): Samples {
  return datasetOfKind(dataset.kind).generate(dataset, createRandom(seed, "data"));
}
