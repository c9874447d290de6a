import type { Notation } from "../notation";
import { filtered } from "./conditionPiece";
import { type Axis, common, type Family, NoCommonFormula, settled, single } from "./family";
import type { FormulaWriter } from "./formulaWriter";
import { ATOM, applied, bracketed, held, minus, type Piece, PRODUCT, RELATION, SERIES } from "./piece";

/**
 * Writes nodes that a notation covers as one piece (a sum, a softmax, a norm). Undefined without a
 * notation; throws NoCommonFormula if the parts have no common formula.
 */
export function notedPiece(printer: FormulaWriter, family: Family, isOwn: boolean): Piece | undefined {
  const noted = family.nodes.map((id) => printer.noted(id));
  const kind = noted[0]?.notation.kind;
  if (kind === undefined || noted.some((each) => each?.notation.kind !== kind)) return undefined;
  const notations = noted.map((each) => each!.notation);
  const write = writers[kind];
  return write === undefined
    ? kind === "log-softmax"
      ? logSoftmax(printer, family, "\\ln\\operatorname{softmax}")
      : isOwn
        ? undefined
        : cosine(printer, family, notations)
    : write(printer, family, notations);
}

type Writer = (printer: FormulaWriter, family: Family, notations: readonly Notation[]) => Piece;

const lists = (notations: readonly Notation[]) => notations.map(({ of }) => of);

const writers: Partial<Record<Notation["kind"], Writer>> = {
  sum: (printer, family, notations) => summed(printer, family, notations),
  mean: (printer, family, notations) => {
    const sum = summed(printer, family, notations);
    return shareOf(notations[0]!.of.length, sum);
  },
  max: (printer, family, notations) => extremeOverColumns(printer, family, notations, "\\max"),
  min: (printer, family, notations) => extremeOverColumns(printer, family, notations, "\\min"),
  "log-sum-exp": (printer, family, notations) =>
    printer.overColumns(1, (letters) => {
      const exponent = printer.plain(printer.elements(family, lists(notations), letters));
      return { latex: `\\ln\\sum_{${letters[0]}} e^{${exponent}}`, strength: SERIES };
    }),
  norm: (printer, family, notations) => {
    const order = notations[0]!.order!;
    if (notations.some((notation) => notation.order !== order)) throw new NoCommonFormula();
    const vector = printer.plain(printer.elements(family, lists(notations), [""]));
    const index = order === Number.POSITIVE_INFINITY ? "\\infty" : `${order}`;
    return { latex: `\\left\\lVert ${vector}\\right\\rVert_{${index}}`, strength: ATOM };
  },
  "so-far": (printer, family, notations) => {
    const { of, nodes } = notations[0]!;
    const axis = wholeAxis(family, nodes);
    const all: Family = { nodes: of, axes: [axis] };
    const term = printer.plain(printer.input(all, 0));
    const relation = printer.condition(all).slice(term.length);
    return {
      latex: `${printer.plain(printer.input(single(of[0]!), 0))},\\dots,${term}${relation}`,
      strength: RELATION,
    };
  },
  member: (printer, family, notations) => {
    const { of, nodes } = notations[0]!;
    const axis = wholeAxis(family, nodes);
    const members = of.slice(0, 2).map((id) => printer.plain(single(id)));
    return { latex: `${axis.latex} \\in \\{${members.join(",")},\\dots\\}`, strength: RELATION };
  },
  pick: (printer, family, notations) => {
    const index = printer.plain({ nodes: notations.map(({ by }) => by![0]!), axes: family.axes });
    return printer.piece(printer.elements(family, lists(notations), [index]));
  },
};

/** The axis along which a family consists of all given nodes. Throws NoCommonFormula. */
function wholeAxis({ nodes, axes }: Family, all: readonly number[]): Axis {
  const [axis] = axes;
  if (axis === undefined || axes.length > 1 || all.length !== axis.size || all.some((id, i) => id !== nodes[i]))
    throw new NoCommonFormula();
  return axis;
}

/** A sum divided by its number of terms, as a fraction before it: ⅓ (a + b + c). */
export function shareOf(parts: number, sum: Piece): Piece {
  if (sum.positive !== undefined) return minus(shareOf(parts, sum.positive));
  return { latex: `${parts < 10 ? `\\tfrac1${parts}` : `\\tfrac1{${parts}}`}${held(sum, SERIES)}`, strength: SERIES };
}

