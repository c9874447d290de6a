import type { NodeId, Op } from "../graph";
import { cases, compared, denied, filtered, joined, relations } from "./conditionPiece";
import { common, type Family, NoCommonFormula, single } from "./family";
import type { FormulaWriter } from "./formulaWriter";
import { logSoftmax, seriesOver, shareOf } from "./notedPiece";
import {
  ATOM,
  applied,
  bracketed,
  constantPiece,
  minus,
  type Piece,
  POWER,
  PRODUCT,
  plus,
  product,
  SERIES,
  SUM,
} from "./piece";

/** One operation on its inputs as LaTeX. */
export function operationPiece(printer: FormulaWriter, op: Op, family: Family): Piece {
  const count = printer.node(family.nodes[0]!).inputs.length;
  const [x, y] = [0, 1].map((place) => (place < count ? printer.input(family, place) : family)) as [Family, Family];
  const sum = (latex: string): Piece => ({ latex, strength: SUM });
  const atom = (latex: string): Piece => ({ latex, strength: ATOM });
  const call = (name: string, ...parts: Family[]) =>
    atom(`${name}${bracketed(parts.map((part) => printer.plain(part)).join(",\\,"))}`);
  switch (op) {
    case "batchSize":
      return atom("N");
    case "neg":
      return negated(printer, x);
    case "add":
      return added(printer, family, x, y);
    case "sub":
      return plus(term(printer, x), minus(term(printer, y)));
    case "mul":
      return multiplied(printer, x, y);
    case "div":
      return divided(printer, x, y);
    case "pow":
      return { latex: `${printer.inside(x, ATOM)}^{${printer.plain(y)}}`, strength: POWER };
    case "exp":
      return exponential(printer, x);
    case "expm1":
      return sum(`e^{${printer.plain(x)}} - 1`);
    case "log":
      return applied("\\ln", printer.number(x));
    case "log1p": {
      const isLess = printer.operation(x) === "neg";
      const off = isLess ? printer.input(x, 0) : x;
      return { latex: `\\ln\\left(1 ${isLess ? "-" : "+"} ${printer.inside(off, SERIES)}\\right)`, strength: PRODUCT };
    }
    case "softplus":
      return { latex: `\\ln\\left(1 + e^{${printer.plain(x)}}\\right)`, strength: PRODUCT };
    case "sigmoid":
      return call("\\sigma", x);
    case "tanh":
    case "sin":
    case "cos":
      return applied(`\\${op}`, printer.number(x));
    case "atan":
      return applied("\\arctan", printer.number(x));
    case "sqrt":
      return atom(`\\sqrt{${printer.plain(x)}}`);
    case "abs":
      return atom(`\\left|${printer.plain(x)}\\right|`);
    case "sign":
      return applied("\\operatorname{sign}", printer.number(x));
    case "floor":
      return atom(`\\lfloor ${printer.plain(x)} \\rfloor`);
    case "ceil":
      return atom(`\\lceil ${printer.plain(x)} \\rceil`);
    case "round":
      return call("\\operatorname{round}", x);
    case "relu":
      return atom(`\\max\\left(0,\\,${printer.plain(x)}\\right)`);
    case "maximum":
    case "clampMin":
      return printer.constant(y) === 0 ? call("\\max", y, x) : call("\\max", x, y);
    case "minimum":
    case "clampMax":
      return call("\\min", x, y);
    case "logaddexp": {
      const both = plus(exponential(printer, x), exponential(printer, y));
      return { latex: `\\ln${bracketed(both.latex)}`, strength: PRODUCT };
    }
    case "atan2":
      return call("\\operatorname{atan2}", x, y);
    case "mod":
      return { latex: `${printer.inside(x, POWER)} \\bmod ${printer.inside(y, POWER)}`, strength: PRODUCT };
    case "bce": {
      const [p, target] = [printer.inside(x, PRODUCT), printer.inside(y, POWER)];
      const positive = product(atom(target), applied("\\ln", printer.number(x))).latex;
      return minus(atom(`\\left[${positive} + \\left(1 - ${target}\\right)\\ln\\left(1 - ${p}\\right)\\right]`));
    }
    case "select":
      return cases(printer, family);
    case "detach":
    case "spread":
      return printer.piece(x);
    case "sum":
    case "max":
    case "min":
      return printer.overSamples((letter) =>
        op === "sum"
          ? { latex: `\\sum_${letter} ${printer.inside(x, SERIES)}`, strength: SERIES }
          : applied(`\\${op}_${letter}`, printer.number(x)),
      );
    case "cumulate":
    case "cumulateBack":
      return cumulated(printer, x, y, op === "cumulate");
    case "not":
      return denied(printer, x);
    case "and":
    case "or":
      return joined(printer, op, x, y);
    case "lt":
    case "le":
    case "gt":
    case "ge":
    case "eq":
    case "ne":
      return compared(printer, relations[op], x, y);
    default:
      throw new NoCommonFormula();
  }
}

