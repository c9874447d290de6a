import type { LossProgram } from "../../language";
import type { CompileOptions } from "../../language/passes/compile";

/** From the page to source.worker.ts: a loss's source for the page's own curves. */
export interface SourceCommand {
  /** The answer carries it. */
  requestId: number;
  source: string;
  options: CompileOptions;
}

/** A source that could not be read: where, what, and what instead. */
export interface Refusal {
  line: number;
  column: number;
  construct: string;
  message: string;
}

export type ReadSource = { program: LossProgram } | { refusal: Refusal };

export type SourceEvent =
  /** The worker is loaded and listens. */
  { type: "ready" } | { type: "read"; requestId: number; answer: ReadSource };
