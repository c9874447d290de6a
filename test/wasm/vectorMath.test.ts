import v8 from "node:v8";
import { describe, expect, test } from "vitest";
import { binaryOperations, unaryOperations } from "../../src/language/evaluate/scalarOperations";
import { type Code, type FunctionWriter, f32x4, i32, ModuleWriter, v128 } from "../../src/wasm";
import { type VectorMath, vectorMath } from "../../src/wasm/vectorMath";

/** The number of values that one call of a function computes. */
const COUNT = 1 << 14;
const BYTES = 4 * COUNT;

type Operation = (first: ArrayLike<number>, second?: ArrayLike<number>) => Float32Array;

/**
 * The module's function over arrays: operands are written to its memory, and the results are read
 * from it.
 */
function operation(write: (writer: FunctionWriter, a: Code, b: Code) => Code): Operation {
  const module = new ModuleWriter();
  module.function(
    [],
    undefined,
    (writer) => {
      const x = writer.local("i32");
      writer.loop(x, i32.const(0), i32.const(BYTES), 16, () => {
        writer.do(v128.store(x.get, write(writer, v128.load(x.get), v128.load(x.get, BYTES)), 2 * BYTES));
      });
    },
    "run",
  );
  const memory = new WebAssembly.Memory({ initial: (3 * BYTES) / 65_536 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  const [a, b, result] = [0, 1, 2].map((part) => new Float32Array(memory.buffer, part * BYTES, COUNT)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  return (first, second) => {
    const results = new Float32Array(first.length);
    for (let from = 0; from < first.length; from += COUNT) {
      const here = Math.min(COUNT, first.length - from);
      for (let i = 0; i < here; i++) {
        a[i] = first[from + i]!;
        b[i] = second?.[from + i] ?? 0;
      }
      (exports.run as () => void)();
      results.set(result.subarray(0, here), from);
    }
    return results;
  };
}

const view = new DataView(new ArrayBuffer(4));

function float32OfBits(bits: number): number {
  view.setUint32(0, bits >>> 0);
  return view.getFloat32(0);
}

/** Every 20 011th of all float32: all signs, exponents, denormals, infinities, NaN. */
const ALL = Float32Array.from({ length: Math.floor(2 ** 32 / 20_011) }, (_, i) => float32OfBits(i * 20_011));
const SIZES = [
  ...[0, 1, 2, 3, 0.5, 2.5, 100, 17, 88.7228, 88.73, 87.34, 103, 104, 1000, 1e10, 1e38, 1e-8, 1e-45, 1e-40],
  ...[0.99999994, 1.0000001, 1.1754944e-38, 3.4028235e38, Number.POSITIVE_INFINITY, Number.NaN],
];
const EDGE_CASES = SIZES.flatMap((x) => [x, -x]);

/** Repeatable numbers from 0 to 1 (Lehmer's generator, MINSTD). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const random = uniform(4);
/** The range of most losses' arguments: both signs, sizes from 10⁻³ to 10³. */
const USUAL = Float32Array.from({ length: 200_000 }, () => (random() < 0.5 ? -1 : 1) * 10 ** (6 * random() - 3));

/** The distance from `value` to the next float32. */
function ulp(value: number): number {
  const size = Math.abs(value);
  return 2 ** (Math.max(-126, Math.min(127, Math.floor(Math.log2(size)))) - 23);
}

/**
 * Error in units of the true value's last place; if the true value is infinite, 0 or NaN in
 * float32, any other result has an infinite error.
 */
function errorOf(got: number, exact: number): number {
  const rounded = Math.fround(exact);
  if (got === rounded || (Number.isNaN(got) && Number.isNaN(exact)))
    return Number.isFinite(rounded) ? Math.abs(got - exact) / ulp(exact) || 0 : 0;
  // Values from half an ulp below infinity on round to infinity.
  if (Number.isFinite(exact) && Number.isFinite(got)) return Math.abs(got - exact) / ulp(exact);
  return Number.POSITIVE_INFINITY;
}

interface Worst {
  error: number;
  at: string;
}

function worstOf(results: Float32Array, exact: (i: number) => number, at: (i: number) => string): Worst {
  let worst: Worst = { error: 0, at: "nowhere" };
  for (const [i, got] of results.entries()) {
    const error = errorOf(got, exact(i));
    if (!(error <= worst.error)) worst = { error, at: `${at(i)}: ${got} for ${exact(i)}` };
  }
  return worst;
}

/**
 * The largest error in ulp over all of float32, a little above the measured ones with and without
 * fused multiply-add. A rounded result has at least half an ulp, and each operation before it adds
 * up to half.
 */
const LARGEST_ERROR = {
  exp: 1.7,
  expm1: 1.9,
  log: 1,
  log1p: 1.6,
  sigmoid: 2.4,
  softplus: 2.1,
  tanh: 2.8,
  atan: 2.3,
  sign: 0,
} as const;

/** The error of σ and softplus, plus the rounding of one more product. */
const LOGISTIC_ERROR = 2.9;

/** For a result up to 1: the roundings of the polynomial and of its last addition. */
const SINE_ERROR = 1e-7;

/** For powers of usual size. */
const POWER_ERROR = 2.6;
/** For powers with |y·log₂ x| = 10: y multiplies the logarithm's error. */
const MIDDLE_POWER_ERROR = 6.5;
/** For powers with |y·log₂ x| = 50. */
const LARGE_POWER_ERROR = 30;
const ATAN2_ERROR = 2.3;
/** Relative to the largest operand: a logarithm near 0 is a difference of two larger ones. */
const LOGADDEXP_ERROR = 2;
const BCE_ERROR = 3;
/** Relative to the larger operand. */
const MOD_ERROR = 1;

// Node 20 supports relaxed SIMD only with a flag.
v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
const relaxed = (() => {
  const module = new ModuleWriter();
  module.function([], undefined, (writer) => {
    const one = writer.number(1);
    writer.do(v128.store(i32.const(0), f32x4.relaxedMultiplyAdd(one, one, one)));
  });
  return WebAssembly.validate(module.bytes());
})();

describe.each(relaxed ? [false, true] : [false])("with fused multiply-add: %s", (relaxedSimd) => {
  const math = vectorMath({ simd: true, relaxedSimd });
  const unary = (name: keyof typeof LARGEST_ERROR | "sin" | "cos") => operation((writer, a) => math[name](writer, a));
  const binary = (name: "pow" | "logaddexp" | "atan2" | "mod" | "bce") =>
    operation((writer, a, b) => math[name](writer, a, b));

  test.each(Object.keys(LARGEST_ERROR) as (keyof typeof LARGEST_ERROR)[])(
    "%s has at most its allowed error for every kind of float32",
    (name) => {
      const run = unary(name);
      for (const xs of [ALL, USUAL, EDGE_CASES]) {
        const worst = worstOf(
          run(xs),
          (i) => unaryOperations[name](Math.fround(xs[i]!)),
          (i) => `${name}(${xs[i]})`,
        );
        expect(worst.error, worst.at).toBeLessThanOrEqual(LARGEST_ERROR[name]);
      }
    },
  );

  test.each(["sigmoid", "softplus"] as const)(
    "the pair function %s of x and −x has at most its allowed error",
    (name) => {
      for (const ofNegative of [false, true]) {
        const run = operation((writer, a) => {
          const logistic = math.logistic(writer, a);
          logistic.sigmoid(!ofNegative);
          return logistic[name](ofNegative);
        });
        for (const xs of [ALL, USUAL, EDGE_CASES]) {
          const worst = worstOf(
            run(xs),
            (i) => unaryOperations[name]((ofNegative ? -1 : 1) * Math.fround(xs[i]!)),
            (i) => `${name}(${ofNegative ? "−" : ""}${xs[i]})`,
          );
          expect(worst.error, worst.at).toBeLessThanOrEqual(LOGISTIC_ERROR);
        }
      }
    },
  );

  test("sine and cosine are accurate up to ten thousand, and NaN for infinities and NaN", () => {
    const xs = USUAL.map((x) => 10 * x);
    for (const name of ["sin", "cos"] as const) {
      const run = unary(name);
      const worst = run(xs).reduce((most, got, i) => Math.max(most, Math.abs(got - unaryOperations[name](xs[i]!))), 0);
      expect(worst).toBeLessThan(SINE_ERROR);
      expect([...run([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])]).toEqual([
        Number.NaN,
        Number.NaN,
        Number.NaN,
      ]);
    }
  });

  test("a power has at most its allowed error as its exponent grows", () => {
    const run = binary("pow");
    const measure = (pair: () => [number, number]) => {
      const pairs = Array.from({ length: 200_000 }, () => pair().map(Math.fround) as [number, number]);
      const results = run(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      );
      return worstOf(
        results,
        (i) => pairs[i]![0] ** pairs[i]![1],
        (i) => `${pairs[i]![0]}^${pairs[i]![1]}`,
      );
    };
    const focal = measure(() => [random(), 6 * random()]);
    expect(focal.error, focal.at).toBeLessThan(POWER_ERROR);
    const moderate = measure(() => [10 ** (6 * random() - 3), 12 * random() - 6]);
    expect(moderate.error, moderate.at).toBeLessThan(POWER_ERROR);
    const upTo = (size: number) =>
      measure(() => {
        const x = 0.5 + random();
        return [x, ((random() < 0.5 ? -1 : 1) * size) / Math.log2(x)];
      });
    const middle = upTo(10);
    expect(middle.error, middle.at).toBeLessThan(MIDDLE_POWER_ERROR);
    const large = upTo(50);
    expect(large.error, large.at).toBeLessThan(LARGE_POWER_ERROR);
  });

  test("powers of every kind of base and exponent follow the C standard", () => {
    const bases = EDGE_CASES.flatMap((x) => EDGE_CASES.map(() => x));
    const exponents = EDGE_CASES.flatMap(() => EDGE_CASES);
    const power = (x: number, y: number) =>
      Math.abs(x) === 1 && Math.abs(y) === Number.POSITIVE_INFINITY ? 1 : binaryOperations.pow(x, y);
    const exact = (x: number, y: number) => power(Math.fround(x), Math.fround(y));
    const worst = worstOf(
      binary("pow")(bases, exponents),
      (i) => exact(bases[i]!, exponents[i]!),
      (i) => `${bases[i]}^${exponents[i]}`,
    );
    expect(worst.error, worst.at).toBeLessThan(POWER_ERROR);
    // In one vector with another exponent, which may need the logarithm although this one does not.
    const same = operation((writer, a, b) => {
      const exponent = math.sharedExponent(writer, b);
      const powers = math.powers(writer, a, [
        { exponent },
        { exponent: math.sharedExponent(writer, writer.number(0.3)) },
      ]);
      powers.by(1);
      return powers.by(0);
    });
    for (const y of EDGE_CASES) {
      const uniformWorst = worstOf(
        same(
          EDGE_CASES,
          EDGE_CASES.map(() => y),
        ),
        (i) => exact(EDGE_CASES[i]!, y),
        (i) => `${EDGE_CASES[i]}^${y}`,
      );
      expect(uniformWorst.error, uniformWorst.at).toBeLessThan(POWER_ERROR);
    }
  });

  test("a power that is the base times another power follows the C standard too", () => {
    for (const y of [-2.5, 0, 0.3, 0.5, 1, 1.5, 2, 2.25, 3, 4, 40.5]) {
      const found = operation((writer, a) => {
        const [exponent, less] = [y, y - 1].map((each) => math.sharedExponent(writer, writer.number(each)));
        return math.powers(writer, a, [{ exponent: exponent!, less: 1 }, { exponent: less! }]).by(0);
      })(EDGE_CASES);
      const worst = worstOf(
        found,
        (i) => binaryOperations.pow(Math.fround(EDGE_CASES[i]!), Math.fround(y)),
        (i) => `${EDGE_CASES[i]}^${y}`,
      );
      expect(worst.error, worst.at).toBeLessThan(y === 40.5 ? LARGE_POWER_ERROR : POWER_ERROR + 0.5);
    }
  });

  test("negative zero keeps its sign where the C standard says so", () => {
    const [zero, inverse] = binary("pow")([-0, -0], [3, -3]);
    expect([zero, inverse]).toEqual([-0, Number.NEGATIVE_INFINITY]);
    expect([...unary("atan")([-0])]).toEqual([-0]);
  });

  test("angles are accurate in all quadrants", () => {
    const [ys, xs] = [0, 1].map(() => Float32Array.from({ length: 100_000 }, () => 20 * random() - 10)) as [
      Float32Array,
      Float32Array,
    ];
    const run = binary("atan2");
    const worst = worstOf(
      run(ys, xs),
      (i) => Math.atan2(ys[i]!, xs[i]!),
      (i) => `atan2(${ys[i]}, ${xs[i]})`,
    );
    expect(worst.error, worst.at).toBeLessThan(ATAN2_ERROR);
    const first = EDGE_CASES.flatMap((y) => EDGE_CASES.map(() => y));
    const second = EDGE_CASES.flatMap(() => EDGE_CASES);
    const corners = worstOf(
      run(first, second),
      (i) => Math.atan2(Math.fround(first[i]!), Math.fround(second[i]!)),
      (i) => `atan2(${first[i]}, ${second[i]})`,
    );
    expect(corners.error, corners.at).toBeLessThan(ATAN2_ERROR);
  });

  test("log-sum-exp is accurate to the last place of the larger operand, infinities included", () => {
    const run = binary("logaddexp");
    const [as, bs] = [0, 1].map(() => Float32Array.from({ length: 100_000 }, () => 40 * random() - 20)) as [
      Float32Array,
      Float32Array,
    ];
    const worst = run(as, bs).reduce((most, got, i) => {
      const scale = Math.max(Math.abs(as[i]!), Math.abs(bs[i]!), 1);
      return Math.max(most, Math.abs(got - binaryOperations.logaddexp(as[i]!, bs[i]!)) / ulp(scale));
    }, 0);
    expect(worst).toBeLessThan(LOGADDEXP_ERROR);
    const infinity = Number.POSITIVE_INFINITY;
    const pairs: [number, number, number][] = [
      [infinity, infinity, infinity],
      [-infinity, -infinity, -infinity],
      [infinity, -infinity, infinity],
      [-infinity, 3, 3],
      [3, Number.NaN, Number.NaN],
      [Number.NaN, 3, Number.NaN],
    ];
    const results = run(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    expect([...results]).toEqual(pairs.map(([, , sum]) => sum));
  });

  test("a remainder has the divisor's sign and is accurate to the larger operand's last place", () => {
    const as = Float32Array.from({ length: 100_000 }, () => 200 * random() - 100);
    const bs = Float32Array.from({ length: 100_000 }, () => (random() < 0.5 ? -1 : 1) * (0.1 + 5 * random()));
    const results = binary("mod")(as, bs);
    for (const [i, got] of results.entries()) {
      const [a, b] = [as[i]!, bs[i]!];
      const difference = got - binaryOperations.mod(a, b);
      // 0 and b are next to each other.
      const apart = Math.abs(difference - b * Math.round(difference / b));
      if (got * b < 0 || Math.abs(got) > Math.abs(b) || apart > MOD_ERROR * ulp(Math.max(Math.abs(a), Math.abs(b)))) {
        throw new Error(`mod(${a}, ${b}): expected ${binaryOperations.mod(a, b)}, got ${got}`);
      }
    }
  });

  test("binary cross-entropy clamps its logarithms at −100", () => {
    const ps = Float32Array.from({ length: 100_000 }, random);
    const ys = ps.map((_, i) => (i % 3 === 2 ? random() : i % 3));
    const run = binary("bce");
    const worst = worstOf(
      run(ps, ys),
      (i) => binaryOperations.bce(ps[i]!, ys[i]!),
      (i) => `bce(${ps[i]}, ${ys[i]})`,
    );
    expect(worst.error, worst.at).toBeLessThan(BCE_ERROR);
    const hard = ps.map((_, i) => i % 2);
    const near = ps.map((p, i) => (i % 5 === 0 ? 1e-6 * p : p));
    const worstHard = worstOf(
      run(near, hard),
      (i) => binaryOperations.bce(near[i]!, hard[i]!),
      (i) => `bce(${near[i]}, ${hard[i]})`,
    );
    expect(worstHard.error, worstHard.at).toBeLessThan(BCE_ERROR);
    expect([...run([0, 1, 0, 1, Number.NaN], [1, 0, 0, 1, 1])].map(Math.abs)).toEqual([100, 100, 0, 0, Number.NaN]);
  });
});

test("a product plus a sum is one operation or two", () => {
  const both = (math: VectorMath) =>
    operation((writer, a, b) => math.multiplyAdd(writer, a, b, writer.number(1)))([3], [5])[0];
  expect(both(vectorMath({ simd: true, relaxedSimd: false }))).toBe(16);
  if (relaxed) expect(both(vectorMath({ simd: true, relaxedSimd: true }))).toBe(16);
});
