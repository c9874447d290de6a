import type { ModelLayout } from "../../experiment/modelLayout";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import type { OptimizerRule } from "../backend";
import { tileRows } from "./kernels/gpuTileRows";
import { largestReduction } from "./kernels/lossPasses";
import { momentCount } from "./kernels/optimizerUpdate";
import { rankedWords, rankingUnits } from "./kernels/rankings";
import { RECORDED } from "./kernels/stepRecord";
import { tiledScratch } from "./kernels/tiledScratch";

/** What a device allows, of what matters here. */
export interface KernelLimits {
  workgroupBytes: number;
  workgroupThreads: number;
  /** Of one storage buffer. */
  storageBytes: number;
  /** Workgroups of one dispatch. */
  workgroups: number;
  /** Threads that share a batch, where it was measured (`KernelTuning`): each has batchSize / threads samples. */
  threads?: number;
}

/** Where a training kernel keeps its numbers, and in what portions it works. */
export interface KernelPlan {
  workgroupSize: number;
  /** The largest batch that will come. */
  batchSize: number;
  /** Samples whose activations live at the same time; a multiple of the workgroup's size where a batch takes several tiles. */
  tileSize: number;
  /** Rows of the tile: what a sample keeps, and where the tile is the whole batch, what the samples leave for one another. */
  tileRows: number;
  /** Words between two rows of the tile: odd, so that threads that walk down a column do not meet in one memory bank. */
  tileStride: number;
  wholeBatch: boolean;
  tileInWorkgroup: boolean;
  /** Parameters and moments in workgroup memory for the whole dispatch. */
  stateInWorkgroup: boolean;
  /** Float32 words of storage scratch per workgroup. */
  scratchWords: number;
  /** Models that one dispatch can train. */
  concurrentMembers: number;
}

/** Samples of a tile kept in storage: enough to keep every thread busy for several rounds between two barriers … */
const STORAGE_TILE = 1024;
/** … unless they are so much work that the dispatch, which cannot be shorter than a tile, would be a long one (DispatchPacer's units). */
const STORAGE_TILE_UNITS = 4e6;
/** The scratch of all concurrent members together stays below this; more members go in turns. */
const SCRATCH_BYTES = 256 * 2 ** 20;

/**
 * The fastest placement that fits, best first: all in workgroup memory; the tile there and the state in storage; batches in tiles in
 * workgroup memory; the tile in storage. `batchSize` is the largest batch that will come.
 */
export function kernelPlan(
  layout: ModelLayout,
  rule: OptimizerRule,
  loss: WgslLoss,
  batchSize: number,
  members: number,
  limits: KernelLimits,
): KernelPlan {
  const rows = tileRows(layout).count;
  const wholeRows = rows + rankedWords(loss);
  const stateWords = layout.parameterCount * (1 + momentCount(rule));
  const workgroupSize = workgroupThreads(batchSize, limits);
  const reductionWords = largestReduction(loss, RECORDED.length) * (workgroupSize + 1);
  const free = Math.floor(limits.workgroupBytes / 4) - reductionWords;
  const workgroupTile = (words: number, tileRows = rows) => {
    const columns = Math.floor(words / tileRows);
    return columns - ((columns + 1) % 2); // the stride is odd
  };
  const base = { workgroupSize, batchSize };
  for (const stateInWorkgroup of [true, false]) {
    const columns = workgroupTile(free - (stateInWorkgroup ? stateWords : 0), wholeRows);
    if (batchSize <= columns) return plan({ ...base, tileSize: batchSize, tileInWorkgroup: true, stateInWorkgroup });
  }
  for (const stateInWorkgroup of [true, false]) {
    const columns = workgroupTile(free - (stateInWorkgroup ? stateWords : 0));
    const tileSize = Math.floor(columns / workgroupSize) * workgroupSize;
    if (tileSize > 0) return plan({ ...base, tileSize, tileInWorkgroup: true, stateInWorkgroup });
  }
  const affordable = Math.min(STORAGE_TILE, STORAGE_TILE_UNITS / unitsPerSample(layout, loss, batchSize));
  const storageTile = Math.max(workgroupSize, Math.floor(affordable / workgroupSize) * workgroupSize);
  const tileSize = Math.min(batchSize, storageTile);
  return plan({ ...base, tileSize, tileInWorkgroup: false, stateInWorkgroup: stateWords <= free });

  function plan(
    chosen: Pick<KernelPlan, "workgroupSize" | "batchSize" | "tileSize" | "tileInWorkgroup" | "stateInWorkgroup">,
  ): KernelPlan {
    const wholeBatch = batchSize <= chosen.tileSize;
    const tileStride = chosen.tileSize | 1;
    const ownRows = wholeBatch ? wholeRows : rows;
    const tileWords = chosen.tileInWorkgroup ? 0 : ownRows * tileStride;
    const scratchWords = wholeBatch ? tileWords : tiledScratch(layout, loss, batchSize, workgroupSize, tileWords).words;
    const scratchBytes = Math.min(SCRATCH_BYTES, limits.storageBytes);
    const fitting = scratchWords === 0 ? members : Math.floor(scratchBytes / (4 * scratchWords));
    return {
      ...chosen,
      tileRows: ownRows,
      tileStride,
      wholeBatch,
      scratchWords,
      concurrentMembers: Math.max(1, Math.min(members, limits.workgroups, fitting)),
    };
  }
}

/** Unless it was measured, one thread per sample of the batch, as a power of two that the device and its vectors like. */
export function workgroupThreads(batchSize: number, limits: KernelLimits): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.min(Math.max(batchSize, 32), 128)));
  return Math.min(limits.threads ?? wanted, limits.workgroupThreads);
}

/**
 * Multiplications per sample and step: forward, backward, the sums over the batch; the loss itself weighs like some dozens of them, and a ranking
 * looks at the whole batch.
 */
export function unitsPerSample(layout: ModelLayout, loss: WgslLoss, batchSize: number): number {
  return 3 * layout.parameterCount + 30 * loss.passes.length + rankingUnits(loss, batchSize);
}
