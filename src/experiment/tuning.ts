import { ruleOf } from "../optimizers";
import type { Experiment } from "./experiment";

/**
 * Whether `to` can take over a run of `from` while it trains: only the loss's parameters, the learning rate, weight decay and its scope, the
 * penalties and the number of epochs differ. Everything else decides the data, the model or the optimiser's memory and starts a new run.
 */
export function canTune(from: Experiment, to: Experiment): boolean {
  return fixedPart(from) === fixedPart(to);
}

/** A change to a running experiment reached what only a new run can take. */
export class FixedSettingError extends Error {
  constructor() {
    super(
      "tune: expected other loss parameters, rates, penalties or epochs; got another dataset, split, model, loss, optimiser, batch size or seed",
    );
    this.name = "FixedSettingError";
  }
}

/**
 * Equal for two experiments where what the members of a fleet share is the same: only the loss's parameters, rates, penalties and the seed of the
 * weights may differ. (Another value of a parameter may ask for another program: who compiles the loss asks `programFits`.)
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

/** By key, so that the order in which an object was written does not count. */
function sorted(object: object): [string, unknown][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
}
