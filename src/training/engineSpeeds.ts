import { type Backend, DeviceLostError, type TrainingJob } from "../engine/backend";
import { measureSpeed } from "../engine/measureSpeed";
import { isRanking } from "../language/operationKinds";
import type { MeasuredSpeeds } from "./engineChoice";

/** Milliseconds of training to measure on each engine. */
const BUDGET_MS = 40;
/** Length of a measured call: that of training's own calls between two checks for messages. */
const CALL_MS = 10;
/** Fleets up to these sizes share a measurement. */
const FLEET_SIZES = [1, 32, 1024];
/** Networks and batches whose sizes differ by less than this factor share a measurement. */
const ALIKE = 4;
/**
 * Number of multiplications per step beyond which a hardware GPU is assumed to be faster, and a
 * single step on the CPU would delay messages.
 */
const MOST_UNITS = 3e7;

/**
 * How fast this machine trains on the CPU and on its GPU, measured once per kind of job: a class of
 * fleet sizes, network sizes and batch sizes, and whether the loss ranks samples.
 */
export class EngineSpeeds {
  readonly #cpuWorkers: number;
  readonly #cpu: Backend;
  /** Null if measuring failed: it would fail again. */
  readonly #measured = new Map<string, MeasuredSpeeds | null>();

  /** `cpuWorkers`: the number of workers that share the models of a fleet on the CPU. */
  constructor(cpuWorkers: number, cpu: Backend) {
    this.#cpuWorkers = cpuWorkers;
    this.#cpu = cpu;
  }

  /** The speeds for jobs of this kind; undefined if they have not been measured. */
  of(job: TrainingJob): MeasuredSpeeds | undefined {
    return this.#measured.get(kindOf(job)) ?? undefined;
  }

  /** Whether jobs of this kind still have to be measured. */
  wants(job: TrainingJob): boolean {
    return unitsOf(job) <= MOST_UNITS && !this.#measured.has(kindOf(job));
  }

  /**
   * Measures jobs of this kind on the CPU and on `gpu`, in calls with pauses between them.
   * Undefined if it failed or was cancelled.
   */
  async measure(job: TrainingJob, gpu: Backend, stale: () => boolean): Promise<MeasuredSpeeds | undefined> {
    const kind = kindOf(job);
    const trial = { budgetMs: BUDGET_MS, callMs: CALL_MS, rest, stale };
    try {
      await gpu.tune?.(job, (trainers) => measureSpeed(trainers, job, trial));
      const onGpu = await measureSpeed(gpu, job, trial);
      const onCpu = onGpu === undefined ? undefined : await measureSpeed(this.#cpu, job, trial);
      if (onGpu === undefined || onCpu === undefined) return undefined;
      const models = job.members.length;
      const speeds = { models, cpu: onCpu * Math.min(this.#cpuWorkers, models), webgpu: onGpu };
      this.#measured.set(kind, speeds);
      return speeds;
    } catch (error) {
      if (!(error instanceof DeviceLostError)) this.#measured.set(kind, null);
      return undefined;
    }
  }
}

/** A timer, not a message to oneself: measuring is not urgent, and messages go first. */
function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function kindOf(job: TrainingJob): string {
  const members = job.members.length;
  const fleet = FLEET_SIZES.find((size) => members <= size) ?? Number.POSITIVE_INFINITY;
  const network = sizeClass(job.layout.parameterCount);
  const batch = sizeClass(Math.min(job.batchSize, job.labels.length));
  return JSON.stringify([fleet, network, batch, job.loss.batch.nodes.some(({ op }) => isRanking(op))]);
}

function sizeClass(size: number): number {
  return Math.round(Math.log(size) / Math.log(ALIKE));
}

/** Approximate number of multiplications per step of all members. */
function unitsOf({ layout, batchSize, labels, members }: TrainingJob): number {
  return 3 * layout.parameterCount * Math.min(batchSize, labels.length) * members.length;
}
