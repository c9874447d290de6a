import { type NumberRange, nearestInRange } from "./numberRange";

/** Result of reading a typed text. `value` is always within the range. */
export type ReadNumber =
  | { kind: "value"; value: number }
  /** A number outside the range, or not whole although it must be: the nearest allowed value. */
  | { kind: "clamped"; value: number }
  | { kind: "rounded"; value: number }
  | { kind: "empty" }
  /** Not a number, or one that overflows float64. */
  | { kind: "notANumber" };

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;
const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/**
 * Reads a number as people type it: 0.5, .5, 0,5, 6,000, 6 000, 1e-3, −2, 1/4, ½, 70%, and
 * full-width digits of Chinese keyboards. With `percent` the value is a share: "70", "70%" and
 * "0.7" are all 0.7.
 */
export function readNumber(text: string, range: NumberRange, percent = false): ReadNumber {
  const compact = text
    .normalize("NFKC")
    .replace(/[\s_]/g, "")
    .replace(/[−–]/g, "-")
    .replace(/[\u2044\u2215]/g, "/")
    .replace(/。/g, ".");
  if (compact === "") return { kind: "empty" };
  const number = percent ? readShare(compact) : readQuotient(compact);
  if (!Number.isFinite(number)) return { kind: "notANumber" };
  const value = nearestInRange(number, range);
  if (number < range.min || number > range.max) return { kind: "clamped", value };
  if (range.whole && !Number.isInteger(number)) return { kind: "rounded", value };
  return { kind: "value", value };
}

function readShare(text: string): number {
  if (text.endsWith("%")) return readQuotient(text.slice(0, -1)) / 100;
  const number = readQuotient(text);
  return Math.abs(number) < 1 ? number : number / 100;
}

function readQuotient(text: string): number {
  const parts = text.split("/");
  if (parts.length > 2) return Number.NaN;
  const numbers = parts.map(readDecimal);
  return numbers.length === 2 ? numbers[0]! / numbers[1]! : numbers[0]!;
}

function readDecimal(text: string): number {
  const dotted = grouped.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  return plainNumber.test(dotted) ? Number(dotted) : Number.NaN;
}
