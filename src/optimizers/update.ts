import type { Graph, NodeId, ParameterValues } from "../language";
import { GraphBuilder } from "../language/graphBuilder";
import { type KeyedGraph, withKey } from "../language/keyedGraph";
import { type Expression, type OptimizerRule, optimizerNamed, stateOf } from ".";

/** One step of an optimiser as a graph, whose "samples" are the parameters of a model. */
export interface OptimizerUpdate {
  /**
   * Reads the vectors `parameter`, `gradient` (penalties included), `rate` and `decay` (the
   * parameter's learning rate and weight decay) and the state vectors by name, and numbers by the
   * names of settings and scalars. Its outputs are `parameter` and the state vectors.
   */
  graph: KeyedGraph;
  /** The start value of each state vector. */
  state: Readonly<Record<string, number>>;
  /** Names of the numbers that depend on the step (`StepScalars`). */
  scalars: readonly string[];
  settings: ParameterValues;
}

/** An update combines scalars into a number that should be a scalar itself. */
export class CombinedScalarsError extends Error {
  constructor(optimizer: string, op: string) {
    super(`${optimizer}: expected scalars each by itself in its update, got ${op} of them; make it a scalar`);
    this.name = "CombinedScalarsError";
  }
}

/** Throws CombinedScalarsError. */
export function optimizerUpdate(rule: OptimizerRule): OptimizerUpdate {
  const definition = optimizerNamed(rule.name);
  const numbers = Object.entries(rule).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const state = stateOf(rule);
  const scalars = Object.keys(definition.scalars?.at(1, rule, undefined) ?? {});
  const builder = new GraphBuilder();
  const vector = (name: string) => new Term(builder, builder.vector(name));
  const number = (name: string) => [name, new Term(builder, builder.parameter(name))];
  const [parameter, gradient, decay] = [vector("parameter"), vector("gradient"), vector("decay")];
  const after = definition.update(
    {
      parameter,
      gradient: definition.weightDecay.coupled ? gradient.plus(decay.times(parameter)) : gradient,
      rate: vector("rate"),
      decay,
      ...Object.fromEntries(Object.keys(state).map((name) => [name, vector(name)])),
      ...Object.fromEntries([...numbers.map(([name]) => name), ...scalars].map(number)),
    },
    rule,
  );
  const graph = withKey(
    builder.graph(
      Object.fromEntries(["parameter", ...Object.keys(state)].map((name) => [name, (after[name] as Term).id])),
    ),
  );
  checkScalars(rule.name, graph, scalars);
  return { graph, state, scalars, settings: Object.fromEntries(numbers) };
}

/** Ensures that engines need no arithmetic between the host's numbers and the vectors. */
function checkScalars(optimizer: string, { nodes }: Graph, scalars: readonly string[]): void {
  const ofStep: boolean[] = [];
  for (const { op, name, inputs, shape } of nodes) {
    const combines = shape.length === 0 && inputs.some((input) => ofStep[input]);
    if (combines) throw new CombinedScalarsError(optimizer, op);
    ofStep.push(op === "parameter" && scalars.includes(name!));
  }
}

class Term implements Expression {
  readonly #builder: GraphBuilder;
  readonly id: NodeId;

  constructor(builder: GraphBuilder, id: NodeId) {
    this.#builder = builder;
    this.id = id;
  }

  plus = (other: Expression) => this.#binary("add", other);
  minus = (other: Expression) => this.#binary("sub", other);
  times = (other: Expression) => this.#binary("mul", other);
  over = (other: Expression) => this.#binary("div", other);
  min = (other: Expression) => this.#binary("minimum", other);
  max = (other: Expression) => this.#binary("maximum", other);
  rest = () => this.#term(this.#builder.sub(this.#builder.constant(1), this.id));
  sqrt = () => this.#term(this.#builder.unary("sqrt", this.id));
  sign = () => this.#term(this.#builder.unary("sign", this.id));
  abs = () => this.#term(this.#builder.unary("abs", this.id));
  positivePart = () => this.#term(this.#builder.unary("relu", this.id));
  where = (condition: Expression, otherwise: Expression) =>
    this.#term(this.#builder.select((condition as Term).id, this.id, (otherwise as Term).id));

  #binary(op: "add" | "sub" | "mul" | "div" | "minimum" | "maximum", other: Expression): Term {
    return this.#term(this.#builder.binary(op, this.id, (other as Term).id));
  }

  #term(id: NodeId): Term {
    return new Term(this.#builder, id);
  }
}
