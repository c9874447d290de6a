import { ruleOf } from "../optimizers/rule";
import type { Experiment } from "./experiment";

/**
 * Whether a run of `from` can continue as `to`: only the loss's parameters, the learning rate,
 * weight decay and its scope, the penalties and the number of epochs differ. Any other change
 * affects the data, the model or the optimiser's state and needs a new run.
 */
export function canTune(from: Experiment, to: Experiment): boolean {
  return fixedPart(from) === fixedPart(to);
}

/** A running experiment was given a change that needs a new run. */
export class FixedSettingError extends Error {
  constructor() {
    super(
      "tune: expected other loss parameters, rates, penalties or epochs; got another dataset, split, model, loss, optimiser, batch size or seed",
    );
    this.name = "FixedSettingError";
  }
}

/**
 * Equal for two experiments that can be members of one fleet: only the loss's parameters, rates,
 * penalties and the seed of the weights may differ. (Another parameter value may need another
 * program; whoever compiles the loss checks `programFits`.)
 */
export function fleetKey(experiment: Experiment): string {
  return `${fixedPart({ ...experiment, seeds: { ...experiment.seeds, weights: 0 } })} ${experiment.epochs}`;
}

function fixedPart({ dataset, trainFraction, model, loss, optimizer, batchSize, seeds }: Experiment): string {
  return JSON.stringify([
    sorted(dataset),
    trainFraction,
    sorted(model),
    loss.id,
    sorted(ruleOf(optimizer)),
    batchSize,
    sorted(seeds),
  ]);
}

/** Sorted by key, so that the order in which an object was written does not matter. */
function sorted(object: object): [string, unknown][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
}
