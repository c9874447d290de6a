import type { Samples } from "../../datasets";
import { generateSamples } from "../../datasets/generateSamples";
import { selectRows, splitRows } from "../../datasets/split";
import type { Experiment } from "../../experiment/experiment";
import { SHOWN_ROWS } from "../../training/snapshot";
import type { SetSizes } from "./counts";

/** The samples that all networks of a comparison share. */
export interface ComparedData {
  /** Training rows for the plane, as many as the first screen shows. */
  shown: Samples;
  validation: SetSizes;
}

/** Made from the experiment's seeds, as every engine does. */
export function comparedData({ dataset, trainFraction, seeds }: Experiment): ComparedData {
  const samples = generateSamples(dataset, seeds.data);
  const { train, validation } = splitRows(samples.rows, trainFraction, seeds.split);
  const positives = validation.reduce((sum, row) => sum + samples.labels[row]!, 0);
  return {
    shown: selectRows(samples, train.subarray(0, SHOWN_ROWS)),
    validation: { positives, negatives: validation.length - positives },
  };
}
