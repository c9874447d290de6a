import { createEvaluator } from "./evaluator";
import type { Graph, NodeId, ParameterValues } from "./graph";
import { identifierLatex } from "./latexNames";
import type { Formula } from "./program";

/** One line of the typeset formula: `symbol = latex`. */
export interface FormulaLine {
  /** LaTeX of the left side, e.g. `p_t`; empty for the loss itself, which comes first. */
  readonly symbol: string;
  readonly latex: string;
}

/** What stands for the leaves. */
export interface FormulaSymbols {
  /** Of a loss of several columns, by column. */
  readonly prediction: string | ((column: number) => string);
  readonly target: string | ((column: number) => string);
  /** LaTeX of a parameter; by default its name. */
  readonly parameter?: (name: string) => string | undefined;
  /** The word for the other case; "else" by default. */
  readonly otherwise?: string;
}

/** Where the formula is evaluated, to be written with numbers. */
export interface FormulaPoint {
  readonly prediction: number;
  readonly target: number;
  readonly parameters: ParameterValues;
  /** A number as LaTeX. */
  readonly format: (value: number) => string;
  readonly otherwise?: string;
}

/** Everything a parameter stands in is marked, so that the page can colour what can be moved. */
const movable = (latex: string) => `\\htmlClass{parameter}{${latex}}`;

/** The formula in symbols: the loss first, then each name it uses, in the order in which they are needed. */
export function formulaLines(formula: Formula, symbols: FormulaSymbols): FormulaLine[] {
  const names = linesByNode(formula);
  const used: NodeId[] = [];
  const printer = new Printer(formula.graph, {
    otherwise: symbols.otherwise ?? "else",
    leaf: (id) => {
      const node = formula.graph.nodes[id]!;
      if (node.op === "prediction") return columnSymbol(symbols.prediction, node.column);
      if (node.op === "target") return columnSymbol(symbols.target, node.column);
      if (node.op === "parameter") return movable(symbols.parameter?.(node.name!) ?? identifierLatex(node.name!));
      return undefined;
    },
    named: (id) => {
      const name = names.get(id);
      if (name === undefined) return undefined;
      if (!used.includes(id)) used.push(id);
      return identifierLatex(name);
    },
  });
  const lines: FormulaLine[] = [{ symbol: "", latex: printer.print(formula.graph.outputs.result!) }];
  for (let i = 0; i < used.length; i++) {
    const id = used[i]!;
    lines.push({ symbol: identifierLatex(names.get(id)!), latex: printer.print(id) });
  }
  return lines;
}

function columnSymbol(symbol: string | ((column: number) => string), column = 0): string {
  return typeof symbol === "string" ? symbol : symbol(column);
}

/** The first line with numbers in place of everything, at one sample. A batch of one: sums and means are the sample's own. */
export function formulaWithNumbers(formula: Formula, point: FormulaPoint): string {
  const { graph } = formula;
  const names = linesByNode(formula);
  const values = valuesAt(graph, point);
  const number = (id: NodeId) => {
    const text = point.format(values[id]!);
    return text.startsWith("-") ? `(${text})` : text;
  };
  const printer = new Printer(graph, {
    otherwise: point.otherwise ?? "else",
    leaf: (id) => {
      const { op } = graph.nodes[id]!;
      if (op === "parameter") return movable(number(id));
      return op === "prediction" || op === "target" || op === "batchSize" ? number(id) : undefined;
    },
    named: (id) => (names.has(id) ? number(id) : undefined),
  });
  return printer.print(graph.outputs.result!);
}

/** Every node's value for a batch of one. */
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

/** A name that was given twice stands for its last value; the result itself needs none, nor do leaves and constants. */
function linesByNode({ graph, names }: Formula): Map<NodeId, string> {
  const plain = new Set(["prediction", "target", "parameter", "constant", "batchSize"]);
  const elements = names.flatMap(({ name, nodes }) =>
    nodes.map((node, i) => [node, nodes.length === 1 ? name : `${name}_${i}`] as const),
  );
  return new Map(elements.filter(([node]) => node !== graph.outputs.result && !plain.has(graph.nodes[node]!.op)));
}

