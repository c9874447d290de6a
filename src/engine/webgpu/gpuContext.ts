import type { Graph } from "../../language";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import type { GpuSession } from "./gpuSession";
import type { KernelLimits } from "./kernelPlan";
import type { PipelineCache } from "./pipelineCache";

/** What a backend gives to everything it creates. */
export interface GpuContext {
  readonly session: GpuSession;
  readonly pipelines: PipelineCache;
  readonly limits: KernelLimits;
  readonly software: boolean;
  /** Compiles a loss to WGSL. */
  readonly emit: (graph: Graph) => WgslLoss;
}
