import { type Backend, type BackendId, DeviceLostError, type TrainingJob } from "../engine/backend";
import { createCpuBackend, createFloat64Backend } from "../engine/cpu";
import type { RuntimeProgress } from "../engine/onnx";
import type { EngineChoice, EnginePreference, MeasuredSpeeds } from "./engineChoice";
import { EngineSpeeds } from "./engineSpeeds";
import { isEngineFault } from "./failure";
import { computesRight } from "./gpuCheck";
import { type Gpu, GpuSource, type SetTimer } from "./gpuSource";
import { OnnxLoader } from "./onnxLoader";

/** A single model is trained by one worker. */
const ONE_WORKER = 1;
/**
 * A device that is lost is opened again, but not if that one is lost as soon: the job may be too
 * much for it.
 */
const LOST_AGAIN_MS = 60_000;

export interface ChosenEngine {
  backend: Backend;
  choice: EngineChoice;
}

export interface EngineChooserOptions {
  /** How many workers share a fleet on the CPU. */
  cpuWorkers?: number;
  /** The GPU of this machine, software ones included, or why there is none. */
  openGpu?: () => Promise<Gpu>;
  /** Whether a GPU computes what the CPU does. */
  isRight?: (gpu: Backend, cpu: Backend) => Promise<boolean>;
  setTimer?: SetTimer;
  cpu?: Backend;
}

/**
 * Decides which engine trains a job, and why. "auto" is WebGPU on a hardware adapter unless the CPU
 * in float32 was measured to be faster for such jobs, else the CPU. A GPU is used only after it has
 * trained a known job right. If the requested engine is missing, cannot train the job or has failed
 * at it, the CPU is used, with the reason; where the CPU has failed, float64. Owns the GPU device
 * and keeps it between runs.
 */
export class EngineChooser {
  readonly #gpu: GpuSource;
  /** The only GPU is a software one, which "auto" passes over. */
  #onlySoftware = false;
  /** One backend for all runs: it keeps the kernels they have compiled. */
  readonly #cpu: Backend;
  readonly #float64 = createFloat64Backend();
  readonly #onnx = new OnnxLoader();
  readonly #speeds: EngineSpeeds;
  /** Engines that have failed, with the kind of job. */
  readonly #failed = new Set<string>();
  #lostAt = Number.NEGATIVE_INFINITY;

  constructor({
    cpuWorkers = ONE_WORKER,
    openGpu = openWebGpu,
    isRight = computesRight,
    setTimer = systemTimer,
    cpu = createCpuBackend(),
  }: EngineChooserOptions = {}) {
    this.#cpu = cpu;
    this.#speeds = new EngineSpeeds(cpuWorkers, cpu);
    this.#gpu = new GpuSource(openGpu, (gpu) => isRight(gpu, cpu), setTimer);
  }

