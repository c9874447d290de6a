/**
 * Why a text is not a loss: where (line and column from 1), which construct, and what to write
 * instead.
 */
export class LossSourceError extends Error {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** A short kind: "unknown function", "if on a tensor", … */
  readonly construct: string;
  /** The offending text, shortened. */
  readonly text: string;
  /** What to write instead. */
  readonly advice: string;

  constructor(place: { line: number; column: number; text: string }, construct: string, what: string, advice: string) {
    super(`line ${place.line}, column ${place.column}: ${what}${advice === "" ? "" : `. ${advice}`}`);
    this.name = "LossSourceError";
    this.line = place.line;
    this.column = place.column;
    this.text = place.text;
    this.construct = construct;
    this.advice = advice;
  }
}