function negated(printer: FormulaWriter, x: Family): Piece {
  // −ln(1 + e^−x) is the logarithm of the sigmoid.
  if (printer.operation(x) === "softplus") {
    const exponent = printer.input(x, 0);
    if (printer.operation(exponent) === "neg")
      return { latex: `\\ln\\sigma${bracketed(printer.plain(printer.input(exponent, 0)))}`, strength: PRODUCT };
  }
  const op = printer.operation(x);
  if (op === "add" || op === "sub") {
    const [left, right] = [0, 1].map((place) => term(printer, printer.input(x, place))) as [Piece, Piece];
    if (left.positive !== undefined) return plus(left.positive, op === "add" ? minus(right) : right);
  }
  return minus(printer.number(x));
}

/** As a summand, "x where …, else 0" is x times the condition. */
function term(printer: FormulaWriter, family: Family): Piece {
  const only = family.nodes.some((id) => printer.noted(id) !== undefined) ? undefined : filtered(printer, family);
  if (only === undefined) return printer.number(family);
  return product({ latex: `\\left[${only.condition}\\right]`, strength: ATOM }, printer.number(only.term));
}

function added(printer: FormulaWriter, family: Family, x: Family, y: Family): Piece {
  // x + detach(n − x) has the value n and the gradient of x.
  if (printer.operation(y) === "detach") {
    const off = printer.input(y, 0);
    const isValue = printer.operation(off) === "sub" && printer.input(off, 1).nodes.every((id, i) => id === x.nodes[i]);
    if (isValue) return printer.piece(printer.input(off, 0));
  }
  return printer.either(
    () => turnsSummed(printer, family),
    () => plus(term(printer, x), term(printer, y)),
  );
}

const MIN_TURNS = 3;

/** a₀ + a₁ + a₂ …, for a loop that added up terms with a common formula. */
function turnsSummed(printer: FormulaWriter, family: Family): Piece | undefined {
  if (printer.surroundings.notations.length === 0 && family.axes.length > 0) return undefined;
  const chains = family.nodes.map((id) => chain(printer, id));
  const count = chains[0]!.length;
  if (count < MIN_TURNS || chains.some((terms) => terms.length !== count)) return undefined;
  const ops = new Set(chains.flatMap((terms) => terms.map((id) => printer.node(id).op)));
  if (ops.size > 1) return undefined;
  return printer.overColumns(1, ([letter]) => {
    const terms = printer.elements(family, chains, [letter!]);
    const series = seriesOver(printer, terms, [letter!]);
    const range = `\\sum_{${letter}}`;
    if (!series.latex.startsWith(range)) return series;
    return { ...series, latex: `\\sum_{${letter}=0}^{${count - 1}}${series.latex.slice(range.length)}` };
  });
}

