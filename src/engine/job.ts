import type { Experiment } from "../experiment/experiment";
import { lossById, networkFit } from "../losses";
import { compileTrainedLoss, type TrainedLoss } from "../losses/trainedLoss";
import { type PreparedRun, prepareFleet, UntrainableLossError } from "./fleetJob";
import type { JobMemory } from "./jobMemory";

/**
 * Compiles the experiment's loss and prepares its job. `memory` returns what it still has from the
 * previous job, and keeps what is created. Throws UnknownLossError, UntrainableLossError,
 * LossParameterError, and LossSourceError if the loss's source cannot be compiled.
 */
export function prepareJob(experiment: Experiment, memory?: JobMemory): PreparedRun {
  return prepareFleet([experiment], trainedLoss(experiment), memory);
}

/**
 * The experiment's loss as networks are trained on it. Throws UnknownLossError,
 * UntrainableLossError and LossSourceError.
 */
export function trainedLoss({ loss }: Experiment): TrainedLoss {
  const definition = lossById(loss.id);
  const fit = networkFit(definition);
  if (!fit.trains) throw new UntrainableLossError(loss.id, fit.reason);
  return compileTrainedLoss(definition, loss.parameters);
}
