import { DeviceLostError } from "../backend";

/** A range of a buffer, in bytes. */
export interface BufferPart {
  buffer: GPUBuffer;
  offsetBytes: number;
  sizeBytes: number;
}

/** Calls back after this many milliseconds; returns how to cancel that. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

const systemTimer: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * How often something is submitted while work is awaited. Firefox notices that work is done at the
 * next submission, or else only every 100 ms.
 */
const NUDGE_MS = 1;
/**
 * A failed call may come before the news that the device is lost, whose reason says more; a failed
 * read long before, on a busy machine.
 */
const LOSS_MS = 100;
const LOSS_AFTER_READ_MS = 2000;

/** The GPU rejected something: an invalid kernel, or out of memory. */
export class GpuError extends Error {
  constructor(what: string, detail: string) {
    super(`${what}: ${detail}`);
    this.name = "GpuError";
  }
}

/**
 * A device with its failures. A wait on it ends with the result, with DeviceLostError if the device
 * is lost, or with GpuError if the device reported an error that no call caught.
 */
export class GpuSession {
  readonly device: GPUDevice;
  #failure: Error | null = null;
  readonly #lost: Promise<never>;
  readonly #setTimer: SetTimer;
  readonly #now: () => number;
  #roundTrip: Promise<number> | undefined;

  /** `now` in milliseconds. */
  constructor(device: GPUDevice, setTimer = systemTimer, now = () => performance.now()) {
    this.device = device;
    this.#setTimer = setTimer;
    this.#now = now;
    this.#lost = device.lost.then((info) => {
      this.#failure = new DeviceLostError(`the GPU device was lost (${info.reason}): ${info.message}`);
      throw this.#failure;
    });
    // Only ever used in `Promise.race`; this stops an unhandled-rejection warning.
    this.#lost.catch(() => undefined);
    device.addEventListener("uncapturederror", (event) => {
      this.#failure ??= new GpuError("the GPU reported an error", (event as GPUUncapturedErrorEvent).error.message);
    });
  }

  /** Throws if the device has failed. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Waits for `work`, or for the loss of the device. */
  async settle<T>(work: Promise<T>, lossMs = LOSS_MS): Promise<T> {
    this.check();
    try {
      const result = await Promise.race([work, this.#lost]);
      this.check();
      return result;
    } catch (error) {
      let cancel = () => {};
      const limit = new Promise<void>((resolve) => {
        cancel = this.#setTimer(resolve, lossMs);
      });
      await Promise.race([this.#lost, limit]).finally(cancel);
      throw error;
    }
  }

  /**
   * Waits for what the GPU has been given to do. Throws DeviceLostError where that fails, which a
   * correct read does on no working device.
   */
  async finished<T>(work: Promise<T>): Promise<T> {
    let cancel = () => {};
    const nudge = () => {
      this.device.queue.submit([]);
      cancel = this.#setTimer(nudge, NUDGE_MS);
    };
    cancel = this.#setTimer(nudge, NUDGE_MS);
    try {
      return await this.settle(work, LOSS_AFTER_READ_MS);
    } catch (error) {
      if (error instanceof DeviceLostError || error instanceof GpuError) throw error;
      throw new DeviceLostError(`the GPU stopped answering: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      cancel();
    }
  }

  /** Milliseconds that the GPU takes to answer when it has nothing to do; measured once. */
  roundTripMs(): Promise<number> {
    this.#roundTrip ??= this.#measureRoundTrip();
    return this.#roundTrip;
  }

  async #measureRoundTrip(): Promise<number> {
    let ms = 0;
    // The first one may begin at any time of the browser's own rhythm.
    for (let trip = 0; trip < 2; trip++) {
      const started = this.#now();
      this.device.queue.submit([]);
      await this.finished(this.device.queue.onSubmittedWorkDone());
      ms = this.#now() - started;
    }
    return ms;
  }

  /**
   * Runs `create` and throws GpuError if the result is invalid or did not fit the memory. The error
   * scopes are closed before anything is awaited, so that two callers cannot receive each other's
   * errors.
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

  /** A storage buffer with `values`. */
  createStorage(label: string, values: Float32Array | Uint32Array): GPUBuffer {
    const buffer = this.createBuffer(label, values.byteLength, storageUsage());
    // Deno's WebGPU ends the process at a write of nothing.
    if (values.length > 0) this.device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    return buffer;
  }

  /**
   * A copy of `sizeBytes` from `offsetBytes` of `buffer`, after everything submitted before has
   * run.
   */
  async read(buffer: GPUBuffer, offsetBytes: number, sizeBytes: number): Promise<Float32Array> {
    const [copy] = await this.readParts([{ buffer, offsetBytes, sizeBytes }]);
    return copy!;
  }

  /**
   * Copies of several buffer ranges in one round trip, after everything submitted before has run.
   */
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
      await this.finished(staging.mapAsync(GPUMapMode.READ, 0, total));
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

/**
 * The usage of most buffers: kernels, writes from the host, read-back. A function, because Node has
 * no GPUBufferUsage.
 */
export function storageUsage(): GPUBufferUsageFlags {
  return GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
}
