import { isNumberList, type LossParameter, type LossProgram, type ParameterValue } from "../../src/language";
import { type Head, logSoftmaxHead, sigmoidHead, withHead } from "../../src/language/passes/heads";
import { compileDefinition, type LossDefinition, type LossSizes, losses, takesClasses } from "../../src/losses";
import { decodeNumber, type Encoded } from "./encoding";

/** A case uses something that the catalogue lacks. */
export class UnsupportedCaseError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "UnsupportedCaseError";
  }
}

export type GivenParameters = Readonly<Record<string, ParameterValue>>;

/** How the network's output becomes the loss's prediction in a case. */
export type Activation = "none" | "sigmoid" | "tanh" | "log_softmax";

/** a = tanh z, with torch's derivative 1 − a². */
const tanhHead: Head = {
  outputs: 1,
  predictions: (b, [z]) => [b.unary("tanh", z!)],
  pullBack: (b, [a], [gradient]) => [b.mul(gradient!, b.sub(b.constant(1), b.mul(a!, a!)))],
};

const headOf: Readonly<Record<Activation, (columns: number) => Head | undefined>> = {
  none: () => undefined,
  sigmoid: () => sigmoidHead,
  tanh: () => tanhHead,
  log_softmax: logSoftmaxHead,
};

/** Throws UnsupportedCaseError. */
export function activationOf(name: unknown): Activation {
  const word = name ?? "none";
  if (typeof word === "string" && Object.hasOwn(headOf, word)) return word as Activation;
  throw new UnsupportedCaseError(`no activation ${String(name)}`);
}

/** The definition of a golden name. Throws UnsupportedCaseError if there is none. */
export function goldenDefinition(name: string): LossDefinition {
  const all: readonly LossDefinition[] = losses;
  const definition = all.find(({ golden }) => golden === name);
  if (definition === undefined) throw new UnsupportedCaseError(`no loss ${name}`);
  return definition;
}

/**
 * The catalogue's loss of a golden name. Throws UnsupportedCaseError if there is none, or if it
 * lacks a parameter.
 */
export class GoldenLoss {
  readonly definition: LossDefinition;
  readonly #known: readonly LossParameter[];
  readonly #programs = new Map<string, LossProgram>();

  constructor(name: string) {
    this.definition = goldenDefinition(name);
    this.#known = compileDefinition(this.definition).parameters;
  }

  get takesClasses(): boolean {
    return takesClasses(this.definition);
  }

  /** Whether the source has a parameter of that name. */
  has(parameter: string): boolean {
    return this.#known.some(({ name }) => name === parameter);
  }

  /** A number for each element, where the source has a list with one for each label. */
  forEveryLabel(numbers: Readonly<Record<string, number>>): Record<string, number | number[]> {
    const spread = (name: string, number: number) => {
      const written = this.#known.find((own) => own.name === name)?.default ?? null;
      return isNumberList(written) ? written.map(() => number) : number;
    };
    return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, spread(name, number)]));
  }

  parameters(given: Readonly<Record<string, unknown>>): GivenParameters {
    for (const [key, value] of Object.entries(given)) {
      if (!this.has(key)) throw new UnsupportedCaseError(`${this.definition.golden} has no parameter ${key}`);
      const isValue = value === null || typeof value !== "object" || isNumberList(value);
      if (!isValue) throw new UnsupportedCaseError(`${this.definition.golden} takes no such value for ${key}`);
    }
    const numbers = new Set(this.#known.filter((own) => typeof own.default === "number").map(({ name }) => name));
    const decoded = Object.entries(given).map(([key, value]) => [
      key,
      // JSON has no infinity, so p = ∞ is a word there.
      numbers.has(key) && typeof value === "string" ? decodeNumber(value as Encoded) : value,
    ]);
    return Object.fromEntries(decoded) as GivenParameters;
  }

  /** A source with a `reduction` parameter receives the reduction through it. */
  compile(
    parameters: GivenParameters,
    reduction: "none" | "mean" | "sum" | "batchmean",
    activation: Activation,
    sizes?: LossSizes,
    wideTarget = false,
  ): LossProgram {
    const key = JSON.stringify([parameters, reduction, activation, sizes, wideTarget]);
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    const own = this.has("reduction");
    if (!own && reduction === "batchmean") throw new UnsupportedCaseError(`${this.definition.golden} has no batchmean`);
    const { labels } = this.definition;
    const program = compileDefinition(
      { ...this.definition, labels: wideTarget && labels === "class-index" ? "distribution" : labels },
      own ? { ...parameters, reduction } : parameters,
      sizes,
      own || reduction === "batchmean" ? undefined : reduction,
    );
    const head = headOf[activation](program.predictionColumns);
    const composed = head === undefined ? program : withHead(program, head);
    this.#programs.set(key, composed);
    return composed;
  }
}
