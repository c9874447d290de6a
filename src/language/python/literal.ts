import type { ParameterValue } from "../program";

/**
 * A value as Python text. `like` is the text it replaces: a tuple stays a tuple, an integer stays
 * an integer.
 */
export function pythonLiteral(value: ParameterValue, like = ""): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return pythonNumber(value, /^-?\d+$/.test(like.trim()));
  const wholes = !/[.e]/.test(like) && /\d/.test(like);
  const entries = value.map((entry) => pythonNumber(entry, wholes));
  if (!like.trim().startsWith("(")) return `[${entries.join(", ")}]`;
  return `(${entries.join(", ")}${entries.length === 1 ? "," : ""})`;
}

function pythonNumber(value: number, whole: boolean): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  const text = `${value}`;
  return whole || /[.e]/.test(text) ? text : `${text}.0`;
}

/**
 * The value of a number, a list of numbers, a string, True, False or None; undefined for any other
 * expression.
 */
export function readLiteral(text: string): ParameterValue | undefined {
  const written = text.trim();
  if (written === "None") return null;
  if (written === "True" || written === "False") return written === "True";
  if (/^(["'])[^"'\\]*\1$/.test(written)) return written.slice(1, -1);
  const list = /^\[(.*)\]$|^\((.*,.*)\)$/s.exec(written);
  if (list === null) return readNumber(written);
  const entries = (list[1] ?? list[2])!.split(",").filter((entry) => entry.trim() !== "");
  const numbers = entries.map((entry) => readNumber(entry.trim()));
  return numbers.every((entry) => entry !== undefined) ? numbers : undefined;
}

function readNumber(text: string): number | undefined {
  const plain = text.replaceAll("_", "");
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}
