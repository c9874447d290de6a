import type { ModelLayout } from "../../../experiment/modelLayout";
import type { WgslLoss } from "../../../language/wgsl";
import type { OptimizerRule } from "../../backend";
import type { KernelPlan } from "../kernelPlan";
import type { TrainingAccess } from "./networkTraining";
import type { Accumulator } from "./reduction";

/** Everything a training kernel is written from. */
export interface KernelSpec {
  layout: ModelLayout;
  rule: OptimizerRule;
  loss: WgslLoss;
  plan: KernelPlan;
}

/** Where a kernel keeps what it works on, as WGSL text; all are lvalues. */
export interface KernelAccess extends TrainingAccess {
  /** The optimiser's `index`-th number of a parameter. */
  moment(index: number, parameter: string): string;
  /** A word of this workgroup's scratch. */
  scratch(index: string): string;
  /** The barrier that orders everything the kernel keeps. */
  barrier: string;
}

/** How many of the batch are on the right side of p = ½, in either label set. */
export const CORRECT: Accumulator = {
  name: "correct",
  kind: "sum",
  expression: "select(0.0, 1.0, (prediction > 0.0) == (target_value > 0.5))",
};

/** Σ|w| and Σw², of the weights before the update. */
export const WEIGHT_NORMS: readonly Accumulator[] = [
  { name: "absolute_weights", kind: "sum", expression: "abs(weight)" },
  { name: "squared_weights", kind: "sum", expression: "weight * weight" },
];

/** What a step records beside the loss, in the order in which it is reduced, after the last pass's own. */
export const RECORDED: readonly Accumulator[] = [CORRECT, ...WEIGHT_NORMS];
