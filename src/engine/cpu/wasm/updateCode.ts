import { type Code, type FunctionWriter, f32, f32x4, f64, i32, LaneSum, type Local, v128 } from "../../../wasm";
import type { VectorMath } from "../../../wasm/vectorMath";
import { STEP_FIELDS } from "../../backend";
import { type KernelLayout, MEMBER_SCALARS, RULE_SCALARS, STEP_SCALARS } from "./kernelLayout";
import type { UpdateRule } from "./kernelSpec";

/** Four neighbouring parameters while they are updated. */
interface Four {
  parameter: Code;
  /** Of the objective, penalties included. */
  gradient: Code;
  learningRate: Code;
  weightDecay: Code;
  /** Reads and writes what the optimiser remembers of them. */
  state(name: "first" | "second" | "third"): Code;
  keep(name: "first" | "second" | "third", value: Code): Code;
}

/** The penalties and torch.optim's update rules as vector code, over a member's parameters: `updateParameters` and `addPenaltyGradient` in float32. */
export class UpdateCode {
  readonly #rule: UpdateRule;
  readonly #layout: KernelLayout;
  readonly #math: VectorMath;

  constructor(rule: UpdateRule, layout: KernelLayout, math: VectorMath) {
    this.#rule = rule;
    this.#layout = layout;
    this.#math = math;
  }

