import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { LossSourceError } from "../errors";
import { readPasted } from "./pastedText";

export type { SyntaxNode } from "@lezer/common";

/** Longer than any loss that people paste with its imports and docstrings. */
export const MAX_SOURCE_LENGTH = 200_000;
/** Nested more deeply than anyone writes, and far below the stack limit. */
export const MAX_DEPTH = 120;

/** A parsed text that knows the positions of its nodes. */
export class SourceText {
  readonly text: string;
  /** Lines around the Python that were left out, from 1. */
  readonly left: readonly number[];
  readonly #shifts: readonly number[];
  readonly #tree: Tree;

  /** Throws LossSourceError for text that is too long or not Python. */
  constructor(text: string) {
    if (text.length > MAX_SOURCE_LENGTH) {
      throw new LossSourceError(
        { line: 1, column: 1, text: text.slice(0, 40) },
        "too long",
        `the text has ${text.length} characters, at most ${MAX_SOURCE_LENGTH} are read`,
        "Keep only the loss and the functions it calls",
      );
    }
    const pasted = readPasted(text);
    this.text = pasted.text;
    this.#shifts = pasted.shifts;
    this.left = pasted.left;
    this.#refuseDeepBrackets();
    this.#tree = parser.parse(withPlainNumbers(this.text));
    this.#refuseBrokenSyntax();
  }

  get top(): SyntaxNode {
    return this.#tree.topNode;
  }

  of(node: { from: number; to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  place(from: number, to: number = from): { line: number; column: number; text: string } {
    const before = this.text.slice(0, from);
    const lineStart = before.lastIndexOf("\n") + 1;
    // Columns count characters, not UTF-16 units.
    let line = 1;
    for (let i = before.indexOf("\n"); i >= 0; i = before.indexOf("\n", i + 1)) line++;
    const column = [...before.slice(lineStart)].length + 1 + (this.#shifts[line - 1] ?? 0);
    const text = this.text.slice(from, to);
    return { line, column, text: text.length > 60 ? `${text.slice(0, 57)}…` : text };
  }

  error(node: { from: number; to: number }, construct: string, what: string, advice: string): LossSourceError {
    return new LossSourceError(this.place(node.from, node.to), construct, what, advice);
  }

  /** Checked before parsing: thousands of brackets would overflow the parser's stack. */
  #refuseDeepBrackets(): void {
    let depth = 0;
    for (let i = 0; i < this.text.length; i++) {
      const character = this.text[i]!;
      if (character === "(" || character === "[" || character === "{") depth++;
      else if (character === ")" || character === "]" || character === "}") depth--;
      if (depth > MAX_DEPTH) throw this.#tooDeep({ from: i, to: i + 1 });
    }
  }

  #tooDeep(at: { from: number; to: number }): LossSourceError {
    return this.error(
      at,
      "too deep",
      `more than ${MAX_DEPTH} levels of nesting`,
      "Name the parts and combine the names",
    );
  }

  #refuseBrokenSyntax(): void {
    const cursor = this.#tree.cursor();
    let depth = 0;
    for (;;) {
      if (cursor.type.isError) throw this.#syntaxError(cursor.from, cursor.to);
      if (depth > MAX_DEPTH) {
        throw this.#tooDeep(cursor);
      }
      if (cursor.firstChild()) {
        depth++;
        continue;
      }
      while (!cursor.nextSibling()) {
        if (!cursor.parent()) return;
        depth--;
      }
    }
  }

  /**
   * Lezer marks what it skipped or missed. The first token after the mark is where a reader would
   * look.
   */
  #syntaxError(from: number, to: number): LossSourceError {
    const gap = /^(\s|#[^\n]*)*/.exec(this.text.slice(from))?.[0].length ?? 0;
    const start = from === to ? Math.min(from + gap, this.text.length) : from;
    const token = /^(\w+|[^\s\w])/u.exec(this.text.slice(start))?.[0] ?? "";
    if (token === "") {
      return this.error(
        { from: this.text.trimEnd().length, to: this.text.length },
        "syntax",
        "the text ends too early",
        "Close every bracket and finish the last line",
      );
    }
    const place = { from: start, to: start + token.length };
    const lineStart = this.text.lastIndexOf("\n", start - 1) + 1;
    const firstOnLine = this.text.slice(lineStart, start).trim() === "";
    if (firstOnLine && from === to) {
      return this.error(
        place,
        "indentation",
        `the line with ${token} does not stand where Python expects it`,
        "Indent the body of a function by four spaces, all its lines alike, and close every bracket before",
      );
    }
    return this.error(
      place,
      "syntax",
      `${token} does not fit here`,
      "Something before it is missing or a bracket is not closed",
    );
  }
}

/**
 * The grammar does not know Python's `2.` and `2.e3`. The same number without the point has the
 * same length.
 */
function withPlainNumbers(text: string): string {
  return text
    .replace(/(?<![\w.])(\d[\d_]*)\.(?=[eE][+-]?\d)/g, "0$1")
    .replace(/(?<![\w.])(\d[\d_]*)\.(?![\w.])/g, "$1 ");
}

/** The node's children in order, punctuation included. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== "Comment") list.push(child);
  return list;
}
