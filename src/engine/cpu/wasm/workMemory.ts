const PAGE = 65_536;
/** Of memories that nobody uses, so many are kept for the next: a browser sets aside gigabytes of addresses for each, and frees them late. */
const MOST_KEPT = 4;
/** Larger ones are given back. */
const LARGEST_KEPT = 2 ** 26;

const unused: WebAssembly.Memory[] = [];

/** A WebAssembly memory and arrays on it. Its content is whatever was there: what is read must have been written. */
export class WorkMemory {
  readonly memory: WebAssembly.Memory;
  #floats: Float32Array = new Float32Array(0);
  #doubles: Float64Array = new Float64Array(0);
  #integers: Uint32Array = new Uint32Array(0);

  /** Throws RangeError where the machine has no such memory left. */
  constructor(bytes: number) {
    this.memory = unused.pop() ?? new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    this.reserve(bytes);
  }

  /** Grows to at least so many bytes; views from before are no longer good then. Throws RangeError where there is no such room. */
  reserve(bytes: number): void {
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    const { buffer } = this.memory;
    if (buffer === this.#floats.buffer) return;
    this.#floats = new Float32Array(buffer);
    this.#doubles = new Float64Array(buffer);
    this.#integers = new Uint32Array(buffer);
  }

  /** Views of `count` numbers at an address in bytes. */
  floats(at: number, count: number): Float32Array {
    return this.#floats.subarray(at / 4, at / 4 + count);
  }

  doubles(at: number, count: number): Float64Array {
    return this.#doubles.subarray(at / 8, at / 8 + count);
  }

  integers(at: number, count: number): Uint32Array {
    return this.#integers.subarray(at / 4, at / 4 + count);
  }

  /** For the next one; must not be used after. */
  release(): void {
    if (unused.length < MOST_KEPT && this.memory.buffer.byteLength <= LARGEST_KEPT) unused.push(this.memory);
  }
}
