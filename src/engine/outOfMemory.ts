/**
 * What browsers say when an array, a buffer or a WebAssembly memory does not fit: V8 "Array buffer
 * allocation failed", "Invalid typed array length", "could not allocate memory", "Unable to grow
 * instance memory"; Firefox "allocation size overflow", "out of memory"; Safari "Length out of
 * range of buffer", "Array size is not a small enough positive integer".
 */
const NO_MEMORY = /out of memory|allocat|invalid (typed )?array length|unable to grow|range of buffer|array size/i;

/** Whether the error says that memory is short. A full call stack, a RangeError too, does not. */
export function isOutOfMemory(error: unknown): boolean {
  return NO_MEMORY.test(error instanceof Error ? error.message : String(error));
}
