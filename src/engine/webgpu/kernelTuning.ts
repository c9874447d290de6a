import { isRanking } from "../../language/graphBuilder";
import type { TrainingJob } from "../backend";
import { type KernelLimits, workgroupThreads } from "./kernelPlan";

/** What a placement is tried with instead of the device's own limits. */
export type Trial = Partial<Pick<KernelLimits, "threads" | "workgroupBytes">>;

/** Another placement must be faster by this factor: measurements on a machine that others use differ by some. */
const CLEARLY = 1.15;
/** Too little for any tile: it goes to storage, the state with it where that does not fit either. */
const NO_TILE_BYTES = 1024;
const FEWEST_THREADS = 16;
/** Networks and batches whose sizes differ by less than this factor are alike. */
const ALIKE = 4;

/**
 * The placements that were measured to be the fastest, by kind of job: how many threads share a batch, and so how many samples each has, and whether the
 * tile is in workgroup memory, and so how large it is. Fleets of all sizes have the same, so that a member is trained as if it were alone.
 */
export class KernelTuning {
  readonly #found = new Map<string, Trial>();

  /** The device's limits, or the ones that such jobs were measured to be fastest with. */
  limits(job: TrainingJob, device: KernelLimits): KernelLimits {
    return { ...device, ...this.#found.get(kindOf(job)) };
  }

  knows(job: TrainingJob): boolean {
    return this.#found.has(kindOf(job));
  }

  /** Measures each trial, the device's own limits first; `stepsPerSecond` is undefined where nobody wants to know any more. */
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

/** Few: each compiles a kernel. */
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