  /**
   * `onLoading` hears how far ONNX Runtime's files are, where they are wanted. Throws an AbortError
   * where `interrupt` ended the wait for a GPU or for those files.
   */
  async choose(
    preference: EnginePreference,
    job: TrainingJob,
    onLoading: (progress: RuntimeProgress) => void = () => {},
  ): Promise<ChosenEngine> {
    const first = await this.#choose(preference, job, onLoading);
    const hasFailed = (id: BackendId) => this.#failed.has(failureKey(id, job));
    const { id } = first.backend;
    if (id === "float64" || !hasFailed(id)) return first;
    const { backend, choice } = chosen(hasFailed("cpu") ? this.#float64 : this.#cpu, "engine-failed");
    return { backend, choice: { ...choice, failed: id } };
  }

  async #choose(
    preference: EnginePreference,
    job: TrainingJob,
    onLoading: (progress: RuntimeProgress) => void,
  ): Promise<ChosenEngine> {
    if (preference === "cpu") return chosen(this.#cpu, "chosen");
    if (preference === "float64") return chosen(this.#float64, "chosen");
    if (preference === "onnx") {
      const onnx = await this.#onnx.load(onLoading);
      return onnx === null ? chosen(this.#cpu, "no-onnx-runtime") : chosen(onnx, "chosen");
    }
    const asked = preference === "webgpu";
    if (this.#onlySoftware && !asked) return chosen(this.#cpu, "software-gpu-passed-over");
    const gpu = await this.#gpu.open(asked);
    if ("unavailable" in gpu) return chosen(this.#cpu, gpu.unavailable);
    if (gpu.backend.software && !asked) {
      this.#gpu.forget();
      this.#onlySoftware = true;
      return chosen(this.#cpu, "software-gpu-passed-over");
    }
    const doubt = await this.#gpu.distrust(gpu.backend, asked);
    if (doubt !== null) return chosen(this.#cpu, doubt);
    const support = gpu.backend.canTrain(job);
    if (!support.ok) return chosen(this.#cpu, support.reason);
    const speeds = this.#speeds.of(job);
    if (asked) return chosen(gpu.backend, "chosen", speeds);
    if (speeds === undefined) return chosen(gpu.backend, "hardware-gpu");
    return speeds.cpu > speeds.webgpu
      ? chosen(this.#cpu, "cpu-measured-faster", speeds)
      : chosen(gpu.backend, "gpu-measured-faster", speeds);
  }

  /**
   * Measures the CPU and the GPU at jobs of this kind, once each, where the GPU has been asked for
   * or would be chosen. It takes some tens of milliseconds of each with rests between, gives up as
   * soon as it is `stale`, and never throws. Whether there is news.
   */
  async measure(preference: EnginePreference, job: TrainingJob, stale: () => boolean): Promise<boolean> {
    const gpu = this.#gpu.current;
    if ((preference !== "auto" && preference !== "webgpu") || gpu === undefined) return false;
    if (!gpu.canTrain(job).ok || this.#failed.has(failureKey("webgpu", job)) || !this.#speeds.wants(job)) return false;
    return (await this.#speeds.measure(job, gpu, stale)) !== undefined;
  }

  /**
   * An engine failed at a job. Returns whether the next choice may train it: on another engine, or
   * on a new device in place of one that was lost.
   */
  failed(error: unknown, id: BackendId, job: TrainingJob): boolean {
    if (!isEngineFault(error)) return false;
    if (id === "webgpu") this.forgetGpu();
    if (error instanceof DeviceLostError) {
      const isFirst = performance.now() - this.#lostAt > LOST_AGAIN_MS;
      this.#lostAt = performance.now();
      if (isFirst) return true;
    }
    const key = failureKey(id, job);
    if (id === "float64" || this.#failed.has(key)) return false;
    this.#failed.add(key);
    return true;
  }

  /** Ends the wait of a choice whose run is no longer wanted; `next` is asked for instead. */
  interrupt(next?: EnginePreference): void {
    this.#gpu.interrupt();
    if (next !== "onnx") this.#onnx.cancel();
  }

  /** The device was lost or may be faulty: the next choice requests another. */
  forgetGpu(): void {
    this.#gpu.forget();
  }
}

/** An engine and a kind of job that would fail in the same way. */
function failureKey(id: BackendId, { layout, loss, batchSize, labels, members, optimizer }: TrainingJob): string {
  const batch = Math.min(batchSize, labels.length);
  return JSON.stringify([id, layout.widths, layout.activation, loss.batch.key, batch, members.length, optimizer]);
}

const systemTimer: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** Loaded on first use: a page without a GPU does not need the GPU engine. */
async function openWebGpu(): Promise<Gpu> {
  const { createWebGpuBackend } = await import("../engine/webgpu");
  return createWebGpuBackend({ allowSoftware: true });
}

function chosen(backend: Backend, reason: EngineChoice["reason"], speeds?: MeasuredSpeeds): ChosenEngine {
  const choice = { id: backend.id, description: backend.description, reason };
  return { backend, choice: speeds === undefined ? choice : { ...choice, speeds } };
}
