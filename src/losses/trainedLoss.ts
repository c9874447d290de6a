import type { LossProgram, ParameterValue } from "../language";
import { compileLoss } from "../language/passes/compile";
import { compileOptions, pageSizes } from "./compileOptions";
import type { LossDefinition } from "./definition";
import { labelColumns } from "./labelColumns";
import { lossOnOutputs } from "./onNetwork";

/** A loss as networks are trained on it. */
export interface TrainedLoss {
  readonly definition: LossDefinition;
  /** A function of the network's outputs, for the labels that samples have. */
  readonly program: LossProgram;
}

/**
 * Compiles a loss of a network's outputs (as many as the loss has prediction columns). Throws
 * LossSourceError.
 */
export function compileTrainedLoss(
  definition: LossDefinition,
  parameters: Readonly<Record<string, ParameterValue>>,
): TrainedLoss {
  const targets = labelColumns(definition.labels, pageSizes.classes);
  const program = compileLoss(definition.source, { ...compileOptions(definition, parameters), targets });
  return { definition, program: lossOnOutputs(definition, program) };
}
