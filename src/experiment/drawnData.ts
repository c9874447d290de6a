import type { Samples } from "../datasets";
import { generateSamples } from "../datasets/generateSamples";
import { type Split, splitRows } from "../datasets/split";
import type { Experiment } from "./experiment";

/** The experiment's samples and which of them are in which set, as its seeds decide. */
export function drawnData({ dataset, trainFraction, seeds }: Experiment): Split & { samples: Samples } {
  const samples = generateSamples(dataset, seeds.data);
  return { samples, ...splitRows(samples.rows, trainFraction, seeds.split) };
}
