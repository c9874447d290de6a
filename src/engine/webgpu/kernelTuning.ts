import { isRanking } from "../../language/operationKinds";
import type { TrainingJob } from "../backend";
import { type KernelLimits, workgroupThreads } from "./kernelPlan";

/** Limits to try a plan with, instead of the device's own. */
export type Trial = Partial<Pick<KernelLimits, "threads" | "workgroupBytes">>;

/** Another plan must be faster by this factor: measurements on a shared machine vary. */
const CLEARLY = 1.15;
/**
 * Workgroup memory that is too small for any tile. With it, a plan puts the tile in storage, and
 * the state too if that does not fit.
 */
const NO_TILE_BYTES = 1024;
const FEWEST_THREADS = 16;
/** Networks and batches whose sizes differ by less than this factor share a measurement. */
const ALIKE = 4;

/**
 * The fastest measured limits by kind of job: how many threads share a batch (and so how many
 * samples each has), and whether the tile is in workgroup memory (and so its size). Fleets of all
 * sizes use the same limits, so that a member trains exactly as it would alone.
 */
export class KernelTuning {
  readonly #found = new Map<string, Trial>();

  /** The device's limits, or the fastest measured for such jobs. */
  limits(job: TrainingJob, device: KernelLimits): KernelLimits {
    return { ...device, ...this.#found.get(kindOf(job)) };
  }

  knows(job: TrainingJob): boolean {
    return this.#found.has(kindOf(job));
  }

  /**
   * Measures each trial, the device's own limits first; `stepsPerSecond` is undefined if the
   * measurement was cancelled.
   */
  async tune(
    job: TrainingJob,
    device: KernelLimits,
    stepsPerSecond: (trial: Trial) => Promise<number | undefined>,
  ): Promise<void> {
    let best: Trial = {};
    let most = 0;
    for (const trial of trials(job, device)) {
      const speed = await stepsPerSecond(trial);
      if (speed === undefined) return;
      if (speed > CLEARLY * most) [best, most] = [trial, speed];
    }
    this.#found.set(kindOf(job), best);
  }
}

/** Few trials: each compiles a kernel. */
export function trials({ batchSize, labels }: TrainingJob, device: KernelLimits): Trial[] {
  const samples = Math.min(batchSize, labels.length);
  const usual = workgroupThreads(samples, device);
  const threads = [usual / 2, usual * 2].filter(
    (count) => count >= FEWEST_THREADS && count <= device.workgroupThreads && count < 2 * samples,
  );
  const tile = device.workgroupBytes > NO_TILE_BYTES ? [{ workgroupBytes: NO_TILE_BYTES }] : [];
  return [{}, ...threads.map((threads) => ({ threads })), ...tile];
}

function kindOf({ layout, batchSize, labels, loss }: TrainingJob): string {
  const sizeClass = (size: number) => Math.round(Math.log(size) / Math.log(ALIKE));
  const ranks = loss.batch.nodes.some(({ op }) => isRanking(op));
  return JSON.stringify([sizeClass(layout.parameterCount), sizeClass(Math.min(batchSize, labels.length)), ranks]);
}
