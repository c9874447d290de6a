import type { Samples } from "../../datasets";
import { selectRows } from "../../datasets/split";
import { drawnData } from "../../experiment/drawnData";
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
export function comparedData(experiment: Experiment): ComparedData {
  const { samples, train, validation } = drawnData(experiment);
  const positives = validation.reduce((sum, row) => sum + samples.labels[row]!, 0);
  return {
    shown: selectRows(samples, train.subarray(0, SHOWN_ROWS)),
    validation: { positives, negatives: validation.length - positives },
  };
}
