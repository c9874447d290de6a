import type { Backend } from "../engine/backend";
import type { RuntimeProgress } from "../engine/onnx";

/** Minimum interval between two progress reports. */
const INTERVAL_MS = 100;

/** Fetches and starts ONNX Runtime on first use, and keeps it. `cancel` aborts loading. */
export class OnnxLoader {
  #backend: Backend | undefined;
  #loading: AbortController | undefined;

  /** Null if it cannot be loaded. Throws an AbortError after `cancel`. */
  async load(onProgress: (progress: RuntimeProgress) => void): Promise<Backend | null> {
    if (this.#backend !== undefined) return this.#backend;
    const loading = new AbortController();
    this.#loading = loading;
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = (progress: RuntimeProgress) => {
      const now = performance.now();
      if (now - toldAt < INTERVAL_MS && progress.loadedBytes < progress.totalBytes) return;
      toldAt = now;
      onProgress(progress);
    };
    try {
      const { createOnnxBackend, fetchOnnxRuntime } = await import("../engine/onnx");
      this.#backend = await createOnnxBackend(await fetchOnnxRuntime(tell, loading.signal));
      return this.#backend;
    } catch {
      loading.signal.throwIfAborted();
      return null;
    } finally {
      this.#loading = undefined;
    }
  }

  cancel(): void {
    this.#loading?.abort();
  }
}
