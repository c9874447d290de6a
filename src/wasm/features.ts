import { f32x4 } from "./code";
import { ModuleWriter } from "./module";

/** What this machine's WebAssembly can do beyond the first version. */
export interface WasmFeatures {
  /** 128-bit vectors; without them nothing of `src/wasm` runs. */
  simd: boolean;
  /** Fused multiply-add, as the machine likes to round it. */
  relaxedSimd: boolean;
}

let known: WasmFeatures | undefined;

export function wasmFeatures(): WasmFeatures {
  known ??= {
    simd: accepts((x) => f32x4.add(x, x)),
    relaxedSimd: accepts((x) => f32x4.relaxedMultiplyAdd(x, x, x)),
  };
  return known;
}

/** Whether a function with such an expression is valid here. */
function accepts(expression: (x: ReturnType<typeof f32x4.const>) => ReturnType<typeof f32x4.const>): boolean {
  if (typeof WebAssembly !== "object") return false;
  const module = new ModuleWriter();
  module.function([], "f32", (writer) => writer.do(f32x4.lane(expression(f32x4.const(1)), 0)));
  return WebAssembly.validate(module.bytes());
}
