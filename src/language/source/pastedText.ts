/**
 * What a paste has around the Python: Markdown fences, prompts, an indentation of all lines,
 * non-breaking spaces. Every line stays where it is, so that positions remain true.
 */
export interface PastedText {
  /** Python, with as many lines as the text. */
  readonly text: string;
  /** The number of characters taken off the front of each line. */
  readonly shifts: readonly number[];
  /** Lines that were left out, from 1. */
  readonly left: readonly number[];
}

const FENCE = /^\s*(```|~~~)/;
const PROMPT = /^(>>>|\.\.\.)( |$)/;

export function readPasted(pasted: string): PastedText {
  // The same number of characters each: a byte order mark is not one of the text's.
  const plain = pasted
    .replace(/^\uFEFF/, "")
    .replace(/[\u00A0\u2007\u202F\u3000]/g, " ")
    .replace(/[\u200B\u2060\uFEFF]/g, " ");
  const lines = plain.split(/\r\n|\r|\n/);
  const left: number[] = [];
  const fenced = withinFences(lines, left);
  const prompted = withoutPrompts(fenced, left);
  const shifts = prompted.shifts.map((shift) => shift);
  const dedented = withoutIndent(prompted.lines, shifts);
  const text = dedented.map((line, i) => (/^\s*[%!]\w/.test(line) && i < 5 ? leaveOut(left, i) : line)).join("\n");
  return { text, shifts, left: left.sort((a, b) => a - b) };
}

function leaveOut(left: number[], index: number): string {
  left.push(index + 1);
  return "";
}

/** The code between fences, where there are any. */
function withinFences(lines: readonly string[], left: number[]): string[] {
  const fences = lines.filter((line) => FENCE.test(line)).length;
  if (fences === 0) return [...lines];
  let inside = fences === 1 && !FENCE.test(lines.find((line) => line.trim() !== "") ?? "");
  return lines.map((line, i) => {
    if (FENCE.test(line)) {
      inside = !inside;
      return leaveOut(left, i);
    }
    return inside || line.trim() === "" ? line : leaveOut(left, i);
  });
}

/** Lines of an interactive session: those without a prompt are its answers. */
function withoutPrompts(lines: readonly string[], left: number[]): { lines: string[]; shifts: number[] } {
  const first = lines.find((line) => line.trim() !== "")?.trimStart() ?? "";
  if (!first.startsWith(">>>")) return { lines: [...lines], shifts: lines.map(() => 0) };
  const shifts: number[] = [];
  const code = lines.map((line, i) => {
    const start = line.length - line.trimStart().length;
    const prompt = PROMPT.exec(line.slice(start));
    shifts.push(prompt === null ? 0 : start + prompt[0].length);
    if (prompt !== null) return line.slice(start + prompt[0].length);
    return line.trim() === "" ? "" : leaveOut(left, i);
  });
  return { lines: code, shifts };
}

/** Without the spaces that all lines begin with, as in a method copied out of its class. */
function withoutIndent(lines: readonly string[], shifts: number[]): string[] {
  const first = lines.find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "";
  const indent = /^[ \t]*/.exec(first)![0];
  const all = lines.every((line) => line.trim() === "" || line.trimStart().startsWith("#") || line.startsWith(indent));
  if (indent === "" || !all) return [...lines];
  return lines.map((line, i) => {
    if (!line.startsWith(indent)) return line.trimStart().startsWith("#") ? line.trimStart() : "";
    shifts[i] = shifts[i]! + indent.length;
    return line.slice(indent.length);
  });
}
