import type { Op } from "../graph";
import type { Family } from "./family";
import type { FormulaWriter } from "./formulaWriter";
import { ATOM, LOGIC, type Piece, RELATION, SUM } from "./piece";

/** Comparisons, logic, and the operations that depend on them. */

export const relations = { lt: "<", le: "\\le", gt: ">", ge: "\\ge", eq: "=", ne: "\\ne" } as const;
const opposite: Partial<Record<Op, string>> = { lt: "\\ge", le: ">", gt: "\\le", ge: "<", eq: "\\ne", ne: "=" };

export function compared(printer: FormulaWriter, relation: string, x: Family, y: Family): Piece {
  return { latex: `${printer.inside(x, SUM)} ${relation} ${printer.inside(y, SUM)}`, strength: RELATION };
}

/** A family that equals `term` where the condition holds and 0 elsewhere. */
export function filtered(printer: FormulaWriter, family: Family): { condition: string; term: Family } | undefined {
  if (printer.operation(family) !== "select") return undefined;
  const [test, a, b] = [0, 1, 2].map((place) => printer.input(family, place)) as [Family, Family, Family];
  if (printer.constant(b) === 0) return { condition: printer.condition(test), term: a };
  if (printer.constant(a) === 0) return { condition: denied(printer, test).latex, term: b };
  return undefined;
}

export function denied(printer: FormulaWriter, test: Family): Piece {
  const op = printer.operation(test);
  const relation = op === undefined ? undefined : opposite[op];
  if (relation !== undefined) return compared(printer, relation, printer.input(test, 0), printer.input(test, 1));
  const latex = printer.condition(test);
  if (latex.includes(" \\in ")) return { latex: latex.replace(" \\in ", " \\notin "), strength: RELATION };
  return { latex: `\\lnot ${printer.condition(test, ATOM)}`, strength: LOGIC };
}

export function joined(printer: FormulaWriter, op: "and" | "or", x: Family, y: Family): Piece {
  const [left, right] = [printer.operation(x), printer.operation(y)];
  if (op === "and" && printer.constant(x) === 1) return printer.piece(y);
  const lower = op === "and" && (left === "ge" || left === "gt") && (right === "lt" || right === "le");
  if (lower && printer.input(x, 0).nodes.every((id, i) => id === printer.input(y, 0).nodes[i])) {
    const bounds = [printer.input(x, 1), printer.input(y, 1)].map((bound) => printer.inside(bound, SUM));
    const own = printer.inside(printer.input(x, 0), SUM);
    const latex = `${bounds[0]} ${left === "ge" ? "\\le" : "<"} ${own} ${relations[right]} ${bounds[1]}`;
    return { latex, strength: RELATION };
  }
  const operand = (side: Family, own: Op | undefined) =>
    printer.condition(side, (own === "and" || own === "or") && own !== op ? RELATION : LOGIC);
  return {
    latex: `${operand(x, left)} ${op === "and" ? "\\land" : "\\lor"} ${operand(y, right)}`,
    strength: LOGIC,
  };
}

/** One condition after the other. A product of conditions starts with the one that excludes 0. */
export function cases(printer: FormulaWriter, family: Family): Piece {
  const only = filtered(printer, family);
  const { otherwise } = printer.surroundings;
  const rows: string[] = [];
  let rest = family;
  if (only !== undefined && printer.constant(printer.input(family, 1)) === 0) {
    rows.push(`${printer.plain(only.term)} & ${only.condition}`);
    rest = printer.input(family, 1);
  } else {
    for (let row = 0; row === 0 || (row < MAX_CASES && isPlainSelect(printer, rest)); row++) {
      rows.push(`${printer.plain(printer.input(rest, 1))} & ${printer.condition(printer.input(rest, 0))}`);
      rest = printer.input(rest, 2);
    }
  }
  rows.push(`${printer.plain(rest)} & \\text{${otherwise}}`);
  return { latex: `\\begin{cases}${rows.join("\\\\ ")}\\end{cases}`, strength: ATOM };
}

const MAX_CASES = 8;

function isPlainSelect(printer: FormulaWriter, family: Family): boolean {
  return printer.operation(family) === "select" && family.nodes.every((id) => printer.noted(id) === undefined);
}
