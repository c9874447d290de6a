import type { ModelLayout } from "../../../experiment/modelLayout";
import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import { rankedWords } from "./rankings";

/**
 * A tiled kernel's scratch per workgroup, in words from its start. The tile comes first if it is
 * not in workgroup memory.
 */
export interface TiledScratch {
  /** The running gradient: [parameterCount]. */
  gradient: number;
  /** What each thread has accumulated in an unfinished pass: [accumulators, workgroupSize]. */
  gathered: number;
  /** The numbers that samples of the batch share with each other: [rankedWords, batchSize]. */
  ranked: number;
  /** First result of each pass; the count of correct samples follows those of the last pass. */
  results: readonly number[];
  words: number;
}

export function tiledScratch(
  layout: ModelLayout,
  loss: WgslLoss,
  batchSize: number,
  workgroupSize: number,
  tileWords: number,
): TiledScratch {
  const counts = loss.passes.map((pass, i) => pass.reductions.length + (i === loss.passes.length - 1 ? 1 : 0));
  const gathered = tileWords + layout.parameterCount;
  let next = gathered + Math.max(...counts) * workgroupSize;
  const results = counts.map((count) => {
    next += count;
    return next - count;
  });
  return { gradient: tileWords, gathered, results, ranked: next, words: next + rankedWords(loss) * batchSize };
}
