import type { ModelLayout } from "../../experiment/modelLayout";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import { type OptimizerRule, stateOf } from "../../optimizers";
import { tileRows } from "./kernels/gpuTileRows";
import { largestReduction } from "./kernels/lossPasses";
import { rankedWords, rankingUnits } from "./kernels/rankings";
import { RECORDED } from "./kernels/stepRecord";
import { tiledScratch } from "./kernels/tiledScratch";

/** The limits of a device that matter here. */
export interface KernelLimits {
  workgroupBytes: number;
  workgroupThreads: number;
  /** Bytes of one storage buffer. */
  storageBytes: number;
  /** Workgroups per dispatch. */
  workgroups: number;
  /**
   * Number of threads that share a batch, if it was measured (`KernelTuning`): each has batchSize /
   * threads samples.
   */
  threads?: number;
}

/** Where a training kernel stores its numbers, and in which tiles it works. */
export interface KernelPlan {
  workgroupSize: number;
  /** The largest batch of the job. */
  batchSize: number;
  /**
   * Samples whose activations are stored at the same time; a multiple of the workgroup size if a
   * batch takes several tiles.
   */
  tileSize: number;
  /**
   * Rows of the tile: the numbers kept per sample and, if the tile is the whole batch, the numbers
   * that samples share with each other.
   */
  tileRows: number;
  /**
   * Words between two rows of the tile. Odd, so that threads that walk down a column do not use the
   * same memory bank.
   */
  tileStride: number;
  wholeBatch: boolean;
  tileInWorkgroup: boolean;
  /**
   * Whether parameters and the optimiser's state stay in workgroup memory for the whole dispatch.
   */
  stateInWorkgroup: boolean;
  /** Float32 words of storage scratch per workgroup. */
  scratchWords: number;
  /** Models that one dispatch can train. */
  concurrentMembers: number;
}

/**
 * Samples of a tile in storage: enough to keep every thread busy for several rounds between two
 * barriers …
 */
const STORAGE_TILE = 1024;
/**
 * … unless they are so much work (in DispatchPacer's units) that a dispatch of one tile, the
 * shortest possible, would be too long.
 */
const STORAGE_TILE_UNITS = 4e6;
/** Limit for the scratch of all concurrent members together; more members take turns. */
const SCRATCH_BYTES = 256 * 2 ** 20;

/**
 * The first of these plans that fits, fastest first: all in workgroup memory; the tile there and
 * the state in storage; batches in tiles in workgroup memory; the tile in storage. `batchSize` is
 * the largest batch of the job.
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
  const stateWords = layout.parameterCount * (1 + Object.keys(stateOf(rule)).length);
  const workgroupSize = workgroupThreads(batchSize, limits);
  const reductionWords = largestReduction(loss, RECORDED.length) * (workgroupSize + 1);
  const free = Math.floor(limits.workgroupBytes / 4) - reductionWords;
  const workgroupTile = (words: number, tileRows = rows) => {
    const columns = Math.floor(words / tileRows);
    return columns - ((columns + 1) % 2); // Subtracts one word for the odd stride.
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

/**
 * Without a measurement: one thread per sample of the batch, as a power of two that suits the
 * device and its vector width.
 */
export function workgroupThreads(batchSize: number, limits: KernelLimits): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.min(Math.max(batchSize, 32), 128)));
  return Math.min(limits.threads ?? wanted, limits.workgroupThreads);
}

/**
 * Multiplications per sample and step: forward, backward, and the sums over the batch. The loss
 * counts as several dozen; a ranking reads the whole batch.
 */
export function unitsPerSample(layout: ModelLayout, loss: WgslLoss, batchSize: number): number {
  return 3 * layout.parameterCount + 30 * loss.passes.length + rankingUnits(loss, batchSize);
}
