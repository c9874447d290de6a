import type { WgslPass } from "../../../language/wgsl";
import { indent } from "./wgslText";

export type ReductionKind = WgslPass["reductions"][number]["kind"];

/** A number that each thread gathers over its samples, in their order, and the workgroup then reduces over its threads, in theirs. */
export interface Accumulator {
  /** The thread's variable. */
  name: string;
  kind: ReductionKind;
  /** What a sample adds to it. */
  expression: string;
}

/** What gathering starts from. WGSL has no infinity: the extremes of float32 stand for it. */
export const IDENTITY: Readonly<Record<ReductionKind, string>> = {
  sum: "0.0",
  max: "-3.4028234663852886e38",
  min: "3.4028234663852886e38",
};

export function combine(kind: ReductionKind, a: string, b: string): string {
  return kind === "sum" ? `${a} + ${b}` : `${kind}(${a}, ${b})`;
}

/**
 * Statements that reduce accumulators over the workgroup into `reduced[0…]`, in their order; two barriers. `partials` holds one word
 * per accumulator and thread. Every thread must reach them.
 */
export function workgroupReduction(accumulators: readonly Accumulator[], workgroupSize: number): string {
  const stores = accumulators.map(({ name }, r) => `partials[${r * workgroupSize}u + thread] = ${name};`);
  const kinds = [...new Set(accumulators.map(({ kind }) => kind))];
  const loops = kinds.map((kind) => {
    const mine = accumulators.flatMap((accumulator, r) => (accumulator.kind === kind ? [r] : []));
    const loop = `var total = partials[thread * ${workgroupSize}u];
for (var i = 1u; i < ${workgroupSize}u; i++) { total = ${combine(kind, "total", `partials[thread * ${workgroupSize}u + i]`)}; }
reduced[thread] = total;`;
    return `if (${mine.map((r) => `thread == ${r}u`).join(" || ")}) {\n${indent(loop)}\n}`;
  });
  return [...stores, "workgroupBarrier();", ...loops, "workgroupBarrier();"].join("\n");
}
