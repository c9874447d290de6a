import type { ParameterValue } from "../program";

/** A value as Python writes it. `like` is the text it replaces: a list stays a tuple, a whole number whole, where that stood there. */
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
