import { createEvaluator } from "../evaluate/evaluator";
import type { Graph, NodeId, ParameterValues } from "../graph";
import type { Formula } from "../program";
import { single } from "./family";
import { ATOM, movable, type Piece } from "./piece";
import { Printer } from "./printer";
import { SourceNames } from "./sourceNames";

/** The point at which the formula is evaluated, to be written with numbers. */
export interface FormulaPoint {
  readonly prediction: number;
  readonly target: number;
  readonly parameters: ParameterValues;
  /** Formats a number as LaTeX. */
  readonly format: (value: number) => string;
  readonly otherwise?: string;
}

/**
 * The first line of the formula with numbers in place of symbols, at one sample. The batch has one
 * sample: sums and means are the sample's own value.
 */
export function formulaWithNumbers(formula: Formula, point: FormulaPoint): string {
  const { graph } = formula;
  const names = new SourceNames(formula);
  const values = valuesAt(graph, point);
  const number = (id: NodeId) => {
    const text = point.format(values[id]!);
    return text.startsWith("-") ? `(${text})` : text;
  };
  // Of a list, the formula shows the element of this sample, not how it was picked.
  const picked = new Set(formula.notations.flatMap(({ kind, nodes }) => (kind === "pick" ? nodes : [])));
  const printer = new Printer(graph, {
    otherwise: point.otherwise ?? "else",
    notations: [],
    numbersSamples: false,
    leaf: ({ nodes: [id] }): Piece | undefined => {
      const { op } = graph.nodes[id!]!;
      if (op === "parameter" || picked.has(id!)) return { latex: movable(number(id!)), strength: ATOM };
      const isLeaf = op === "prediction" || op === "target" || op === "batchSize";
      return isLeaf ? { latex: number(id!), strength: ATOM } : undefined;
    },
    named: (family) => (names.of(family) === undefined ? undefined : number(family.nodes[0]!)),
  });
  return printer.print(single(graph.outputs.result!));
}

/** Every node's value for a batch of one sample. */
function valuesAt(graph: Graph, point: FormulaPoint): number[] {
  const outputs = Object.fromEntries(graph.nodes.map((_, id) => [`${id}`, id]));
  const result = createEvaluator({ nodes: graph.nodes, outputs }, Float64Array).evaluate({
    predictions: [Float64Array.of(point.prediction)],
    targets: [Float64Array.of(point.target)],
    count: 1,
    parameters: point.parameters,
  });
  return graph.nodes.map((_, id) => {
    const value = result[`${id}`]!;
    return typeof value === "number" ? value : value[0]!;
  });
}
