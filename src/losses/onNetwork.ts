import type { LossProgram } from "../language";
import { logOddsHead, logSoftmaxHead, sigmoidHead, withHead } from "../language/passes/heads";
import { takesClasses } from "./compileOptions";
import type { LossDefinition } from "./definition";

/** A loss as a function of a network's outputs: one logit, or one output for each class. */
export function lossOnOutputs({ prediction }: Pick<LossDefinition, "prediction">, program: LossProgram): LossProgram {
  if (prediction === "probability") return withHead(program, sigmoidHead);
  return prediction === "class-log-probabilities"
    ? withHead(program, logSoftmaxHead(program.predictionColumns))
    : program;
}

/**
 * A loss as a function of one number, the log-odds of the positive class; the curves are drawn over
 * it.
 */
export function lossOnLogit(definition: Pick<LossDefinition, "prediction">, program: LossProgram): LossProgram {
  const onOutputs = lossOnOutputs(definition, program);
  return takesClasses(definition) ? withHead(onOutputs, logOddsHead) : onOutputs;
}
