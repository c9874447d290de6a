/**
 * WebAssembly instructions as values. An expression is the bytes that leave its value on the stack,
 * operands before operator, so `f32x4.add(a, b)` reads like a formula. Opcodes: the WebAssembly
 * core specification 2.0 and its SIMD and relaxed SIMD sections.
 */

/** Bytes in order; may be nested. */
export type Code = readonly (number | Code)[] | Uint8Array<ArrayBuffer>;

export type ValueType = "i32" | "f32" | "f64" | "v128";

export const VALUE_TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/**
 * Flattens `code` into one array, so that nesting it further copies it instead of walking it again.
 */
export function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(FIRST_ROOM);
  let length = 0;
  const makeRoom = (more: number) => {
    if (length + more <= bytes.length) return;
    const wider = new Uint8Array(Math.max(2 * bytes.length, length + more));
    wider.set(bytes);
    bytes = wider;
  };
  const append = (part: Code) => {
    makeRoom(part.length);
    if (part instanceof Uint8Array) {
      bytes.set(part, length);
      length += part.length;
      return;
    }
    for (const item of part) {
      if (typeof item !== "number") append(item);
      else {
        makeRoom(1);
        bytes[length++] = item;
      }
    }
  };
  append(code);
  return bytes.slice(0, length);
}

const FIRST_ROOM = 1024;

/** LEB128 of a whole number from 0 to 2³² − 1. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const byte = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? byte : byte | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function float32Bytes(value: number): Code {
  scratch.setFloat32(0, value, true);
  return [0, 1, 2, 3].map((i) => scratch.getUint8(i));
}

function int32Bytes(value: number): Code {
  scratch.setInt32(0, value, true);
  return [0, 1, 2, 3].map((i) => scratch.getUint8(i));
}

function float64Bytes(value: number): Code {
  scratch.setFloat64(0, value, true);
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => scratch.getUint8(i));
}

/**
 * `alignment` is log₂ of the guaranteed address alignment in bytes; 2 means four bytes, which all
 * our arrays have.
 */
function at(offset: number, alignment = 2): Code {
  return [unsigned(alignment), unsigned(offset)];
}

const unary =
  (...opcode: number[]) =>
  (x: Code): Code => [x, opcode];
const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [a, b, opcode];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const simdUnary = (opcode: number) => unary(...simd(opcode));
const simdBinary = (opcode: number) => binary(...simd(opcode));

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  load: (address: Code, offset = 0): Code => [address, 0x28, at(offset)],
  load8u: (address: Code, offset = 0): Code => [address, 0x2d, at(offset, 0)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, at(offset)],
  eqz: unary(0x45),
  eq: binary(0x46),
  ltU: binary(0x49),
  geU: binary(0x4f),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  shl: binary(0x74),
  shrU: binary(0x76),
  /** The smaller of two operands; both are read twice, so keep them first. */
  min: (a: Code, b: Code): Code => [a, b, a, b, 0x49, 0x1b],
} as const;

export const f32 = {
  load: (address: Code, offset = 0): Code => [address, 0x2a, at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x38, at(offset)],
  eq: binary(0x5b),
  add: binary(0x92),
  fromI32U: unary(0xb3),
  fromF64: unary(0xb6),
} as const;

export const f64 = {
  const: (value: number): Code => [0x44, float64Bytes(value)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x39, at(offset, 3)],
  add: binary(0xa0),
  mul: binary(0xa2),
  fromI32: unary(0xb7),
  fromF32: unary(0xbb),
} as const;