  /** Parameters m, table, record: a member, the step's scalars, where the step's figures go. */
  update(writer: FunctionWriter): void {
    const [m, table, record] = writer.parameters as unknown as [Local, Local, Local];
    const { member, gradient, isWeight, parameterBytes } = this.#layout;
    const setting = (name: (typeof MEMBER_SCALARS)[number]) =>
      writer.vector(v128.load32Splat(m.get, member.scalars + 4 * MEMBER_SCALARS.indexOf(name)));
    const rates = [setting("learningRateOfWeights"), setting("learningRateOfBiases")] as const;
    const decays = [setting("weightDecayOfWeights"), setting("weightDecayOfBiases")] as const;
    const [l1, l2] = [setting("l1"), setting("l2")];
    const four = this.#rules(writer, table);
    const magnitudes = new LaneSum(writer);
    const squares = new LaneSum(writer);
    const one = writer.number(1);
    const signBit = writer.number(-0);
    const zero = writer.number(0);
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), i32.const(parameterBytes), 16, () => {
      const at = writer.let("i32", i32.add(m.get, x.get));
      const parameter = writer.vector(v128.load(at));
      const weight = writer.vector(v128.load(x.get, isWeight));
      const penalised = writer.vector(v128.and(parameter, weight));
      magnitudes.add(f32x4.abs(penalised));
      squares.add(f32x4.mul(penalised, penalised));
      const sign = v128.and(v128.or(v128.and(penalised, signBit), one), f32x4.ne(penalised, zero));
      const smooth = this.#math.multiplyAdd(writer, l2, penalised, v128.load(x.get, gradient));
      const updated = four({
        parameter,
        gradient: writer.vector(this.#math.multiplyAdd(writer, l1, sign, smooth)),
        learningRate: writer.vector(v128.select(rates[0], rates[1], weight)),
        weightDecay: writer.vector(v128.select(decays[0], decays[1], weight)),
        state: (name) => v128.load(at, member[name]),
        keep: (name, value) => {
          const kept = writer.vector(value);
          writer.do(v128.store(at, kept, member[name]));
          return kept;
        },
      });
      writer.do(v128.store(at, updated));
    });
    const single = (name: "l1" | "l2") =>
      f64.fromF32(f32.load(m.get, member.scalars + 4 * MEMBER_SCALARS.indexOf(name)));
    const field = (name: (typeof STEP_FIELDS)[number]) => 8 * STEP_FIELDS.indexOf(name);
    writer.do(f64.store(record.get, f64.mul(single("l1"), magnitudes.total()), field("l1")));
    const half = f64.mul(f64.const(0.5), single("l2"));
    writer.do(f64.store(record.get, f64.mul(half, squares.total()), field("l2")));
  }

  /** Sets up what is the same for all parameters; gives what makes four new ones. */
  #rules(writer: FunctionWriter, table: Local): (four: Four) => Code {
    const ofStep = (name: (typeof STEP_SCALARS)[number]) =>
      writer.vector(v128.load32Splat(table.get, 4 * STEP_SCALARS.indexOf(name)));
    const ofRule = (name: (typeof RULE_SCALARS)[number]) =>
      writer.vector(v128.load32Splat(i32.const(0), this.#layout.rule + 4 * RULE_SCALARS.indexOf(name)));
    switch (this.#rule.name) {
      case "SGD":
        return this.#sgd(writer, ofRule("momentum"), ofStep("dampeningFactor"));
      case "Adam":
      case "AdamW":
        return this.#adam(writer, ofRule, ofStep("inverseCorrection1"), ofStep("inverseCorrection2"));
      case "RMSprop":
        return this.#rmsprop(writer, ofRule);
      case "Adagrad":
        return this.#adagrad(writer, ofRule("epsilon"), ofStep("rateFactor"));
    }
  }

  /** g + weightDecay · p */
  #decayed(writer: FunctionWriter, { parameter, gradient, weightDecay }: Four): Code {
    return writer.vector(this.#math.multiplyAdd(writer, weightDecay, parameter, gradient));
  }

  #sgd(writer: FunctionWriter, momentum: Code, dampeningFactor: Code): (four: Four) => Code {
    const { multiplyAdd } = this.#math;
    return (four) => {
      const g = this.#decayed(writer, four);
      let direction = g;
      if (this.#rule.hasMomentum) {
        const entering = f32x4.mul(dampeningFactor, g);
        const buffer = four.keep("first", multiplyAdd(writer, momentum, four.state("first"), entering));
        direction = this.#rule.nesterov ? multiplyAdd(writer, momentum, buffer, g) : buffer;
      }
      return f32x4.sub(four.parameter, f32x4.mul(four.learningRate, direction));
    };
  }

  #adam(
    writer: FunctionWriter,
    ofRule: (name: (typeof RULE_SCALARS)[number]) => Code,
    inverse1: Code,
    inverse2: Code,
  ): (four: Four) => Code {
    const { multiplyAdd } = this.#math;
    const [beta1, beta2, rest1, rest2] = [ofRule("beta1"), ofRule("beta2"), ofRule("rest1"), ofRule("rest2")];
    const epsilon = ofRule("epsilon");
    return (four) => {
      let { parameter } = four;
      let g = four.gradient;
      if (this.#rule.name === "AdamW") {
        const shrunk = f32x4.mul(f32x4.mul(four.learningRate, four.weightDecay), parameter);
        parameter = writer.vector(f32x4.sub(parameter, shrunk));
      } else {
        g = this.#decayed(writer, four);
      }
      const m = four.keep("first", multiplyAdd(writer, beta1, four.state("first"), f32x4.mul(rest1, g)));
      const squared = f32x4.mul(f32x4.mul(rest2, g), g);
      const v = four.keep("second", multiplyAdd(writer, beta2, four.state("second"), squared));
      const root = this.#rule.amsgrad ? four.keep("third", f32x4.max(four.state("third"), v)) : v;
      const scale = multiplyAdd(writer, f32x4.sqrt(root), inverse2, epsilon);
      const step = f32x4.mul(f32x4.mul(four.learningRate, inverse1), m);
      return f32x4.sub(parameter, f32x4.div(step, scale));
    };
  }

  #rmsprop(writer: FunctionWriter, ofRule: (name: (typeof RULE_SCALARS)[number]) => Code): (four: Four) => Code {
    const { multiplyAdd } = this.#math;
    const [smoothing, rest, epsilon] = [ofRule("smoothing"), ofRule("smoothingRest"), ofRule("epsilon")];
    const momentum = ofRule("momentum");
    const zero = writer.number(0);
    return (four) => {
      const g = this.#decayed(writer, four);
      const squared = f32x4.mul(f32x4.mul(rest, g), g);
      const v = four.keep("second", multiplyAdd(writer, smoothing, four.state("second"), squared));
      let variance = v;
      if (this.#rule.centered) {
        const entering = f32x4.mul(rest, g);
        const mean = four.keep("third", multiplyAdd(writer, smoothing, four.state("third"), entering));
        // Rounding alone can take it below 0; a NaN stays.
        variance = f32x4.pmax(f32x4.sub(v, f32x4.mul(mean, mean)), zero);
      }
      let direction = f32x4.div(g, f32x4.add(f32x4.sqrt(variance), epsilon));
      if (this.#rule.hasMomentum) {
        direction = four.keep("first", multiplyAdd(writer, momentum, four.state("first"), direction));
      }
      return f32x4.sub(four.parameter, f32x4.mul(four.learningRate, direction));
    };
  }

  #adagrad(writer: FunctionWriter, epsilon: Code, rateFactor: Code): (four: Four) => Code {
    return (four) => {
      const g = this.#decayed(writer, four);
      const sum = four.keep("second", this.#math.multiplyAdd(writer, g, g, four.state("second")));
      const step = f32x4.mul(f32x4.mul(four.learningRate, rateFactor), g);
      return f32x4.sub(four.parameter, f32x4.div(step, f32x4.add(f32x4.sqrt(sum), epsilon)));
    };
  }
}