/** The terms of a left-associated sum. */
function chain(printer: FormulaWriter, id: NodeId): NodeId[] {
  const terms: NodeId[] = [];
  let rest = id;
  for (; printer.node(rest).op === "add"; rest = printer.node(rest).inputs[0]!) {
    if (rest !== id && printer.operation(single(rest)) === undefined) break;
    terms.push(printer.node(rest).inputs[1]!);
  }
  return [...terms, rest].reverse();
}

function multiplied(printer: FormulaWriter, x: Family, y: Family): Piece {
  if (x.nodes.every((id, i) => id === y.nodes[i])) return { latex: `${printer.inside(x, ATOM)}^2`, strength: POWER };
  if (printer.operation(x) === "mul" && printer.input(x, 1).nodes.every((id, i) => id === y.nodes[i])) {
    const square = { latex: `${printer.inside(y, ATOM)}^2`, strength: POWER };
    return product(printer.number(printer.input(x, 0)), square);
  }
  return product(printer.number(x), printer.number(y));
}

function divided(printer: FormulaWriter, x: Family, y: Family): Piece {
  if (printer.operation(y) === "batchSize" && printer.operation(x) === "sum")
    return { latex: `\\tfrac1N${printer.inside(x, SERIES)}`, strength: SERIES };
  const whole = printer.constant(y);
  const above = printer.number(x);
  if (whole !== undefined && Number.isInteger(whole) && whole > 0 && above.latex.startsWith("\\sum"))
    return shareOf(whole, above);
  const over = (top: string): Piece => ({ latex: `\\frac{${top}}{${printer.plain(y)}}`, strength: PRODUCT });
  return above.positive === undefined ? over(above.latex) : minus(over(above.positive.latex));
}

/** e^x; if x is a logarithm, the logarithm's argument. */
function exponential(printer: FormulaWriter, x: Family): Piece {
  if (printer.operation(x) !== undefined && x.nodes.every((id) => printer.noted(id)?.notation.kind === "log-softmax"))
    return logSoftmax(printer, x, "\\operatorname{softmax}");
  if (printer.operation(x) === "log") return printer.number(printer.input(x, 0));
  if (printer.constant(x) === 0) return constantPiece(1);
  const exponent = printer.plain(x);
  const isNamed = printer.operation(x) === undefined && exponent.startsWith("\\ln ");
  return isNamed ? { latex: exponent.slice(4), strength: ATOM } : { latex: `e^{${exponent}}`, strength: POWER };
}

/** Σ over the samples whose key is not smaller; a sum of ones is their number. */
function cumulated(printer: FormulaWriter, value: Family, key: Family, falls: boolean): Piece {
  if (!printer.surroundings.numbersSamples) return printer.piece(value);
  const inner = common(key, (id) => strip(printer, id).sign);
  const sorted = { ...key, nodes: key.nodes.map((id) => strip(printer, id).id) };
  const own = printer.inside(sorted, SUM);
  return printer.overSamples((letter) => {
    const relation = falls === inner > 0 ? "\\ge" : "\\le";
    const condition = `${printer.inside(sorted, SUM)} ${relation} ${own}`;
    const one = { ...value, nodes: value.nodes.map((id) => strip(printer, id).id) };
    if (printer.constant(one) === 1)
      return { latex: `\\left|\\left\\{${letter} : ${condition}\\right\\}\\right|`, strength: ATOM };
    return { latex: `\\sum_{${letter}:\\;${condition}} ${printer.inside(value, SERIES)}`, strength: SERIES };
  });
}

/** The node below detach, broadcast and sign. */
function strip(printer: FormulaWriter, id: NodeId): { id: NodeId; sign: number } {
  const { op, inputs } = printer.node(id);
  if (op === "detach" || op === "spread") return strip(printer, inputs[0]!);
  if (op !== "neg") return { id, sign: 1 };
  const inner = strip(printer, inputs[0]!);
  return { id: inner.id, sign: -inner.sign };
}
