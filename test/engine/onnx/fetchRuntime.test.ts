import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { RUNTIME_BYTES } from "../../../src/engine/onnx";

it("the size by which progress is told is that of the file", () => {
  const path = fileURLToPath(import.meta.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  expect(RUNTIME_BYTES).toBe(statSync(path).size);
});
