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
  const data = drawnData(experiment);
  return {
    shown: selectRows(data.samples, data.train.subarray(0, SHOWN_ROWS)),
    validation: sizesOf(data),
  };
}

/** The validation set's samples by label, as the experiment's seeds draw and split them. */
export function validationSizes(experiment: Experiment): SetSizes {
  return sizesOf(drawnData(experiment));
}

function sizesOf({ samples, validation }: ReturnType<typeof drawnData>): SetSizes {
  const positives = validation.reduce((sum, row) => sum + samples.labels[row]!, 0);
  return { positives, negatives: validation.length - positives };
}
