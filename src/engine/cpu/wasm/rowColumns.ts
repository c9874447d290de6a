import { type Code, type FunctionWriter, ITERATION_BYTES, i32, SAMPLES_PER_ITERATION, v128 } from "../../../wasm";

/** Bytes of a column that holds this many samples, padded to whole iterations. */
export function columnEnd(samples: Code): Code {
  const padded = i32.add(samples, i32.const(SAMPLES_PER_ITERATION - 1));
  const iterations = i32.shrU(padded, i32.const(Math.log2(SAMPLES_PER_ITERATION)));
  return i32.shl(iterations, i32.const(Math.log2(ITERATION_BYTES)));
}

/**
 * Writes the code that transposes four rows of floats into four neighbouring samples of each
 * column. `row(k)` is the address of row k, whose last load may read past the row, to the end of a
 * vector of 16 bytes. `column(c)` is the address at which column c's four samples are stored.
 */
export function writeColumns(
  writer: FunctionWriter,
  columns: number,
  row: (k: number) => Code,
  column: (c: number) => { at: Code; offset: number },
): void {
  const addresses = [0, 1, 2, 3].map((k) => writer.let("i32", row(k)));
  for (let first = 0; first < columns; first += 4) {
    const [a, b, c, d] = addresses.map((address) => writer.vector(v128.load(address, 4 * first))) as [
      Code,
      Code,
      Code,
      Code,
    ];
    const pairs = (p: Code, q: Code, lanes: readonly [number, number, number, number]) =>
      writer.vector(v128.shuffle32(p, q, lanes));
    const count = Math.min(4, columns - first);
    const store = (k: number, value: Code) => {
      const { at, offset } = column(first + k);
      if (k < count) writer.do(v128.store(at, value, offset));
    };
    const [low, high] = [pairs(a, b, [0, 4, 1, 5]), pairs(c, d, [0, 4, 1, 5])];
    store(0, v128.shuffle32(low, high, [0, 1, 4, 5]));
    store(1, v128.shuffle32(low, high, [2, 3, 6, 7]));
    if (count <= 2) continue;
    const [lowRest, highRest] = [pairs(a, b, [2, 6, 3, 7]), pairs(c, d, [2, 6, 3, 7])];
    store(2, v128.shuffle32(lowRest, highRest, [0, 1, 4, 5]));
    store(3, v128.shuffle32(lowRest, highRest, [2, 3, 6, 7]));
  }
}
