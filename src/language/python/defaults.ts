import type { LossParameter, ParameterValue } from "../program";
import { pythonLiteral, readLiteral } from "./literal";

/** The position of a parameter's default in a source: `text` from `from` to `to`, exclusive. */
export interface WrittenDefault {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The keyword defaults of the loss: of its last function, or of `__init__` in its last class; in a
 * text without either, the keywords of its torch module. For sources known to be valid: it looks
 * only at brackets, strings and commas and needs no parser.
 */
export function writtenDefaults(source: string): WrittenDefault[] {
  const definitions = [...source.matchAll(/^(?:[ \t]+def[ \t]+__init__|def[ \t]+\w+)[ \t]*\(/gm)];
  const header = definitions.at(-1) ?? /\bnn\.\w+\(/.exec(source);
  if (header === null) return [];
  const found: WrittenDefault[] = [];
  for (const { from, to } of argumentsFrom(source, header.index + header[0].length)) {
    const argument = source.slice(from, to);
    const [head, name] = /^\s*(\w+)\s*(?::[^=]*)?=(?!=)\s*/.exec(argument) ?? [];
    if (head === undefined || name === undefined) continue;
    const start = from + head.length;
    const text = source.slice(start, to).trimEnd();
    found.push({ name, from: start, to: start + text.length, text });
  }
  return found;
}

/**
 * The tensors that the loss takes: the arguments of its function, or of its `forward`, without a
 * default.
 */
export function writtenTensors(source: string): string[] {
  const headers = [...source.matchAll(/^[ \t]*def[ \t]+(\w+)[ \t]*\(/gm)];
  const header = headers.findLast(([, name]) => name === "forward") ?? headers.at(-1);
  if (header === undefined) return [];
  return argumentsFrom(source, header.index + header[0].length)
    .map(({ from, to }) => source.slice(from, to).trim())
    .filter((argument) => /^\w+\s*(?::[^=]*)?$/.test(argument))
    .map((argument) => /^\w+/.exec(argument)![0])
    .filter((name) => name !== "self");
}

/** The parameters that a source declares, without parsing the rest of it. */
export function writtenParameters(source: string): LossParameter[] {
  return writtenDefaults(source).map(({ name, text }) => ({ name, default: readLiteral(text) }));
}

/** The same source with other values in place of its defaults. Unknown names are ignored. */
export function withDefaults(source: string, values: Readonly<Record<string, ParameterValue | undefined>>): string {
  let text = "";
  let end = 0;
  for (const written of writtenDefaults(source)) {
    const value = Object.hasOwn(values, written.name) ? values[written.name] : undefined;
    if (value === undefined) continue;
    // A value that equals the default keeps its spelling: 1e-6, not 0.000001.
    const own = readLiteral(written.text);
    const literal = pythonLiteral(value, written.text);
    const isOwn = own !== undefined && pythonLiteral(own, written.text) === literal;
    text += source.slice(end, written.from) + (isOwn ? written.text : literal);
    end = written.to;
  }
  return text + source.slice(end);
}

/**
 * Splits at the commas of a bracket's own level, from just after the opening bracket to its end.
 */
function argumentsFrom(source: string, start: number): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let [from, depth, quote] = [start, 0, ""];
  for (let i = start; i < source.length; i++) {
    const character = source[i]!;
    if (quote !== "") {
      if (character === "\\") i++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (depth > 0 && ")]}".includes(character)) depth--;
    else if (depth === 0 && (character === "," || character === ")")) {
      parts.push({ from, to: i });
      if (character === ")") return parts;
      from = i + 1;
    }
  }
  return parts;
}
