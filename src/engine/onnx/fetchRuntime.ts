import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

/**
 * Uncompressed size of the runtime's WebAssembly module: servers that compress it do not report it.
 */
export const RUNTIME_BYTES = 14_239_897;

/** The magic number "\0asm". */
const WASM_MAGIC = [0, 0x61, 0x73, 0x6d];

export interface RuntimeProgress {
  loadedBytes: number;
  totalBytes: number;
}

/**
 * Fetches the runtime's WebAssembly module in a browser. Rejects with an AbortError if `signal`
 * aborts, and with an Error if the file cannot be had.
 */
export async function fetchOnnxRuntime(
  onProgress: (progress: RuntimeProgress) => void,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const response = await fetch(wasmUrl, { signal });
  if (!response.ok || response.body === null) throw new Error(`ONNX Runtime: HTTP ${response.status}`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loadedBytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loadedBytes += value.length;
    onProgress({ loadedBytes, totalBytes: Math.max(RUNTIME_BYTES, loadedBytes) });
  }
  const binary = await new Blob(parts).arrayBuffer();
  // A server may answer with an HTML page instead. The runtime must not see it: once it has failed
  // to start, it cannot be started again.
  const magic = new Uint8Array(binary.slice(0, WASM_MAGIC.length));
  if (!WASM_MAGIC.every((byte, i) => magic[i] === byte)) throw new Error("ONNX Runtime: expected WebAssembly");
  return binary;
}
