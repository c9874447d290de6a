import type { ModelLayout } from "../../../experiment/modelLayout";
import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import type { KernelPlan } from "../kernelPlan";
import type { TrainingAccess } from "./networkTraining";
import type { WgslOptimizer } from "./optimizerUpdate";

/** Everything that determines a training kernel. */
export interface GpuKernelSpec {
  layout: ModelLayout;
  optimizer: WgslOptimizer;
  loss: WgslLoss;
  /** Target columns of the job; the loss may read fewer. */
  targetColumns: number;
  plan: KernelPlan;
}

/** Where a kernel stores its working values, as WGSL text; all are lvalues. */
export interface KernelAccess extends TrainingAccess {
  /** A parameter's value in vector number `index` of the optimiser's state. */
  stateVector(index: number, parameter: string): string;
  /** A word of this workgroup's scratch. */
  scratch(index: string): string;
  /** The barrier that orders all writes to this storage. */
  barrier: string;
}
