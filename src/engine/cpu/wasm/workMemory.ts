const PAGE = 65_536;
/**
 * Number of released memories kept for reuse: a browser reserves gigabytes of address space for
 * each and frees them late.
 */
const MAX_KEPT = 4;
/** Larger memories are left to the garbage collector. */
const MAX_KEPT_BYTES = 2 ** 26;

const released: WebAssembly.Memory[] = [];

/** The memory was used after its owner released it; it may have another owner by now. */
export class ReleasedMemoryError extends Error {
  constructor() {
    super("memory: expected one in use, got one that was released");
    this.name = "ReleasedMemoryError";
  }
}

interface Views {
  memory: WebAssembly.Memory;
  floats: Float32Array;
  doubles: Float64Array;
  integers: Uint32Array;
}

/**
 * A WebAssembly memory with typed arrays on it. Its initial content is arbitrary: read only what
 * was written. It has one owner from construction to `release`; every use after that throws
 * ReleasedMemoryError.
 */
export class WorkMemory {
  #views: Views | undefined;

  /** Throws RangeError if the machine has no such memory left. */
  constructor(bytes: number) {
    this.#views = viewsOf(released.pop() ?? new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }));
    this.reserve(bytes);
  }

  get memory(): WebAssembly.Memory {
    return this.#used().memory;
  }

  /**
   * Grows to at least this many bytes, which detaches earlier views. Throws RangeError if there is
   * not enough memory.
   */
  reserve(bytes: number): void {
    const { memory } = this;
    const missing = bytes - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE));
    this.#views = viewsOf(memory);
  }

  /** Views of `count` numbers at an address in bytes. */
  floats(address: number, count: number): Float32Array {
    return this.#used().floats.subarray(address / 4, address / 4 + count);
  }

  doubles(address: number, count: number): Float64Array {
    return this.#used().doubles.subarray(address / 8, address / 8 + count);
  }

  integers(address: number, count: number): Uint32Array {
    return this.#used().integers.subarray(address / 4, address / 4 + count);
  }

  /** Gives the memory to the next owner. A second call does nothing. */
  release(): void {
    if (this.#views === undefined) return;
    const { memory } = this.#views;
    this.#views = undefined;
    if (released.length < MAX_KEPT && memory.buffer.byteLength <= MAX_KEPT_BYTES) released.push(memory);
  }

  #used(): Views {
    if (this.#views === undefined) throw new ReleasedMemoryError();
    return this.#views;
  }
}

function viewsOf(memory: WebAssembly.Memory): Views {
  const { buffer } = memory;
  return {
    memory,
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
    integers: new Uint32Array(buffer),
  };
}
