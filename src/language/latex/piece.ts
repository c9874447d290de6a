/** A piece of LaTeX, and how tightly it holds together: what binds more loosely than its surroundings goes into brackets. */
export interface Piece {
  readonly latex: string;
  readonly strength: number;
  /** Of what begins with a minus: the rest, so that signs find each other. */
  readonly positive?: Piece;
}

/** `a ∧ b` */
export const LOGIC = -1;
/** `a ≥ b`: true or false; where a number is wanted it goes into Iverson's brackets. */
export const RELATION = 0;
/** `a + b` */
export const SUM = 1;
/** `Σ a b`, `a ln b`: what takes in everything to its right. */
export const SERIES = 2;
export const PRODUCT = 3;
export const POWER = 4;
export const ATOM = 5;

/** A formula longer or deeper than anyone reads is cut with dots: what is used twice is printed twice, so length can double with every line. */
export const MAX_PIECE_LENGTH = 2_000;
export const MAX_PIECE_DEPTH = 100;
export const DOTS: Piece = { latex: "\\cdots", strength: ATOM };

export const bracketed = (latex: string): string => `\\left(${latex}\\right)`;

/** Everything a parameter stands in is marked, so that the page can colour what can be moved. */
export const movable = (latex: string): string => `\\htmlClass{parameter}{${latex}}`;

/** As a factor or summand of this strength. */
export function held({ latex, strength }: Piece, wanted: number): string {
  if (strength >= wanted) return latex;
  return strength <= RELATION ? `\\left[${latex}\\right]` : bracketed(latex);
}

/** As a number, which a condition is 1 or 0 of. */
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

/** `\ln x`, with brackets around anything but one symbol. */
export function applied(name: string, argument: Piece): Piece {
  const isSymbol = argument.strength >= ATOM && !/^\\(frac|left|begin)/.test(argument.latex);
  return isSymbol
    ? { latex: `${name}\\,${argument.latex}`, strength: SERIES }
    : { latex: `${name}${bracketed(asNumber(argument).latex)}`, strength: PRODUCT };
}

/** Side by side, with a dot where two numbers would run together. */
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

/** `x` with an index; indices that it has already come first. */
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

/** Digits beyond which a constant is a float's rounding (torch keeps 1e−12 as a float32). */
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
