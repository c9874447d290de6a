/** Training in ONNX Runtime. */
export { evaluateLossInOnnx } from "./evaluateLoss";
export { fetchOnnxRuntime, RUNTIME_BYTES, type RuntimeProgress } from "./fetchRuntime";
export { createOnnxBackend } from "./onnxBackend";
