import type { ModelLayout } from "../../../experiment/modelLayout";
import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import type { OptimizerRule } from "../../backend";
import type { KernelPlan } from "../kernelPlan";
import type { TrainingAccess } from "./networkTraining";

/** Everything a training kernel is written from. */
export interface GpuKernelSpec {
  layout: ModelLayout;
  rule: OptimizerRule;
  loss: WgslLoss;
  /** Columns of the job's targets, of which the loss may read fewer. */
  targetColumns: number;
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