export const v128 = {
  load: (address: Code, offset = 0): Code => [address, simd(0), at(offset)],
  /** One float32 or int32 in all lanes. */
  load32Splat: (address: Code, offset = 0): Code => [address, simd(9), at(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, simd(11), at(offset)],
  storeLane32: (address: Code, value: Code, lane: number, offset = 0): Code => [
    address,
    value,
    simd(0x5a),
    at(offset),
    lane,
  ],
  not: simdUnary(0x4d),
  and: simdBinary(0x4e),
  /** a and not b */
  andNot: simdBinary(0x4f),
  or: simdBinary(0x50),
  xor: simdBinary(0x51),
  /** Bits of `a` where the mask's are set, else of `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, simd(0x52)],
  anyTrue: simdUnary(0x53),
  /** 32-bit lanes of a (0…3) and b (4…7). */
  shuffle32: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    a,
    b,
    simd(13),
    lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
} as const;

/** Comparisons give all ones or all zeros in each lane. */
export const f32x4 = {
  const: (value: number): Code => [simd(12), [0, 0, 0, 0].map(() => float32Bytes(value))],
  splat: simdUnary(19),
  lane: (x: Code, lane: number): Code => [x, simd(0x1f), lane],
  eq: simdBinary(0x41),
  ne: simdBinary(0x42),
  lt: simdBinary(0x43),
  gt: simdBinary(0x44),
  le: simdBinary(0x45),
  ge: simdBinary(0x46),
  ceil: simdUnary(0x67),
  floor: simdUnary(0x68),
  trunc: simdUnary(0x69),
  /** Rounds half to even. */
  nearest: simdUnary(0x6a),
  abs: simdUnary(0xe0),
  neg: simdUnary(0xe1),
  sqrt: simdUnary(0xe3),
  add: simdBinary(0xe4),
  sub: simdBinary(0xe5),
  mul: simdBinary(0xe6),
  div: simdBinary(0xe7),
  /** NaN if either operand is NaN. */
  min: simdBinary(0xe8),
  max: simdBinary(0xe9),
  /** b < a ? b : a, one instruction. A NaN in `a` is returned; a NaN in `b` is not. */
  pmin: simdBinary(0xea),
  /** a < b ? b : a, one instruction. A NaN in `a` is returned; a NaN in `b` is not. */
  pmax: simdBinary(0xeb),
  fromI32: simdUnary(0xfa),
  /**
   * a·b + c, rounded once or twice depending on the machine. Relaxed SIMD: not available
   * everywhere.
   */
  relaxedMultiplyAdd: (a: Code, b: Code, c: Code): Code => [a, b, c, simd(0x105)],
  /** c − a·b, rounded like `relaxedMadd`. */
  relaxedNegativeMultiplyAdd: (a: Code, b: Code, c: Code): Code => [a, b, c, simd(0x106)],
} as const;

export const i32x4 = {
  const: (value: number): Code => [simd(12), [0, 0, 0, 0].map(() => int32Bytes(value))],
  lane: (x: Code, lane: number): Code => [x, simd(0x1b), lane],
  eq: simdBinary(0x37),
  gtS: simdBinary(0x3b),
  shl: simdBinary(0xab),
  shrS: simdBinary(0xac),
  shrU: simdBinary(0xad),
  add: simdBinary(0xae),
  sub: simdBinary(0xb1),
  /**
   * `v128.select` for a mask whose lanes are all ones or all zeros: one instruction instead of
   * three. Relaxed SIMD.
   */
  relaxedLaneSelect: (a: Code, b: Code, mask: Code): Code => [a, b, mask, simd(0x10b)],
  /** Rounds towards zero. NaN gives 0; values out of range give the nearest int32. */
  truncF32: simdUnary(0xf8),
} as const;

export const f64x2 = {
  const: (value: number): Code => [simd(12), [0, 0].map(() => float64Bytes(value))],
  lane: (x: Code, lane: number): Code => [x, simd(0x21), lane],
  add: simdBinary(0xf0),
  /** The first two lanes of four float32. */
  fromLowF32: simdUnary(0x5f),
} as const;

export const memory = {
  /** Copies `length` bytes of `value`, starting at `address`. */
  fill: (address: Code, value: Code, length: Code): Code => [address, value, length, 0xfc, 0x0b, 0x00],
} as const;
