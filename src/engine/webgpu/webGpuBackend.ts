import type { Graph } from "../../language";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import type { Backend, Support, Trainer, TrainerSource, TrainingJob } from "../backend";
import { UnsupportedJobError } from "../backend";
import type { GpuContext } from "./gpuContext";
import { GpuSession } from "./gpuSession";
import { GpuTrainer } from "./gpuTrainer";
import { jobSupport } from "./jobSupport";
import type { KernelLimits } from "./kernelPlan";
import { KernelTuning } from "./kernelTuning";
import { PipelineCache } from "./pipelineCache";

export interface WebGpuBackendSource {
  device: GPUDevice;
  description: string;
  software: boolean;
  /** Compiles a loss to WGSL. */
  emit: (graph: Graph) => WgslLoss;
  /** Limits below the device's own. */
  limits?: Partial<KernelLimits>;
}

/**
 * On a software adapter all memory is equally fast, but each word of workgroup memory is cleared by
 * its own instruction: an 8 kB tile adds over a second of compile time (SwiftShader, Chromium 156).
 * Few threads, because one thread runs them, four at a time.
 */
const SOFTWARE_LIMITS: Partial<KernelLimits> = { workgroupBytes: 2048, workgroupThreads: 32 };

/**
 * Fused training on the GPU: one workgroup trains one model, a run of steps is one dispatch.
 * Numbers are float32.
 */
export class WebGpuBackend implements Backend, GpuContext {
  readonly id = "webgpu";
  readonly description: string;
  readonly software: boolean;
  readonly session: GpuSession;
  readonly pipelines: PipelineCache;
  readonly limits: KernelLimits;
  readonly emit: (graph: Graph) => WgslLoss;
  readonly #tuning = new KernelTuning();

  constructor(source: WebGpuBackendSource) {
    this.description = source.description;
    this.software = source.software;
    this.emit = source.emit;
    this.session = new GpuSession(source.device);
    this.pipelines = new PipelineCache(this.session);
    const limits = source.device.limits;
    this.limits = {
      workgroupBytes: limits.maxComputeWorkgroupStorageSize,
      workgroupThreads: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
      storageBytes: Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize),
      workgroups: limits.maxComputeWorkgroupsPerDimension,
      ...(source.software ? SOFTWARE_LIMITS : {}),
      ...source.limits,
    };
  }

  canTrain(job: TrainingJob): Support {
    return jobSupport(job, this.limits);
  }

  async createTrainer(job: TrainingJob): Promise<Trainer> {
    return this.#createTrainer(job, this.#tuning.limits(job, this.limits));
  }

  async tune(
    job: TrainingJob,
    stepsPerSecond: (trainers: TrainerSource) => Promise<number | undefined>,
  ): Promise<void> {
    if (this.#tuning.knows(job)) return;
    await this.#tuning.tune(job, this.limits, (trial) =>
      stepsPerSecond({ createTrainer: (tried) => this.#createTrainer(tried, { ...this.limits, ...trial }) }),
    );
  }

  async #createTrainer(job: TrainingJob, limits: KernelLimits): Promise<Trainer> {
    const support = this.canTrain(job);
    if (!support.ok) throw new UnsupportedJobError(support.reason, support.detail);
    const { session, pipelines, software, emit } = this;
    return GpuTrainer.create({ session, pipelines, limits, software, emit }, job);
  }

  dispose(): void {
    this.session.device.destroy();
  }
}
