import type { WgslPass } from "../../../language/wgsl/emitWgsl";
import { indent } from "./wgslText";

export type ReductionKind = WgslPass["reductions"][number]["kind"];

/**
 * A number that each thread accumulates over its samples, in order; then the workgroup reduces it
 * over its threads, in order.
 */
export interface Accumulator {
  /** The thread's variable. */
  name: string;
  kind: ReductionKind;
  /** The contribution of a sample. */
  expression: string;
}

/** The start value. WGSL has no infinity: the extremes of float32 stand for it. */
export const IDENTITY: Readonly<Record<ReductionKind, string>> = {
  sum: "0.0",
  max: "-3.4028234663852886e38",
  min: "3.4028234663852886e38",
};

export function combine(kind: ReductionKind, a: string, b: string): string {
  return kind === "sum" ? `${a} + ${b}` : `${kind}(${a}, ${b})`;
}

/**
 * Statements that reduce accumulators over the workgroup into `reduced[0…]`, in order, with two
 * barriers. `partials` holds one word per accumulator and thread. Every thread must execute them.
 */
export function workgroupReduction(accumulators: readonly Accumulator[], workgroupSize: number): string {
  const stores = accumulators.map(({ name }, r) => `partials[${r * workgroupSize}u + thread] = ${name};`);
  const kinds = [...new Set(accumulators.map(({ kind }) => kind))];
  const loops = forEachReduction(accumulators.length, workgroupSize, (r) =>
    kinds
      .map((kind) => {
        const mine = accumulators.flatMap((accumulator, index) => (accumulator.kind === kind ? [index] : []));
        const loop = `var total = partials[${r} * ${workgroupSize}u];
for (var i = 1u; i < ${workgroupSize}u; i++) { total = ${combine(kind, "total", `partials[${r} * ${workgroupSize}u + i]`)}; }
reduced[${r}] = total;`;
        return `if (${mine.map((index) => `${r} == ${index}u`).join(" || ")}) {\n${indent(loop)}\n}`;
      })
      .join("\n"),
  );
  return [...stores, "workgroupBarrier();", loops, "workgroupBarrier();"].filter(Boolean).join("\n");
}

/**
 * Runs `work` for the reductions 0 … count − 1, given the text of the index: one per thread, in
 * several rounds if there are fewer threads.
 */
export function forEachReduction(count: number, workgroupSize: number, work: (reduction: string) => string): string {
  if (count <= workgroupSize) return work("thread");
  return `for (var r = thread; r < ${count}u; r += ${workgroupSize}u) {\n${indent(work("r"))}\n}`;
}
