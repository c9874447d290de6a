/**
 * Reads raw deflate data (RFC 1951), as much as a link needs of it: all at once, with a limit for
 * the result, and in every browser. The browsers' own DecompressionStream reads this form only
 * since 2023, and has no limit.
 */

/** Extra bits and first values of the length codes 257 … 285. */
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LENGTH_BASE = [
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31],
  ...[35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258],
];
/** Extra bits and first values of the distance codes 0 … 29. */
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
const DISTANCE_BASE = DISTANCE_EXTRA.map((extra, code) => (code < 2 ? code + 1 : 1 + ((2 + (code & 1)) << extra)));
/** The order in which a block lists the lengths of its code length codes. */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;
const END_OF_BLOCK = 256;
const MOST_LITERALS = 286;

class Damaged extends Error {}
class TooLarge extends Error {}

/** A Huffman code: how many symbols have each length, and the symbols ordered by code. */
interface Code {
  counts: Uint16Array;
  symbols: Uint16Array;
}

/** Throws Damaged for lengths of which no code can be made, or one with unused places. */
function codeOf(lengths: readonly number[], mayHaveOneSymbol = true): Code {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  let free = 1;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    free = 2 * free - counts[length]!;
    if (free < 0) throw new Damaged();
  }
  const longest = Math.max(0, ...lengths);
  if (free > 0 && (longest > 1 || !mayHaveOneSymbol)) throw new Damaged();
  const order = lengths.map((length, symbol) => ({ length, symbol })).filter(({ length }) => length > 0);
  order.sort((a, b) => a.length - b.length || a.symbol - b.symbol);
  return { counts, symbols: Uint16Array.from(order, ({ symbol }) => symbol) };
}

const FIXED_CODES = {
  literals: codeOf([...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]),
  distances: codeOf(Array(32).fill(5)),
};

class Inflater {
  readonly #input: Uint8Array;
  readonly #output: Uint8Array<ArrayBuffer>;
  #length = 0;
  /** In bits. */
  #position = 0;

  constructor(input: Uint8Array, most: number) {
    this.#input = input;
    this.#output = new Uint8Array(most);
  }

  run(): Uint8Array<ArrayBuffer> {
    let isLast = false;
    while (!isLast) {
      isLast = this.#bits(1) === 1;
      const kind = this.#bits(2);
      if (kind === 0) this.#stored();
      else if (kind === 1) this.#compressed(FIXED_CODES.literals, FIXED_CODES.distances);
      else if (kind === 2) this.#withOwnCodes();
      else throw new Damaged();
    }
    return this.#output.subarray(0, this.#length);
  }

  #bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      const byte = this.#input[this.#position >> 3];
      if (byte === undefined) throw new Damaged();
      value |= ((byte >> (this.#position & 7)) & 1) << i;
      this.#position++;
    }
    return value;
  }

  #symbol({ counts, symbols }: Code): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= this.#bits(1);
      const count = counts[length]!;
      if (code - first < count) return symbols[index + code - first]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Damaged();
  }

  #write(byte: number): void {
    if (this.#length === this.#output.length) throw new TooLarge();
    this.#output[this.#length++] = byte;
  }

  #stored(): void {
    this.#position = (this.#position + 7) & ~7;
    const length = this.#bits(16);
    if (this.#bits(16) !== (~length & 0xffff)) throw new Damaged();
    for (let i = 0; i < length; i++) this.#write(this.#bits(8));
  }

  #withOwnCodes(): void {
    const [literals, distances, listed] = [this.#bits(5) + 257, this.#bits(5) + 1, this.#bits(4) + 4];
    if (literals > MOST_LITERALS || distances > DISTANCE_BASE.length) throw new Damaged();
    const ofLengths: number[] = Array(LENGTHS_ORDER.length).fill(0);
    for (const symbol of LENGTHS_ORDER.slice(0, listed)) ofLengths[symbol] = this.#bits(3);
    const lengthCode = codeOf(ofLengths, false);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) {
      const symbol = this.#symbol(lengthCode);
      if (symbol < 16) lengths.push(symbol);
      else if (symbol === 16 && lengths.length === 0) throw new Damaged();
      else if (symbol === 16) lengths.push(...Array(3 + this.#bits(2)).fill(lengths.at(-1)));
      else lengths.push(...Array(symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7)).fill(0));
    }
    if (lengths.length > literals + distances || lengths[END_OF_BLOCK] === 0) throw new Damaged();
    this.#compressed(codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals)));
  }

  #compressed(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === END_OF_BLOCK) return;
      if (symbol < END_OF_BLOCK) this.#write(symbol);
      else this.#copy(symbol - 257, this.#symbol.bind(this, distances));
    }
  }

  #copy(lengthCode: number, distanceCode: () => number): void {
    const base = LENGTH_BASE[lengthCode];
    if (base === undefined) throw new Damaged();
    const length = base + this.#bits(LENGTH_EXTRA[lengthCode]!);
    const code = distanceCode();
    const nearest = DISTANCE_BASE[code];
    if (nearest === undefined) throw new Damaged();
    const distance = nearest + this.#bits(DISTANCE_EXTRA[code]!);
    if (distance > this.#length) throw new Damaged();
    for (let i = 0; i < length; i++) this.#write(this.#output[this.#length - distance]!);
  }
}

/**
 * The inflated bytes. Never throws: `damaged` for data that end early or are not deflate,
 * `too-large` as soon as the result exceeds `most` bytes. Bytes behind the end are ignored.
 */
export function inflate(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> | "damaged" | "too-large" {
  try {
    return new Inflater(bytes, most).run();
  } catch (error) {
    if (error instanceof Damaged) return "damaged";
    if (error instanceof TooLarge) return "too-large";
    throw error;
  }
}
