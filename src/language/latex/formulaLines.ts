import { identifierLatex } from "../latexNames";
import { reachable } from "../neededNodes";
import { couplesSamples } from "../operationKinds";
import type { Formula, ProgramInput } from "../program";
import { type Family, NoCommonFormula, single } from "./family";
import { ATOM, indexed, movable, type Piece } from "./piece";
import { Printer } from "./printer";
import { linesOf, type SourceName, SourceNames } from "./sourceNames";

/** One line of the typeset formula: `symbol = latex`. */
export interface FormulaLine {
  /** LaTeX of the left side, e.g. `p_t`; empty for the loss itself, which is the first line. */
  readonly symbol: string;
  readonly latex: string;
}

/** The symbols of the inputs. */
export interface FormulaSymbols {
  /**
   * For a loss of several tensors, the symbol of each tensor; the formula adds column indices
   * itself.
   */
  readonly prediction: string | ((input: ProgramInput) => string);
  readonly target: string | ((input: ProgramInput) => string);
  /** LaTeX of a parameter, or of a whole list of them; defaults to its name. */
  readonly parameter?: (name: string) => string | undefined;
  /** The word for the other case; defaults to "else". */
  readonly otherwise?: string;
}

/**
 * The formula in symbols: the loss first, then each name it uses, in the order of use. Columns have
 * index k; samples have index i if the loss couples several.
 */
export function formulaLines(formula: Formula, symbols: FormulaSymbols): FormulaLine[] {
  const { graph } = formula;
  const names = new SourceNames(formula, inputSymbols(formula, symbols));
  const used = new Set<SourceName>();
  const needed = reachable(graph);
  const numbersSamples = graph.nodes.some(({ op }, id) => needed[id] && couplesSamples(op));
  const isPerSample = ({ nodes }: { readonly nodes: readonly number[] }) => graph.nodes[nodes[0]!]!.shape.length > 0;
  const printer = new Printer(graph, {
    otherwise: symbols.otherwise ?? "else",
    notations: formula.notations,
    numbersSamples,
    leaf: (family, sample) => leafPiece(formula, symbols, family, sample),
    named: (family, sample) => {
      const found = names.of(family);
      if (found === undefined) return undefined;
      used.add(found.name);
      return indexed(found.name.latex, isPerSample(family) ? sample : "", found.index);
    },
  });
  const lines: FormulaLine[] = [{ symbol: "", latex: printer.print(single(graph.outputs.result!)) }];
  for (const name of used) lines.push(...linesOfName(printer, name, numbersSamples && isPerSample(name) ? "i" : ""));
  return lines;
}

function linesOfName(printer: Printer, name: SourceName, sample: string): FormulaLine[] {
  for (const lines of linesOf(name, sample)) {
    try {
      const printed = lines.map(({ symbol, family }) => ({ symbol, latex: printer.print(family) }));
      return printed.filter(({ symbol, latex }) => symbol !== latex);
    } catch (error) {
      if (!(error instanceof NoCommonFormula)) throw error;
    }
  }
  return [];
}

/** The page's symbols for the tensors, with which a name in the source must not collide. */
function inputSymbols({ inputs }: Formula, { prediction, target }: FormulaSymbols): Set<string> {
  return new Set(
    inputs.map((input) => {
      const given = input.differentiable ? prediction : target;
      return typeof given === "string" ? given : given(input);
    }),
  );
}

/**
 * A tensor's column, or all columns along an axis; a parameter, or a list of them. Throws
 * NoCommonFormula.
 */
function leafPiece(formula: Formula, symbols: FormulaSymbols, family: Family, sample: string): Piece | undefined {
  const nodes = family.nodes.map((id) => formula.graph.nodes[id]!);
  const { op } = nodes[0]!;
  if (nodes.some((node) => node.op !== op)) return undefined;
  if (op === "parameter") {
    const found = listed(
      nodes.map(({ name }) => name!),
      family,
    );
    const own = (name: string) => symbols.parameter?.(name);
    const latex =
      (family.axes.length === 0 ? own(nodes[0]!.name!) : undefined) ??
      indexed(own(found.name) ?? identifierLatex(found.name), found.index);
    return { latex: movable(latex), strength: ATOM };
  }
  if (op !== "prediction" && op !== "target") return undefined;
  const columns = nodes.map(({ column = 0 }) => column);
  const side = formula.inputs.filter((input) => input.differentiable === (op === "prediction"));
  const input = side.findLast(({ firstColumn }) => firstColumn <= columns[0]!);
  const given = symbols[op];
  const symbol = typeof given === "string" || input === undefined ? `${given}` : given(input);
  return { latex: indexed(symbol, sample, columnIndex(columns, input, family)), strength: ATOM };
}

/** The columns must be all columns of one tensor, in order. */
function columnIndex(columns: readonly number[], input: ProgramInput | undefined, { axes }: Family): string {
  const [axis] = axes;
  const first = input?.firstColumn ?? 0;
  if (axis === undefined) return input === undefined || input.shape.length === 0 ? "" : `${columns[0]! - first}`;
  const size = input?.shape.reduce((product, next) => product * next, 1);
  if (axes.length > 1 || axis.size !== size || columns.some((column, i) => column !== first + i))
    throw new NoCommonFormula();
  return axis.latex;
}

/** `weight[0]`, `weight[1]` … along an axis. */
function listed(names: readonly string[], { axes }: Family): { name: string; index: string } {
  const [name = "", place] = names[0]!.split(/[[\]]/);
  const [axis] = axes;
  if (axis === undefined) return { name, index: place ?? "" };
  if (axes.length > 1 || names.some((each, i) => each !== `${name}[${i}]`)) throw new NoCommonFormula();
  return { name, index: axis.latex };
}