function summed(printer: FormulaWriter, family: Family, notations: readonly Notation[]): Piece {
  const sizes = notations[0]!.sizes ?? [notations[0]!.of.length];
  return printer.overColumns(sizes.length, (letters) => {
    const terms = printer.elements(family, lists(notations), letters, sizes);
    return seriesOver(printer, terms, letters);
  });
}

/**
 * Σ over the last axes, all of which must matter. If the term is 0 unless a condition holds, the
 * condition goes under the Σ; for two vectors it is their product.
 */
export function seriesOver(printer: FormulaWriter, terms: Family, letters: readonly string[]): Piece {
  const matter = new Set(settled(terms).axes.map(({ latex }) => latex));
  if (letters.some((letter) => !matter.has(letter))) throw new NoCommonFormula();
  const index = letters.join(",");
  const dot = dotProduct(printer, terms);
  if (dot !== undefined) return dot;
  const only = filtered(printer, terms);
  const [condition, body] = only === undefined ? ["", terms] : [only.condition, only.term];
  // k ≠ y already says what it ranges over.
  const isnt = ` \\ne ${index}`;
  const filter = condition.endsWith(isnt)
    ? `${index} \\ne ${condition.slice(0, -isnt.length)}`
    : `${index}:\\;${condition}`;
  const sum = (term: Piece): Piece => ({
    latex: `\\sum_{${condition === "" ? index : filter}} ${held(term, SERIES)}`,
    strength: SERIES,
  });
  const term = printer.number(body);
  return term.positive === undefined ? sum(term) : minus(sum(term.positive));
}

/** aᵀb for columns of two tensors without another factor in between. */
function dotProduct(printer: FormulaWriter, terms: Family): Piece | undefined {
  if (printer.operation(terms) !== "mul" || terms.axes.length !== 1) return undefined;
  const factors = [0, 1].map((place) => printer.input(terms, place));
  if (factors.some((factor) => printer.operation(factor) !== "prediction")) return undefined;
  const [left, right] = factors.map((factor) =>
    printer.inside({ ...factor, axes: [{ ...factor.axes[0]!, latex: "" }] }, ATOM),
  );
  return left === right
    ? { latex: `\\left\\lVert ${left}\\right\\rVert_2^2`, strength: PRODUCT }
    : { latex: `${left}^{\\top} ${right}`, strength: PRODUCT };
}

function extremeOverColumns(
  printer: FormulaWriter,
  family: Family,
  notations: readonly Notation[],
  name: string,
): Piece {
  return printer.overColumns(1, (letters) => {
    const terms = printer.elements(family, lists(notations), letters);
    if (settled(terms).axes.length === 0) throw new NoCommonFormula();
    return applied(`${name}_{${letters[0]}}`, printer.number(terms));
  });
}

/** `softmax(z)_k`, or its logarithm: one softmax, at an index or along an axis. */
export function logSoftmax(printer: FormulaWriter, family: Family, name: string): Piece {
  const { of, nodes } = common(family, (id) => printer.noted(id)?.notation) ?? { of: [], nodes: [] };
  if (of.length === 0 || family.axes.length > 1) throw new NoCommonFormula();
  const [axis] = family.axes;
  if (axis !== undefined) wholeAxis(family, nodes);
  const vector = printer.plain({ nodes: of, axes: [{ latex: "", size: of.length }] });
  const index = axis === undefined ? `${printer.noted(family.nodes[0]!)!.place}` : axis.latex;
  const subscript = index.length > 1 ? `{${index}}` : index;
  const latex = `${name}${bracketed(vector)}${index === "" ? "" : `_${subscript}`}`;
  return { latex, strength: name.startsWith("\\ln") ? SERIES : ATOM };
}

/** The cosine of two vectors; its own line spells it out. */
function cosine(printer: FormulaWriter, family: Family, notations: readonly Notation[]): Piece {
  const [one, other] = [lists(notations), notations.map(({ by }) => by!)].map((vectors) =>
    printer.plain(printer.elements(family, vectors, [""])),
  );
  return { latex: `\\cos${bracketed(`${one},\\,${other}`)}`, strength: ATOM };
}
