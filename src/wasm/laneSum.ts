import { type Code, f32x4, f64, f64x2, v128 } from "./code";
import type { FunctionWriter, Local } from "./function";

/**
 * Sums float32 vectors in float64: two f64 lanes for the low half of each vector, two for the high
 * half.
 */
export class LaneSum {
  readonly #writer: FunctionWriter;
  readonly #low: Local;
  readonly #high: Local;

  constructor(writer: FunctionWriter) {
    this.#writer = writer;
    this.#low = writer.local("v128");
    this.#high = writer.local("v128");
    for (const half of [this.#low, this.#high]) writer.set(half, f64x2.const(0));
  }

  add(value: Code): void {
    const writer = this.#writer;
    const kept = writer.vector(value);
    writer.set(this.#low, f64x2.add(this.#low.get, f64x2.fromLowF32(kept)));
    const high = v128.shuffle32(kept, kept, [2, 3, 2, 3]);
    writer.set(this.#high, f64x2.add(this.#high.get, f64x2.fromLowF32(high)));
  }

  /** The sum over all lanes, an f64. */
  total(): Code {
    const both = this.#writer.vector(f64x2.add(this.#low.get, this.#high.get));
    return f64.add(f64x2.lane(both, 0), f64x2.lane(both, 1));
  }
}

/** Lane k of the result is the sum of the lanes of vector k. */
export function laneTotals(writer: FunctionWriter, a: Code, b: Code, c: Code, d: Code): Code {
  const halves = (p: Code, q: Code) =>
    writer.vector(f32x4.add(v128.shuffle32(p, q, [0, 4, 1, 5]), v128.shuffle32(p, q, [2, 6, 3, 7])));
  const [ab, cd] = [halves(a, b), halves(c, d)];
  return f32x4.add(v128.shuffle32(ab, cd, [0, 1, 4, 5]), v128.shuffle32(ab, cd, [2, 3, 6, 7]));
}
