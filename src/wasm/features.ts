import { f32x4 } from "./code";
import { ModuleWriter } from "./module";

/** What this machine's WebAssembly can do beyond the first version. */
export interface WasmFeatures {
  /** 128-bit vectors; without them nothing of `src/wasm` runs, nor where there is no WebAssembly at all. */
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

/** Whether a function with such an expression can be had here: a page's policy may forbid what the browser knows. */
function accepts(expression: (x: ReturnType<typeof f32x4.const>) => ReturnType<typeof f32x4.const>): boolean {
  const module = new ModuleWriter();
  module.function([], "f32", (writer) => writer.do(f32x4.lane(expression(f32x4.const(1)), 0)));
  try {
    return new WebAssembly.Module(module.bytes()) !== null;
  } catch {
    return false;
  }
}
