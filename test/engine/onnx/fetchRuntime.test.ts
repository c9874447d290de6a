import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { RUNTIME_BYTES } from "../../../src/engine/onnx";

it("the size that download progress is measured against is the file's size", () => {
  const path = fileURLToPath(import.meta.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  expect(RUNTIME_BYTES).toBe(statSync(path).size);
});
