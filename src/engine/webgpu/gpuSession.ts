import { DeviceLostError } from "../backend";

/** A stretch of a buffer, in bytes. */
export interface BufferPart {
  buffer: GPUBuffer;
  offsetBytes: number;
  sizeBytes: number;
}

/** The GPU refused something: an invalid kernel, or no memory. */
export class GpuError extends Error {
  constructor(what: string, detail: string) {
    super(`${what}: ${detail}`);
    this.name = "GpuError";
  }
}

/**
 * A device and what can befall it: waiting on it ends in the result, in DeviceLostError when the device went away, or in GpuError when it
 * reported an error that nobody was waiting for.
 */
export class GpuSession {
  readonly device: GPUDevice;
  #failure: Error | null = null;
  readonly #lost: Promise<never>;

  constructor(device: GPUDevice) {
    this.device = device;
    this.#lost = device.lost.then((info) => {
      this.#failure = new DeviceLostError(`the GPU device was lost (${info.reason}): ${info.message}`);
      throw this.#failure;
    });
    // It is awaited only beside something else.
    this.#lost.catch(() => undefined);
    device.addEventListener("uncapturederror", (event) => {
      this.#failure ??= new GpuError("the GPU reported an error", (event as GPUUncapturedErrorEvent).error.message);
    });
  }

  /** Throws what has befallen the device. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Waits for `work`, or for the device's end. */
  async settle<T>(work: Promise<T>): Promise<T> {
    this.check();
    try {
      const result = await Promise.race([work, this.#lost]);
      this.check();
      return result;
    } catch (error) {
      // A rejected mapAsync may come before `lost`: the device's own account of it is the better one.
      await Promise.race([this.#lost, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw error;
    }
  }

  /**
   * Runs `create` and throws GpuError where what it made is invalid or did not fit the memory. The scopes are closed before anything is
   * awaited, so that two callers cannot catch each other's errors.
   */
  async checked<T>(what: string, create: () => T): Promise<T> {
    this.check();
    this.device.pushErrorScope("validation");
    this.device.pushErrorScope("out-of-memory");
    let scopes: Promise<GPUError | null>[];
    let made: T;
    try {
      made = create();
    } finally {
      scopes = [this.device.popErrorScope(), this.device.popErrorScope()];
    }
    for (const found of await this.settle(Promise.all(scopes))) {
      if (found) throw new GpuError(what, found.message);
    }
    return made;
  }

  createBuffer(label: string, sizeBytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    return this.device.createBuffer({ label, size: Math.max(4, Math.ceil(sizeBytes / 4) * 4), usage });
  }

  /** Storage holding `values`. */
  createStorage(label: string, values: Float32Array | Uint32Array): GPUBuffer {
    const buffer = this.createBuffer(label, values.byteLength, storageUsage());
    this.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    return buffer;
  }

  /** A copy of the first `sizeBytes` from `offsetBytes` of `buffer`, once everything submitted before has run. */
  async read(buffer: GPUBuffer, offsetBytes: number, sizeBytes: number): Promise<Float32Array> {
    const [copy] = await this.readParts([{ buffer, offsetBytes, sizeBytes }]);
    return copy!;
  }

  /** Copies of parts of buffers in one journey, once everything submitted before has run. */
  async readParts(parts: readonly BufferPart[]): Promise<Float32Array[]> {
    this.check();
    const total = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const staging = this.createBuffer("readback", total, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    try {
      const encoder = this.device.createCommandEncoder();
      let at = 0;
      for (const { buffer, offsetBytes, sizeBytes } of parts) {
        encoder.copyBufferToBuffer(buffer, offsetBytes, staging, at, sizeBytes);
        at += sizeBytes;
      }
      this.device.queue.submit([encoder.finish()]);
      await this.settle(staging.mapAsync(GPUMapMode.READ, 0, total));
      const mapped = staging.getMappedRange(0, total);
      let end = 0;
      return parts.map(({ sizeBytes }) => {
        end += sizeBytes;
        return new Float32Array(mapped.slice(end - sizeBytes, end));
      });
    } finally {
      staging.destroy();
    }
  }
}

/** What nearly every buffer is for: kernels, writing from the host, reading back. A function, since Node has no GPUBufferUsage. */
export function storageUsage(): GPUBufferUsageFlags {
  return GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
}
