import { keepOutputs } from "../language/neededNodes";
import type { LossProgram } from "../language/program";
import type { LossDefinition } from "./definition";
import type { LogitGraphs } from "./lossOnLogits";
import { lossOnLogit } from "./onNetwork";

/**
 * The graphs that a loss's curves and pulls are evaluated from. The build makes those of the
 * opening losses.
 */
export function logitGraphs(
  definition: Pick<LossDefinition, "prediction" | "labels">,
  program: LossProgram,
): LogitGraphs {
  const { sample, batch, reduction, pointwise } = lossOnLogit(definition, program);
  return {
    curves: keepOutputs(sample, "value", "slope", "curvature"),
    slope: keepOutputs(sample, "slope"),
    batchGradient: reduction === "batch" && !pointwise ? keepOutputs(batch, "gradient") : null,
  };
}
