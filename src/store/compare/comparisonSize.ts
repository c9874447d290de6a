import type { Comparison } from "../../experiment/comparison";
import { modelLayout } from "../../experiment/modelLayout";
import { trainingCost } from "../../training/trainingCost";

/**
 * In parameters times samples: about ten of the tutorial's trainings, well under a second on any
 * engine of the page.
 */
const FIRST_AT_ONCE = 1e8;
/** The same for all initial weights: seconds in the background. */
const ALL_AT_ONCE = 4e9;

/** Whether a changed comparison is trained at once. A larger one waits for a press. */
export function trainsAtOnce({ base, losses, seeds }: Comparison): boolean {
  const first = trainingCost(base) * losses.length;
  return first <= FIRST_AT_ONCE && first * seeds <= ALL_AT_ONCE;
}

/** Numbers in the parameters of all slots after every epoch: 64 MB. */
const MOST_KEPT_NUMBERS = 16e6;

/** Whether the parameters of every epoch can be kept, to draw the boundary as it was then. */
export function keepsEpochs({ base, losses }: Comparison): boolean {
  return modelLayout(2, base.model, 2).parameterCount * base.epochs * losses.length <= MOST_KEPT_NUMBERS;
}

/** Measured epochs of all models; more would take longer to measure than to train. */
const MOST_MEASURED_EPOCHS = 200_000;

/**
 * Whether networks from other initial weights are measured after every epoch; otherwise only at
 * their end.
 */
export function measuresSeedEpochs({ base, losses, seeds }: Comparison): boolean {
  return base.epochs * losses.length * seeds <= MOST_MEASURED_EPOCHS;
}
