export { type Code, f32, f32x4, f64, f64x2, i32, i32x4, memory, type ValueType, v128 } from "./code";
export { type WasmFeatures, wasmFeatures } from "./features";
export { FunctionWriter, type Local } from "./function";
export { ITERATION_BYTES, LANES, SAMPLES_PER_ITERATION, UNROLL, VECTOR_BYTES } from "./iteration";
export { LaneSum, laneTotals } from "./laneSum";
export { type Callable, ModuleWriter } from "./module";
