import { type LossProgram, logOddsHead, logSoftmaxHead, onHead, sigmoidHead } from "../language";
import { takesClasses } from "./compileDefinition";
import type { LabelSet, LossDefinition } from "./definition";

/** A label format that the class of a sample alone does not determine. */
export class LabelSetError extends Error {
  constructor(labels: LabelSet) {
    super(`labels: expected a set that classes decide, got ${labels}`);
    this.name = "LabelSetError";
  }
}

/** The values of the loss's target columns for each class. Throws LabelSetError. */
export function labelColumns(labels: LabelSet, classes: number): number[][] {
  const all = Array.from({ length: classes }, (_, k) => k);
  switch (labels) {
    case "zero-one":
    case "class-index":
      return all.map((k) => [k]);
    case "plus-minus-one":
      return [[-1], [1]];
    case "one-hot":
      return all.map((k) => all.map((other) => (other === k ? 1 : 0)));
    case "label-list":
      return all.map((k) => all.map((place) => (place === 0 ? k : -1)));
    default:
      throw new LabelSetError(labels);
  }
}

/** A loss as a function of a network's outputs: one logit, or one output for each class. */
export function lossOnOutputs({ prediction }: Pick<LossDefinition, "prediction">, program: LossProgram): LossProgram {
  if (prediction === "probability") return onHead(program, sigmoidHead);
  return prediction === "class-log-probabilities"
    ? onHead(program, logSoftmaxHead(program.predictionColumns))
    : program;
}

/**
 * A loss as a function of one number, the log-odds of the positive class; the curves are drawn over
 * it.
 */
export function lossOnLogit(definition: Pick<LossDefinition, "prediction">, program: LossProgram): LossProgram {
  const onOutputs = lossOnOutputs(definition, program);
  return takesClasses(definition) ? onHead(onOutputs, logOddsHead) : onOutputs;
}
