/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman and Vigna, Scrambled Linear Pseudorandom Number
 * Generators, 2021, arXiv 1805.01407), with a state filled by MurmurHash3's finaliser. The same
 * seed gives the same numbers on every machine and engine.
 */

/**
 * What is drawn at random. Each has its own stream, so that equal seeds do not give equal numbers
 * for different things.
 */
export type RandomStream = "data" | "split" | "weights" | "order";

const STREAM_NUMBER: Record<RandomStream, number> = { data: 1, split: 2, weights: 3, order: 4 };

export interface Random {
  /** A whole number in [0, 2³²). */
  bits(): number;
  /** In [0, 1), 53 bits. */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** A whole number in [0, bound), each equally likely; `bound` from 1 to 2³². */
  below(bound: number): number;
}

/** MurmurHash3's 32-bit finaliser: every input bit affects every output bit. */
function mixed(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) | 0;
}

const rotatedLeft = (x: number, by: number) => (x << by) | (x >>> (32 - by));

/**
 * A generator for one seed (0 … 2³²−1) of one stream. `index` selects independent generators within
 * the stream: the order of epoch 7 is drawn without drawing those before it.
 */
export function createRandom(seed: number, stream: RandomStream, index = 0): Random {
  const state = new Int32Array(4);
  for (let word = 0; word < 4; word++) {
    const start = mixed(Math.imul(word + 1, 0x9e3779b9) ^ seed);
    state[word] = mixed(mixed(start + STREAM_NUMBER[stream]) ^ mixed(index + Math.imul(word, 0x9e3779b9)));
  }
  // The all-zero state, which xoshiro never leaves.
  if (state.every((word) => word === 0)) state[0] = 1;
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  let spareNormal: number | undefined;

  function bits(): number {
    const result = Math.imul(rotatedLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotatedLeft(d, 11);
    return result;
  }
  function uniform(): number {
    const high = bits() >>> 5;
    return (high * 0x4000000 + (bits() >>> 6)) / 0x20000000000000;
  }
  return {
    bits,
    uniform,
    /** Box and Muller; both results are used. */
    normal() {
      if (spareNormal !== undefined) {
        const value = spareNormal;
        spareNormal = undefined;
        return value;
      }
      const distance = Math.sqrt(-2 * Math.log(1 - uniform())); // 1 − u is never 0.
      const angle = 2 * Math.PI * uniform();
      spareNormal = distance * Math.sin(angle);
      return distance * Math.cos(angle);
    },
    below(bound) {
      const fair = 0x100000000 - (0x100000000 % bound); // Rejects the last, incomplete interval.
      let value = bits();
      while (value >= fair) value = bits();
      return value % bound;
    },
  };
}

/** A permutation of 0 … length−1 (Fisher and Yates). */
export function permutation(length: number, random: Random): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  for (let i = length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
