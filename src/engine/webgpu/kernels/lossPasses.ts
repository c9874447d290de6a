import type { WgslLoss, WgslPass } from "../../../language/wgsl/emitWgsl";
import { type Accumulator, combine, IDENTITY } from "./reduction";

/** The accumulators of one pass of the loss. */
export function passAccumulators(pass: WgslPass, index: number): Accumulator[] {
  return pass.reductions.map(({ kind, expression }, r) => ({ name: `gathered_${index}_${r}`, kind, expression }));
}

export function declareAccumulators(accumulators: readonly Accumulator[]): string {
  return accumulators.map(({ name, kind }) => `var ${name}: f32 = ${IDENTITY[kind]};`).join("\n");
}

export function gather(accumulators: readonly Accumulator[]): string {
  return accumulators.map(({ name, kind, expression }) => `${name} = ${combine(kind, name, expression)};`).join("\n");
}

/** `let` statements that name a pass's reductions; `value(r)` is the expression of reduction r. */
export function nameResults(pass: WgslPass, value: (reduction: number) => string): string {
  return pass.reductions.map(({ result }, r) => `let ${result} = ${value(r)};`).join("\n");
}

/** Statements that give a member's numbers the names that the loss reads: `let uniform_0 = …`. */
export function nameUniforms(loss: WgslLoss, array: string): string {
  return Array.from({ length: loss.uniformCount }, (_, i) => `let uniform_${i} = ${array}[${i}];`).join("\n");
}

/**
 * The largest number of accumulators reduced at once: each pass's own, plus the step's record in
 * the last pass.
 */
export function largestReduction(loss: WgslLoss, withLast: number): number {
  const last = loss.passes.length - 1;
  return Math.max(1, ...loss.passes.map((pass, i) => pass.reductions.length + (i === last ? withLast : 0)));
}
