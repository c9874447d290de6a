/** Training in ONNX Runtime, and the files it reads. */
export { evaluateLossInOnnx } from "./evaluateLoss";
export { fetchOnnxRuntime, RUNTIME_BYTES, type RuntimeProgress } from "./fetchRuntime";
export { networkFile } from "./networkFile";
export { createOnnxBackend } from "./onnxBackend";
export {
  type CheckedFile,
  checkNetwork,
  checkTraining,
  type TrainedState,
} from "./onnxCheck";
export { loadOnnxRuntime } from "./runtime";
export type { OnnxTrainer } from "./trainer";
export { trainingFile } from "./trainingFile";
