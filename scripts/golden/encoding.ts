/** Decodes the numbers of the golden files; see README.md. */

/** A number, or one of the words for numbers that JSON cannot hold. */
export type Encoded = number | "NaN" | "Infinity" | "-Infinity";

export interface EncodedTensor {
  shape: number[];
  data: Encoded[];
}

/** Little-endian bytes of a typed array. */
export interface PackedArray {
  dtype: "float32" | "uint16" | "uint8";
  shape: number[];
  base64: string;
}

/** A golden file does not match its format. */
export class FixtureError extends Error {
  constructor(where: string, expected: string, given: string) {
    super(`${where}: expected ${expected}, got ${given}`);
    this.name = "FixtureError";
  }
}

export function decodeNumber(value: Encoded): number {
  return typeof value === "number" ? value : Number(value);
}

/** Flat, row-major. */
export function decodeTensor(tensor: EncodedTensor): Float64Array {
  return Float64Array.from(tensor.data, decodeNumber);
}

/**
 * Flat, row-major. Assumes a little-endian machine: every machine that runs a browser or Node is
 * one.
 */
export function decodePacked(packed: PackedArray): Float32Array | Uint16Array | Uint8Array {
  const bytes = Uint8Array.from(atob(packed.base64), (character) => character.charCodeAt(0));
  const array =
    packed.dtype === "float32"
      ? new Float32Array(bytes.buffer)
      : packed.dtype === "uint16"
        ? new Uint16Array(bytes.buffer)
        : bytes;
  const expected = packed.shape.reduce((product, size) => product * size, 1);
  if (array.length !== expected) {
    throw new FixtureError("packed array", `${expected} ${packed.dtype} numbers`, String(array.length));
  }
  return array;
}
