import { type NumberRange, nearestInRange } from "./numberRange";

/** Result of reading a typed text. `value` is always within the range. */
export type ReadNumber =
  /** `otherwise`: what the text would be if its separator were read the other way. */
  | { kind: "value"; value: number; otherwise?: number }
  /** A number outside the range, or not whole although it must be: the nearest allowed value. */
  | { kind: "clamped"; value: number }
  | { kind: "rounded"; value: number }
  | { kind: "empty" }
  /** Not a number, or one that overflows float64. */
  | { kind: "notANumber" };

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
/** Groups of three after a first group that does not begin with 0: no other reading is likely. */
const groups = {
  ",": /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/,
  ".": /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/,
};
/** A single separator with three digits behind it: it may group them or begin the decimals. */
const ambiguous = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Reads a number as people type it: 0.5, .5, 0,5, 6 000, 1e-3, −2, 1/4, ½, 70%, and full-width
 * digits of Chinese keyboards. A separator with three digits behind it groups them in a range of
 * whole numbers (6,000 is 6000) and begins the decimals in any other (1,500 is 1.5). With `percent`
 * the value is a share: "70", "70%" and "0.7" are all 0.7.
 */
export function readNumber(text: string, range: NumberRange, percent = false): ReadNumber {
  const compact = text
    .normalize("NFKC")
    .replace(/[\s_]/g, "")
    .replace(/[−–]/g, "-")
    .replace(/[\u2044\u2215]/g, "/")
    .replace(/。/g, ".");
  if (compact === "") return { kind: "empty" };
  const isWhole = range.whole === true;
  const number = percent ? readShare(compact) : readQuotient(compact, isWhole);
  if (!Number.isFinite(number)) return { kind: "notANumber" };
  const value = nearestInRange(number, range);
  if (number < range.min || number > range.max) return { kind: "clamped", value };
  if (range.whole && !Number.isInteger(number)) return { kind: "rounded", value };
  // A whole number with the page's own commas, or a decimal point, is the usual reading.
  const isUsual = !ambiguous.test(compact) || compact.includes(",") === isWhole;
  return isUsual ? { kind: "value", value } : { kind: "value", value, otherwise: readQuotient(compact, !isWhole) };
}

function readShare(text: string): number {
  if (text.endsWith("%")) return readQuotient(text.slice(0, -1), false) / 100;
  const number = readQuotient(text, false);
  return Math.abs(number) < 1 ? number : number / 100;
}

function readQuotient(text: string, groupsThree: boolean): number {
  const parts = text.split("/");
  if (parts.length > 2) return Number.NaN;
  const numbers = parts.map((part) => readDecimal(part, groupsThree));
  return numbers.length === 2 ? numbers[0]! / numbers[1]! : numbers[0]!;
}

function readDecimal(text: string, groupsThree: boolean): number {
  const dotted = withDecimalPoint(text, groupsThree);
  return plainNumber.test(dotted) ? Number(dotted) : Number.NaN;
}

function withDecimalPoint(text: string, groupsThree: boolean): string {
  if (ambiguous.test(text) && !groupsThree) return text.replace(",", ".");
  if (groups[","].test(text)) return text.replaceAll(",", "");
  if (groups["."].test(text)) return text.replaceAll(".", "").replace(",", ".");
  return text.replace(",", ".");
}
