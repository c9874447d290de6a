/**
 * A piece of LaTeX and its precedence: a piece that binds more loosely than its surroundings gets
 * brackets.
 */
export interface Piece {
  readonly latex: string;
  readonly strength: number;
  /** If the piece begins with a minus, the rest, so that signs can be combined. */
  readonly positive?: Piece;
}

/** `a ∧ b` */
export const LOGIC = -1;
/** `a ≥ b`: true or false; used as a number it gets Iverson brackets. */
export const RELATION = 0;
/** `a + b` */
export const SUM = 1;
/** `Σ a b`, `a ln b`: applies to everything on its right. */
export const SERIES = 2;
export const PRODUCT = 3;
export const POWER = 4;
export const ATOM = 5;

/**
 * A formula that is too long or deep to read is cut with dots. A node that is used twice is printed
 * twice, so the length can double with every line.
 */
export const MAX_PIECE_LENGTH = 2_000;
export const MAX_PIECE_DEPTH = 100;
export const DOTS: Piece = { latex: "\\cdots", strength: ATOM };

export const bracketed = (latex: string): string => `\\left(${latex}\\right)`;

/** Marks everything that contains a parameter, so that the page can colour what can be changed. */
export const movable = (latex: string): string => `\\htmlClass{parameter}{${latex}}`;

/** As a factor or summand of this precedence. */
export function held({ latex, strength }: Piece, wanted: number): string {
  if (strength >= wanted) return latex;
  return strength <= RELATION ? `\\left[${latex}\\right]` : bracketed(latex);
}

/** As a number; a condition counts as 1 or 0. */
export const asNumber = (piece: Piece): Piece =>
  piece.strength > RELATION ? piece : { latex: held(piece, ATOM), strength: ATOM };

export const minus = (piece: Piece): Piece =>
  piece.positive ?? { latex: `-${held(piece, SERIES)}`, strength: SUM, positive: piece };

/** `a + b`, or `a - b` where b begins with a minus. */
export function plus(left: Piece, right: Piece): Piece {
  const latex =
    right.positive === undefined
      ? `${held(left, SUM)} + ${held(right, SERIES)}`
      : `${held(left, SUM)} - ${held(right.positive, SERIES)}`;
  return { latex, strength: SUM };
}

/** `\ln x`, with brackets around anything longer than one symbol. */
export function applied(name: string, argument: Piece): Piece {
  const isSymbol = argument.strength >= ATOM && !/^\\(frac|left|begin)/.test(argument.latex);
  return isSymbol
    ? { latex: `${name}\\,${argument.latex}`, strength: SERIES }
    : { latex: `${name}${bracketed(asNumber(argument).latex)}`, strength: PRODUCT };
}

/** A product without a sign, with a dot where two numbers would touch. */
export function product(left: Piece, right: Piece): Piece {
  if (left.positive !== undefined) return minus(product(left.positive, right));
  if (right.positive !== undefined) return minus(product(left, right.positive));
  const [first, factor] = [held(left, PRODUCT), held(right, SERIES)];
  const startsWithNumber = /^(\\htmlClass\{parameter\}\{)?[\d.]/.test(factor);
  return {
    latex: startsWithNumber ? `${first} \\cdot ${factor}` : `${first}\\,${factor}`,
    strength: right.strength === SERIES ? SERIES : PRODUCT,
  };
}

/** `x` with an index, after the indices it already has. */
export function indexed(symbol: string, ...indices: readonly string[]): string {
  const added = indices.filter((index) => index !== "");
  if (added.length === 0) return symbol;
  if (symbol.startsWith("\\ln ")) return `\\ln ${indexed(symbol.slice(4), ...added)}`;
  const own = /^(.*)_(?:\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|(\w))$/s.exec(symbol);
  if (own !== null) return `${own[1]}_{${[own[2] ?? own[3], ...added].join(",")}}`;
  const joined = added.join(",");
  return joined.length === 1 ? `${symbol}_${joined}` : `${symbol}_{${joined}}`;
}

const known: readonly (readonly [value: number, latex: string])[] = [
  [Math.LN2, "\\ln 2"],
  [Math.LN10, "\\ln 10"],
  [Math.PI, "\\pi"],
  [2 * Math.PI, "2\\pi"],
  [0.5 * Math.log(2 * Math.PI), "\\tfrac12\\ln 2\\pi"],
];

/** With more digits than this, a constant is a rounded float32 (torch stores 1e−12 as one). */
const DIGITS = 7;

export function constantPiece(value: number): Piece {
  if (Number.isNaN(value)) return { latex: "\\mathrm{NaN}", strength: ATOM };
  const size = Math.abs(value);
  const latex = known.find(([number]) => number === size)?.[1] ?? numberLatex(size);
  if (value < 0) return minus(constantPiece(size));
  return { latex, strength: latex.includes("\\ln") ? SERIES : latex.includes("\\cdot") ? PRODUCT : ATOM };
}

function numberLatex(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "\\infty";
  if (value === 0.5) return "\\tfrac12";
  if (value > 0 && value < 1e-3) return exponentialLatex(value);
  const rounded = Number(value.toPrecision(DIGITS));
  return `${rounded}`.includes("e") ? exponentialLatex(rounded) : `${rounded}`;
}

function exponentialLatex(value: number): string {
  const [mantissa, exponent] = Number(value.toPrecision(DIGITS)).toExponential().split("e");
  return `${mantissa === "1" ? "" : `${mantissa}\\cdot`}10^{${Number(exponent)}}`;
}
