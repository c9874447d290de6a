import type { GraphScope } from "./graphScope";

/**
 * The loss language's elementwise functions in ONNX's standard operators, on doubles. It composes
 * the functions that ONNX lacks or has only in float32. Arguments are names of values; a number is
 * a tensor [1], which broadcasts.
 */
export class DoubleFunctions {
  readonly #scope: GraphScope;

  constructor(scope: GraphScope) {
    this.#scope = scope;
  }

  number = (value: number): string => this.#scope.constant("double", [value]);

  op = (name: string, ...inputs: string[]): string => this.#scope.add(name, inputs);
  add = (a: string, b: string): string => this.op("Add", a, b);
  sub = (a: string, b: string): string => this.op("Sub", a, b);
  mul = (a: string, b: string): string => this.op("Mul", a, b);
  div = (a: string, b: string): string => this.op("Div", a, b);

  /** Converts a bool to 1 or 0. */
  flag = (condition: string): string => this.#scope.cast(condition, "double");
  isTrue = (x: string): string => this.op("Not", this.op("Equal", x, this.number(0)));
  where = (condition: string, a: string, b: string): string => this.op("Where", condition, a, b);

  /** log1p, exact to the last digits for small x too: w = 1 + x, ln w · x / (w − 1) (Kahan). */
  log1p(x: string): string {
    const near = this.op("Less", this.op("Abs", x), this.number(0.5));
    const whole = this.add(x, this.number(1));
    const log = this.op("Log", whole);
    const error = this.sub(whole, this.number(1));
    const lost = this.op("Equal", error, this.number(0));
    return this.where(near, this.where(lost, x, this.div(this.mul(log, x), error)), log);
  }

  /** expm1 in the same way: u = e^x, (u − 1) · x / ln u. */
  expm1(x: string): string {
    const near = this.op("Less", this.op("Abs", x), this.number(0.5));
    const power = this.op("Exp", x);
    const less = this.sub(power, this.number(1));
    const lost = this.op("Equal", less, this.number(0));
    return this.where(near, this.where(lost, x, this.div(this.mul(less, x), this.op("Log", power))), less);
  }

  /** e^−|x| */
  #decay = (x: string): string => this.op("Exp", this.op("Neg", this.op("Abs", x)));

  sigmoid(x: string): string {
    const decay = this.#decay(x);
    const top = this.where(this.op("GreaterOrEqual", x, this.number(0)), this.number(1), decay);
    return this.div(top, this.add(this.number(1), decay));
  }

  softplus(x: string): string {
    return this.add(this.relu(x), this.log1p(this.#decay(x)));
  }

  /** NaN stays NaN. */
  relu(x: string): string {
    return this.where(this.op("Less", x, this.number(0)), this.number(0), x);
  }

  /** tanh as −t / (t + 2) with t = e^(−2|x|) − 1, times the sign of x. */
  tanh(x: string): string {
    const t = this.expm1(this.mul(this.number(-2), this.op("Abs", x)));
    return this.mul(this.op("Sign", x), this.op("Neg", this.div(t, this.add(t, this.number(2)))));
  }

  logaddexp(a: string, b: string): string {
    const sum = this.add(this.op("Max", a, b), this.log1p(this.#decay(this.sub(a, b))));
    // The difference of two equal infinities would be NaN.
    return this.where(this.op("Equal", a, b), this.add(a, this.number(Math.LN2)), sum);
  }

  /** torch's binary cross entropy: each logarithm is clamped at −100. */
  bce(p: string, y: string): string {
    const clamped = (log: string) => this.op("Max", log, this.number(-100));
    const positive = this.mul(y, clamped(this.op("Log", p)));
    const negative = this.mul(this.sub(this.number(1), y), clamped(this.log1p(this.op("Neg", p))));
    return this.op("Neg", this.add(positive, negative));
  }

  /** C's pow: 1 to any power is 1. */
  pow(x: string, y: string): string {
    return this.where(this.op("Equal", x, this.number(1)), this.number(1), this.op("Pow", x, y));
  }

  /** Python's modulo: the result has the sign of the divisor. */
  mod(a: string, b: string): string {
    return this.sub(a, this.mul(b, this.op("Floor", this.div(a, b))));
  }

  /**
   * ONNX Runtime's Atan is float32. It is corrected by the small angle between its result and x.
   */
  atan(x: string): string {
    const rough = this.#scope.cast(this.op("Atan", this.#scope.cast(x, "float")), "double");
    const [sine, cosine] = [this.op("Sin", rough), this.op("Cos", rough)];
    const error = this.div(this.sub(this.mul(x, cosine), sine), this.add(cosine, this.mul(x, sine)));
    const inside = this.op("Less", this.op("Abs", x), this.number(1e9));
    const far = this.sub(this.mul(this.op("Sign", x), this.number(Math.PI / 2)), this.div(this.number(1), x));
    return this.where(inside, this.add(rough, error), far);
  }

  /** Whether a number is negative, or −0. */
  #hasMinus(x: string): string {
    const reciprocal = this.div(this.number(1), x);
    return this.op("Or", this.op("Less", x, this.number(0)), this.op("Less", reciprocal, this.number(0)));
  }

  /** The angle of the point (b, a). */
  atan2(a: string, b: string): string {
    const [zero, pi] = [this.number(0), this.number(Math.PI)];
    const turned = this.where(this.#hasMinus(a), this.op("Neg", pi), pi);
    const level = this.op("Equal", a, zero);
    const slope = this.where(level, zero, this.div(a, b));
    const angle = this.add(this.atan(slope), this.where(this.#hasMinus(b), turned, zero));
    const upright = this.mul(this.op("Sign", a), this.number(Math.PI / 2));
    return this.where(this.op("And", this.op("Equal", b, zero), this.op("Not", level)), upright, angle);
  }
}
