/** Writes losses, and what is built around them, as ONNX: nodes, graphs, files. */
export { emitLoss, type LossScopes, type LossValuesRead } from "./emitLoss";
export { GraphScope } from "./graphScope";
export type { ElementType, OnnxDim, OnnxGraph, OnnxModel } from "./model";
export { writeModel } from "./writeModel";
