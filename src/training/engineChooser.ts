import type { Backend, TrainingJob, UnsupportedReason } from "../engine/backend";
import { createCpuBackend, createFloat64Backend } from "../engine/cpu";
import type { RuntimeProgress } from "../engine/onnx";
import type { EngineChoice, EnginePreference, MeasuredSpeeds } from "./engineChoice";
import { EngineSpeeds } from "./engineSpeeds";
import { OnnxLoader } from "./onnxLoader";

/** A single model is trained by one worker. */
const ONE_WORKER = 1;

export interface ChosenEngine {
  backend: Backend;
  choice: EngineChoice;
}

type Gpu = { backend: Backend } | { unavailable: UnsupportedReason };

/**
 * Decides which engine trains a job, and why. "auto" is WebGPU on a hardware adapter unless the CPU
 * in float32 was measured to be faster for such jobs, else the CPU. If the requested engine is
 * missing or cannot train the job, the CPU is used, with the reason. Owns the GPU device and keeps
 * it between runs.
 */
export class EngineChooser {
  #gpu: Gpu | "software-adapter" | undefined;

  /** One backend for all runs: it keeps the kernels they have compiled. */
  readonly #cpu = createCpuBackend();
  readonly #onnx = new OnnxLoader();
  readonly #speeds: EngineSpeeds;

  readonly #openGpu: () => Promise<Gpu>;

  /**
   * `cpuWorkers`: how many workers share a fleet on the CPU. `openGpu`: the GPU of this machine,
   * software ones included, or why there is none.
   */
  constructor(cpuWorkers = ONE_WORKER, openGpu: () => Promise<Gpu> = openWebGpu) {
    this.#speeds = new EngineSpeeds(cpuWorkers, this.#cpu);
    this.#openGpu = openGpu;
  }

  /**
   * `onLoading` hears how far ONNX Runtime's files are, where they are wanted. Throws an AbortError
   * where `cancelLoading` gave them up.
   */
  async choose(
    preference: EnginePreference,
    job: TrainingJob,
    onLoading: (progress: RuntimeProgress) => void = () => {},
  ): Promise<ChosenEngine> {
    if (preference === "cpu") return chosen(this.#cpu, "chosen");
    if (preference === "float64") return chosen(createFloat64Backend(), "chosen");
    if (preference === "onnx") {
      const onnx = await this.#onnx.load(onLoading);
      return onnx === null ? chosen(this.#cpu, "no-onnx-runtime") : chosen(onnx, "chosen");
    }
    const asked = preference === "webgpu";
    if (this.#gpu === "software-adapter" && !asked) return chosen(this.#cpu, "software-gpu-passed-over");
    const gpu = await this.#webGpu();
    if ("unavailable" in gpu) return chosen(this.#cpu, gpu.unavailable);
    if (gpu.backend.software && !asked) {
      gpu.backend.dispose();
      this.#gpu = "software-adapter";
      return chosen(this.#cpu, "software-gpu-passed-over");
    }
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
    const gpu = this.#gpu;
    if ((preference !== "auto" && preference !== "webgpu") || gpu === undefined || gpu === "software-adapter")
      return false;
    if ("unavailable" in gpu || !gpu.backend.canTrain(job).ok || !this.#speeds.wants(job)) return false;
    return (await this.#speeds.measure(job, gpu.backend, stale)) !== undefined;
  }

  /** Nobody waits for what is being loaded any more. */
  cancelLoading(): void {
    this.#onnx.cancel();
  }

  /** The device was lost or may be faulty: the next choice requests another. */
  forgetGpu(): void {
    if (this.#gpu !== undefined && this.#gpu !== "software-adapter" && "backend" in this.#gpu)
      this.#gpu.backend.dispose();
    this.#gpu = undefined;
  }

  async #webGpu(): Promise<Gpu> {
    if (this.#gpu !== undefined && this.#gpu !== "software-adapter") return this.#gpu;
    this.#gpu = await this.#openGpu();
    return this.#gpu;
  }
}

/** Loaded on first use: a page without a GPU does not need the GPU engine. */
async function openWebGpu(): Promise<Gpu> {
  const { createWebGpuBackend } = await import("../engine/webgpu");
  return createWebGpuBackend({ allowSoftware: true });
}

function chosen(backend: Backend, reason: EngineChoice["reason"], speeds?: MeasuredSpeeds): ChosenEngine {
  const choice = { id: backend.id, description: backend.description, reason };
  return { backend, choice: speeds === undefined ? choice : { ...choice, speeds } };
}
