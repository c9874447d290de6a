import { compileLoss, type LossProgram, onLogit, type ParameterValue } from "../../src/language";
import { losses } from "../../src/losses";

/** A case asks for what the catalogue does not have. */
export class UnsupportedCaseError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "UnsupportedCaseError";
  }
}

export type GivenParameters = Readonly<Record<string, ParameterValue>>;

/** How the network's output becomes the loss's prediction in a case; `own`: as the catalogue's loss takes it. */
export type Activation = "none" | "sigmoid";

const activations = new Map<unknown, Activation>([
  [undefined, "none"],
  ["none", "none"],
  ["sigmoid", "sigmoid"],
]);

/** Throws UnsupportedCaseError. */
export function activationOf(name: unknown): Activation {
  const activation = activations.get(name);
  if (activation === undefined) throw new UnsupportedCaseError(`no activation ${String(name)}`);
  return activation;
}

/** The catalogue's loss of a golden name. Throws UnsupportedCaseError where there is none, or no such parameter. */
export class GoldenLoss {
  readonly prediction: "probability" | "logit";
  readonly #source: string;
  readonly #name: string;
  readonly #known: readonly string[];

  constructor(name: string) {
    const definition = losses.find(({ golden }) => golden === name);
    if (definition === undefined) throw new UnsupportedCaseError(`no loss ${name}`);
    this.prediction = definition.prediction;
    this.#name = name;
    this.#source = definition.source;
    this.#known = compileLoss(definition.source).parameters.map((parameter) => parameter.name);
  }

  parameters(given: Readonly<Record<string, unknown>>): GivenParameters {
    for (const [key, value] of Object.entries(given)) {
      if (!this.#known.includes(key)) throw new UnsupportedCaseError(`${this.#name} has no parameter ${key}`);
      if (typeof value === "object" && value !== null) {
        throw new UnsupportedCaseError(`${this.#name} takes no list for ${key}`);
      }
    }
    return given as GivenParameters;
  }

  compile(parameters: GivenParameters, reduction: "mean" | "sum", activation: Activation): LossProgram {
    const program = compileLoss(this.#source, { parameters, reduction });
    return activation === "sigmoid" ? onLogit(program) : program;
  }
}
