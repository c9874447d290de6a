import type { OptimizerName } from "../../experiment/experiment";

/** The tutorial's rate for Adam and its kin; plain SGD and Adagrad need a larger one to get anywhere on the rings. */
export function suggestedRate(name: OptimizerName): number {
  return name === "SGD" || name === "Adagrad" ? 0.1 : 0.01;
}
