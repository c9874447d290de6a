import { createWebGpuBackend, evaluateLossOnGpu } from "../../src/engine/webgpu";
import type { GoldenEngine } from "./goldenEngine";
import { throughTrainer } from "./throughTrainer";

/**
 * The GPU of a browser, software adapters included. Everything runs through the engine's kernels.
 */
export async function createWebGpuGoldenEngine(): Promise<GoldenEngine | { unavailable: string }> {
  const found = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in found) return { unavailable: `${found.unavailable}: ${found.detail}` };
  const { backend } = found;
  return {
    id: "webgpu",
    precision: "float32",
    backend,
    async evaluateLoss(loss, predictions, targets, parameters) {
      const { objective, gradients, perSample } = await evaluateLossOnGpu(backend, loss, {
        predictions: predictions.map((column) => new Float32Array(column)),
        targets: targets.map((column) => new Float32Array(column)),
        parameters,
      });
      const wide = (columns: readonly Float32Array[]) => columns.map((column) => new Float64Array(column));
      return { objective, gradients: wide(gradients), perSample: perSample && wide(perSample) };
    },
    ...throughTrainer(backend, Float32Array),
    predict: (trainer, points) => trainer.predict(0, new Float32Array(points)),
  };
}
