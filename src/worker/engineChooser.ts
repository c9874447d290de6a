import type { Backend, TrainingJob, UnsupportedReason } from "../engine/backend";
import { createCpuBackend, createFloat64Backend } from "../engine/cpu";
import type { RuntimeProgress } from "../engine/onnx";
import { OnnxLoader } from "./onnxLoader";
import type { EngineChoice, EnginePreference } from "./protocol";

export interface ChosenEngine {
  backend: Backend;
  choice: EngineChoice;
}

type Gpu = { backend: Backend } | { unavailable: UnsupportedReason };

/**
 * Says which engine a job runs on, and why. Asked for nothing in particular, WebGPU on a hardware adapter, else the CPU in float32; where the
 * engine asked for is missing or cannot take the job, the CPU, with the reason. Keeps the GPU device from run to run and owns it.
 */
export class EngineChooser {
  #gpu: Gpu | "software-adapter" | undefined;

  readonly #onnx = new OnnxLoader();

  /** `onLoading` hears how far ONNX Runtime's files are, where they are wanted. Throws an AbortError where `cancelLoading` gave them up. */
  async choose(
    preference: EnginePreference,
    job: TrainingJob,
    onLoading: (progress: RuntimeProgress) => void = () => {},
  ): Promise<ChosenEngine> {
    if (preference === "cpu") return chosen(createCpuBackend(), "chosen");
    if (preference === "float64") return chosen(createFloat64Backend(), "chosen");
    if (preference === "onnx") {
      const onnx = await this.#onnx.load(onLoading);
      return onnx === null ? chosen(createCpuBackend(), "no-onnx-runtime") : chosen(onnx, "chosen");
    }
    const asked = preference === "webgpu";
    if (this.#gpu === "software-adapter" && !asked) return chosen(createCpuBackend(), "software-gpu-passed-over");
    const gpu = await this.#webGpu();
    if ("unavailable" in gpu) return chosen(createCpuBackend(), gpu.unavailable);
    if (gpu.backend.software && !asked) {
      gpu.backend.dispose();
      this.#gpu = "software-adapter";
      return chosen(createCpuBackend(), "software-gpu-passed-over");
    }
    const support = gpu.backend.canTrain(job);
    if (!support.ok) return chosen(createCpuBackend(), support.reason);
    return chosen(gpu.backend, asked ? "chosen" : "hardware-gpu");
  }

  /** Nobody waits for what is being loaded any more. */
  cancelLoading(): void {
    this.#onnx.cancel();
  }

  /** The device was lost or is in doubt: the next choice asks for another. */
  forgetGpu(): void {
    if (this.#gpu !== undefined && this.#gpu !== "software-adapter" && "backend" in this.#gpu)
      this.#gpu.backend.dispose();
    this.#gpu = undefined;
  }

  /** Loaded when first wanted: the GPU engine is no part of what a page without one needs. */
  async #webGpu(): Promise<Gpu> {
    if (this.#gpu !== undefined && this.#gpu !== "software-adapter") return this.#gpu;
    const { createWebGpuBackend } = await import("../engine/webgpu");
    this.#gpu = await createWebGpuBackend({ allowSoftware: true });
    return this.#gpu;
  }
}

function chosen(backend: Backend, reason: EngineChoice["reason"]): ChosenEngine {
  return { backend, choice: { id: backend.id, description: backend.description, reason } };
}
