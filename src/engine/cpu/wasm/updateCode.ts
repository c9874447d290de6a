import type { ParameterValues } from "../../../language";
import { WasmLoss } from "../../../language/wasm/emitLoss";
import type { OptimizerUpdate } from "../../../optimizers/update";
import { type Code, type FunctionWriter, f32, f32x4, f64, i32, LaneSum, type Local, v128 } from "../../../wasm";
import type { VectorMath } from "../../../wasm/vectorMath";
import { STEP_FIELDS } from "../../backend";
import { type KernelLayout, MEMBER_SCALARS } from "./kernelLayout";

type MemberScalar = (typeof MEMBER_SCALARS)[number];

/** The penalties and an optimiser's update as vector code, over a member's parameters. */
export class UpdateCode {
  readonly #update: OptimizerUpdate;
  readonly #code: WasmLoss;
  readonly #math: VectorMath;

  constructor(update: OptimizerUpdate, math: VectorMath) {
    this.#update = update;
    this.#math = math;
    this.#code = new WasmLoss(update.graph, Object.keys(update.graph.outputs), math, { fuse: true });
  }

  /** Number of values that `constants` returns. */
  get constantCount(): number {
    return this.#code.uniformCount;
  }

  /** The numbers at `KernelLayout.constants`: the same in every step. */
  constants(settings: ParameterValues): Float64Array {
    // The scalars' slots stay unused here: the table of steps has their values.
    const scalars = this.#update.scalars.map((name) => [name, 0]);
    return this.#code.uniforms({ ...settings, ...Object.fromEntries(scalars) });
  }

  /**
   * Parameters m, table, record: the addresses of a member, of the step's scalars, and of the
   * step's record.
   */
  write(writer: FunctionWriter, layout: KernelLayout): void {
    const [m, table, record] = writer.parameters as unknown as [Local, Local, Local];
    const { member, isWeight, parameterBytes } = layout;
    const memberScalar = (name: MemberScalar) =>
      writer.vector(v128.load32Splat(m.get, member.scalars + 4 * MEMBER_SCALARS.indexOf(name)));
    const rates = [memberScalar("learningRateOfWeights"), memberScalar("learningRateOfBiases")] as const;
    const decays = [memberScalar("weightDecayOfWeights"), memberScalar("weightDecayOfBiases")] as const;
    const penalties = new PenaltyCode(writer, this.#math, memberScalar("l1"), memberScalar("l2"));
    const uniforms = this.#code.uniformNames.map((name, k) => {
      const scalar = name === undefined ? -1 : this.#update.scalars.indexOf(name);
      const place = scalar < 0 ? i32.const(layout.constants + 4 * k) : i32.add(table.get, i32.const(4 * scalar));
      return writer.vector(v128.load32Splat(place));
    });
    const state = Object.keys(this.#update.state);
    const offset = (vector: string) => (vector === "parameter" ? 0 : member.state[state.indexOf(vector)]!);
    const places = new Map<Code, Code>();
    /** Four neighbouring parameters of the member. */
    const address = (x: Code) => {
      const known = places.get(x) ?? writer.let("i32", i32.add(m.get, x));
      places.set(x, known);
      return known;
    };
    const vector = (name: string, x: Code): Code => {
      const ofGroup = ([weights, biases]: readonly [Code, Code]) =>
        v128.select(weights, biases, v128.load(x, isWeight));
      if (name === "rate") return ofGroup(rates);
      if (name === "decay") return ofGroup(decays);
      if (name !== "gradient") return v128.load(address(x), offset(name));
      const parameter = writer.vector(v128.load(address(x)));
      return penalties.gradient(parameter, v128.load(x, isWeight), v128.load(x, layout.gradient));
    };
    this.#code.write(
      writer,
      { ...NO_SAMPLES, vector, uniform: (k) => uniforms[k]! },
      {
        end: i32.const(parameterBytes),
        samples: i32.const(0),
        store: (name, x, value) => writer.do(v128.store(address(x), value, offset(name))),
      },
    );
    const single = (name: MemberScalar) =>
      f64.fromF32(f32.load(m.get, member.scalars + 4 * MEMBER_SCALARS.indexOf(name)));
    const field = (name: (typeof STEP_FIELDS)[number]) => 8 * STEP_FIELDS.indexOf(name);
    writer.do(f64.store(record.get, f64.mul(single("l1"), penalties.magnitudes.total()), field("l1")));
    const half = f64.mul(f64.const(0.5), single("l2"));
    writer.do(f64.store(record.get, f64.mul(half, penalties.squares.total()), field("l2")));
  }
}

/** An update reads only vectors. */
const NO_SAMPLES = {
  prediction: noSamples,
  target: noSamples,
  valid: (): Code => [],
  batchSize: [],
  scratch: noSamples,
  rank: { call: noSamples },
};

function noSamples(): never {
  throw new Error("expected an update of vectors, got one that reads samples");
}

/**
 * The penalties' gradient and the sums of `penaltyValues` in float32, four parameters at a time.
 */
class PenaltyCode {
  readonly magnitudes: LaneSum;
  readonly squares: LaneSum;
  readonly #writer: FunctionWriter;
  readonly #math: VectorMath;
  readonly #l1: Code;
  readonly #l2: Code;
  readonly #one: Code;
  readonly #signBit: Code;
  readonly #zero: Code;

  constructor(writer: FunctionWriter, math: VectorMath, l1: Code, l2: Code) {
    this.#writer = writer;
    this.#math = math;
    this.#l1 = l1;
    this.#l2 = l2;
    this.magnitudes = new LaneSum(writer);
    this.squares = new LaneSum(writer);
    this.#one = writer.number(1);
    this.#signBit = writer.number(-0);
    this.#zero = writer.number(0);
  }

  /**
   * Returns the loss's gradient plus the penalties', and adds four parameters to the sums.
   * `isWeight`: a mask.
   */
  gradient(parameter: Code, isWeight: Code, ofLoss: Code): Code {
    const writer = this.#writer;
    const penalised = writer.vector(v128.and(parameter, isWeight));
    this.magnitudes.add(f32x4.abs(penalised));
    this.squares.add(f32x4.mul(penalised, penalised));
    const sign = v128.and(v128.or(v128.and(penalised, this.#signBit), this.#one), f32x4.ne(penalised, this.#zero));
    const smooth = this.#math.multiplyAdd(writer, this.#l2, penalised, ofLoss);
    return this.#math.multiplyAdd(writer, this.#l1, sign, smooth);
  }
}
