import { createOnnxBackend, evaluateLossInOnnx } from "../../src/engine/onnx";
import type { GoldenEngine } from "./goldenEngine";
import { throughTrainer } from "./throughTrainer";

/** ONNX Runtime, in Node as in a browser. Everything goes through the graphs that the project writes. */
export async function createOnnxGoldenEngine(): Promise<GoldenEngine> {
  const backend = await createOnnxBackend();
  return {
    id: "onnx",
    precision: "float32",
    backend,
    async evaluateLoss(loss, predictions, targets, parameters) {
      const { objective, gradients, perSample } = await evaluateLossInOnnx(loss, { predictions, targets, parameters });
      // The loss itself is taken in float64; the network hears of it in float32.
      const heard = (columns: readonly Float64Array[]) => columns.map((column) => column.map(Math.fround));
      return {
        objective: Math.fround(objective),
        gradients: heard(gradients),
        perSample: perSample && heard(perSample),
      };
    },
    ...throughTrainer(backend),
    predict: (trainer, points) => trainer.predict(0, new Float32Array(points)),
  };
}
