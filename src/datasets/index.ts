import type { Dataset } from "../experiment/experiment";
import { rings } from "./rings";
import type { Samples } from "./samples";

export type { Samples } from "./samples";
export { type Split, selectRows, splitRows } from "./split";

type Generator<Kind extends Dataset["kind"]> = (dataset: Extract<Dataset, { kind: Kind }>, seed: number) => Samples;

/** The only list of datasets: a new one is a file and a line here. */
export const generators: { readonly [Kind in Dataset["kind"]]: Generator<Kind> } = {
  rings,
};

/** The samples of a dataset; equal seeds give equal samples. */
export function generateSamples(dataset: Dataset, seed: number): Samples {
  return generators[dataset.kind](dataset, seed);
}