/** How tightly a piece of LaTeX holds together. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Piece {
  readonly latex: string;
  readonly strength: number;
}

interface Leaves {
  readonly otherwise: string;
  readonly leaf: (id: NodeId) => string | undefined;
  readonly named: (id: NodeId) => string | undefined;
}

/** A formula longer or deeper than anyone reads is cut with dots: what is used twice is printed twice, so length can double with every line. */
const MAX_PIECE_LENGTH = 2_000;
const MAX_PIECE_DEPTH = 100;
const DOTS: Piece = { latex: "\\cdots", strength: ATOM };

class Printer {
  readonly #printed = new Map<NodeId, Piece>();
  #depth = 0;
  readonly #graph: Graph;
  readonly #leaves: Leaves;

  constructor(graph: Graph, leaves: Leaves) {
    this.#graph = graph;
    this.#leaves = leaves;
  }

  /** A node's own expression, even if it has a name. */
  print(id: NodeId): string {
    return this.#expression(id).latex;
  }

  #piece(id: NodeId): Piece {
    const name = this.#leaves.named(id);
    return name === undefined ? this.#unnamed(id) : { latex: name, strength: ATOM };
  }

  #unnamed(id: NodeId): Piece {
    const known = this.#printed.get(id);
    if (known !== undefined) return known;
    if (this.#depth >= MAX_PIECE_DEPTH) return DOTS;
    this.#depth++;
    const expression = this.#expression(id);
    this.#depth--;
    const piece = expression.latex.length > MAX_PIECE_LENGTH ? DOTS : expression;
    this.#printed.set(id, piece);
    return piece;
  }

  /** In brackets where it would fall apart. */
  #inside(id: NodeId, strength: number): string {
    const piece = this.#piece(id);
    return piece.strength >= strength ? piece.latex : `\\left(${piece.latex}\\right)`;
  }

  #plain(id: NodeId): string {
    return this.#piece(id).latex;
  }

  /** `\ln x`, with brackets around anything but one symbol. */
  #function(name: string, id: NodeId): Piece {
    const piece = this.#piece(id);
    const argument =
      piece.strength >= ATOM && !piece.latex.startsWith("\\frac")
        ? `\\,${piece.latex}`
        : `\\left(${piece.latex}\\right)`;
    return { latex: `${name}${argument}`, strength: PRODUCT };
  }

  #call(name: string, ...ids: NodeId[]): Piece {
    return { latex: `${name}\\left(${ids.map((id) => this.#plain(id)).join(",\\,")}\\right)`, strength: ATOM };
  }

  #expression(id: NodeId): Piece {
    const node = this.#graph.nodes[id]!;
    const leaf = this.#leaves.leaf(id);
    if (leaf !== undefined) return { latex: leaf, strength: ATOM };
    const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
    const sum = (latex: string): Piece => ({ latex, strength: SUM });
    switch (node.op) {
      case "constant":
        return { latex: constantLatex(node.value!), strength: node.value! < 0 ? SUM : ATOM };
      case "batchSize":
        return { latex: "N", strength: ATOM };
      case "neg":
        return sum(`-${this.#inside(x, PRODUCT)}`);
      case "add":
        return sum(`${this.#plain(x)} + ${this.#inside(y, PRODUCT)}`);
      case "sub":
        return sum(`${this.#plain(x)} - ${this.#inside(y, PRODUCT)}`);
      case "mul":
        return this.#product(x, y);
      case "div":
        if (this.#graph.nodes[y]!.op === "batchSize" && this.#graph.nodes[x]!.op === "sum") {
          return {
            latex: `\\tfrac1N\\sum_i ${this.#inside(this.#graph.nodes[x]!.inputs[0]!, PRODUCT)}`,
            strength: PRODUCT,
          };
        }
        return { latex: `\\frac{${this.#plain(x)}}{${this.#plain(y)}}`, strength: PRODUCT };
      case "pow":
        return { latex: `${this.#inside(x, ATOM)}^{${this.#plain(y)}}`, strength: POWER };
      case "exp":
        return { latex: `e^{${this.#plain(x)}}`, strength: POWER };
      case "expm1":
        return sum(`e^{${this.#plain(x)}} - 1`);
      case "log":
        return this.#function("\\ln", x);
      case "log1p":
        return { latex: `\\ln\\left(1 + ${this.#inside(x, PRODUCT)}\\right)`, strength: PRODUCT };
      case "softplus":
        return { latex: `\\ln\\left(1 + e^{${this.#plain(x)}}\\right)`, strength: PRODUCT };
      case "sigmoid":
        return this.#call("\\sigma", x);
      case "tanh":
      case "sin":
      case "cos":
        return this.#function(`\\${node.op}`, x);
      case "atan":
        return this.#function("\\arctan", x);
      case "sqrt":
        return { latex: `\\sqrt{${this.#plain(x)}}`, strength: ATOM };
      case "abs":
        return { latex: `\\left|${this.#plain(x)}\\right|`, strength: ATOM };
      case "sign":
        return this.#function("\\operatorname{sign}", x);
      case "floor":
        return { latex: `\\lfloor ${this.#plain(x)} \\rfloor`, strength: ATOM };
      case "ceil":
        return { latex: `\\lceil ${this.#plain(x)} \\rceil`, strength: ATOM };
      case "round":
        return this.#call("\\operatorname{round}", x);
      case "relu":
        return { latex: `\\max\\left(0,\\,${this.#plain(x)}\\right)`, strength: ATOM };
      case "maximum":
      case "clampMin":
        return this.#call("\\max", x, y);
      case "minimum":
      case "clampMax":
        return this.#call("\\min", x, y);
      case "logaddexp":
        return { latex: `\\ln\\left(e^{${this.#plain(x)}} + e^{${this.#plain(y)}}\\right)`, strength: PRODUCT };
      case "atan2":
        return this.#call("\\operatorname{atan2}", x, y);
      case "mod":
        return { latex: `${this.#inside(x, POWER)} \\bmod ${this.#inside(y, POWER)}`, strength: PRODUCT };
      case "bce": {
        const [p, target] = [this.#inside(x, PRODUCT), this.#inside(y, POWER)];
        const positive = separated(target, this.#function("\\ln", x).latex);
        return sum(`-\\left[${positive} + \\left(1 - ${target}\\right)\\ln\\left(1 - ${p}\\right)\\right]`);
      }
      case "select":
        return {
          latex: `\\begin{cases}${this.#plain(y)} & ${this.#plain(x)}\\\\ ${this.#plain(z)} & \\text{${this.#leaves.otherwise}}\\end{cases}`,
          strength: ATOM,
        };
      case "not":
        return sum(`\\lnot ${this.#inside(x, ATOM)}`);
      case "detach":
        return this.#piece(x);
      case "spread":
        return this.#piece(x);
      case "sum":
        return { latex: `\\sum_i ${this.#inside(x, PRODUCT)}`, strength: PRODUCT };
      case "max":
      case "min":
        return this.#function(`\\${node.op}_i`, x);
      default:
        return sum(`${this.#plain(x)} ${relations[node.op] ?? node.op} ${this.#plain(y)}`);
    }
  }

  #product(x: NodeId, y: NodeId): Piece {
    if (x === y) return { latex: `${this.#inside(x, ATOM)}^2`, strength: POWER };
    const [left, right] = [this.#inside(x, PRODUCT), this.#inside(y, PRODUCT)];
    return { latex: separated(left, right), strength: PRODUCT };
  }
}

/** Side by side, with a dot where two numbers would run together. */
function separated(left: string, right: string): string {
  const startsWithNumber = /^(\\htmlClass\{parameter\}\{)?[\d.]/.test(right);
  return startsWithNumber ? `${left} \\cdot ${right}` : `${left}\\,${right}`;
}

const relations: Readonly<Record<string, string>> = {
  lt: "<",
  le: "\\le",
  gt: ">",
  ge: "\\ge",
  eq: "=",
  ne: "\\ne",
  and: "\\land",
  or: "\\lor",
};

function constantLatex(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  if (value === 0.5) return "\\tfrac12";
  const [mantissa, exponent] = `${value}`.split("e");
  return exponent === undefined ? mantissa! : `${mantissa === "1" ? "" : `${mantissa}\\cdot`}10^{${Number(exponent)}}`;
}
