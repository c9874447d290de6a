import { LossSourceError } from "../../language";
import { type CompileOptions, compileLoss } from "../../language/passes/compile";
import type { ReadSource } from "./protocol";

/**
 * Reads a loss's source. Never throws: what is wrong with it, or what went wrong in reading it, is
 * the refusal.
 */
export function compileSource(source: string, options: CompileOptions): ReadSource {
  try {
    return { program: compileLoss(source, options) };
  } catch (error) {
    const { line, column, construct } =
      error instanceof LossSourceError ? error : { line: 1, column: 1, construct: "unknown" };
    return { refusal: { line, column, construct, message: error instanceof Error ? error.message : String(error) } };
  }
}
