import { createOnnxBackend, evaluateLossInOnnx, type OnnxTrainer } from "../../src/engine/onnx";
import type { GoldenEngine } from "./goldenEngine";
import { throughTrainer } from "./throughTrainer";

/**
 * ONNX Runtime, the same in Node as in a browser. Everything runs as graphs that the project
 * writes.
 */
export async function createOnnxGoldenEngine(): Promise<GoldenEngine> {
  const backend = await createOnnxBackend();
  return {
    id: "onnx",
    precision: "float64",
    backend,
    async evaluateLoss(loss, predictions, targets, parameters) {
      return evaluateLossInOnnx(loss, { predictions, targets, parameters });
    },
    ...throughTrainer(backend, Float64Array),
    predict: (trainer, points) => (trainer as OnnxTrainer).predict(0, points),
  };
}
