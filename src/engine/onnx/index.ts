/** Training in ONNX Runtime. */
export { evaluateLossInOnnx } from "./evaluateLoss";
export { createOnnxBackend } from "./onnxBackend";
