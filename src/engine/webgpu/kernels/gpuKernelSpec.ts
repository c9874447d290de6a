import type { ModelLayout } from "../../../experiment/modelLayout";
import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import type { OptimizerRule } from "../../backend";
import type { KernelPlan } from "../kernelPlan";
import type { TrainingAccess } from "./networkTraining";

/** Everything that determines a training kernel. */
export interface GpuKernelSpec {
  layout: ModelLayout;
  rule: OptimizerRule;
  loss: WgslLoss;
  /** Target columns of the job; the loss may read fewer. */
  targetColumns: number;
  plan: KernelPlan;
}

/** Where a kernel stores its working values, as WGSL text; all are lvalues. */
export interface KernelAccess extends TrainingAccess {
  /** The optimiser's state number `index` of a parameter. */
  moment(index: number, parameter: string): string;
  /** A word of this workgroup's scratch. */
  scratch(index: string): string;
  /** The barrier that orders all writes to this storage. */
  barrier: string;
}
