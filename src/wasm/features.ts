import { f32x4 } from "./code";
import { ModuleWriter } from "./module";

/** What this machine's WebAssembly supports beyond version 1. */
export interface WasmFeatures {
  /** 128-bit vectors. Without them, or without WebAssembly, nothing in `src/wasm` runs. */
  simd: boolean;
  /** Fused multiply-add; the machine decides whether it rounds once or twice. */
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

/**
 * Whether a function with this expression compiles here. A content security policy may forbid
 * WebAssembly that the browser supports.
 */
function accepts(expression: (x: ReturnType<typeof f32x4.const>) => ReturnType<typeof f32x4.const>): boolean {
  const module = new ModuleWriter();
  module.function([], "f32", (writer) => writer.do(f32x4.lane(expression(f32x4.const(1)), 0)));
  try {
    return new WebAssembly.Module(module.bytes()) !== null;
  } catch {
    return false;
  }
}
