import { type Backend, DeviceLostError, type TrainingJob } from "../engine/backend";
import { measureSpeed } from "../engine/measureSpeed";
import { isRanking } from "../language/graphBuilder";
import type { MeasuredSpeeds } from "./engineChoice";

/** Of training that is measured on each engine. */
const BUDGET_MS = 40;
/** As long as the calls that training makes between looks at the messages. */
const CALL_MS = 10;
/** Fleets up to these sizes are alike. */
const FLEET_SIZES = [1, 32, 1024];
/** Networks and batches whose sizes differ by less than this factor are alike. */
const ALIKE = 4;
/**
 * Multiplications of a step beyond which nobody asks whether a hardware GPU is faster, and a single
 * step on the CPU would hold up messages.
 */
const MOST_UNITS = 3e7;

/**
 * How fast this machine trains on the CPU and on its GPU: measured once for each kind of job, which
 * is the class of its fleet's size, of its network's, of its batches', and whether its loss ranks
 * samples.
 */
export class EngineSpeeds {
  readonly #cpuWorkers: number;
  readonly #cpu: Backend;
  /** Null where measuring failed: it would fail again. */
  readonly #measured = new Map<string, MeasuredSpeeds | null>();

  /** `cpuWorkers`: how many workers share the models of a fleet on the CPU. */
  constructor(cpuWorkers: number, cpu: Backend) {
    this.#cpuWorkers = cpuWorkers;
    this.#cpu = cpu;
  }

  /** Of jobs of this kind; undefined where they have not been measured. */
  of(job: TrainingJob): MeasuredSpeeds | undefined {
    return this.#measured.get(kindOf(job)) ?? undefined;
  }

  /** Whether it is still to be found out. */
  wants(job: TrainingJob): boolean {
    return unitsOf(job) <= MOST_UNITS && !this.#measured.has(kindOf(job));
  }

  /**
   * Measures jobs of this kind on the CPU and on `gpu`, in calls with rests between them. Undefined
   * where it failed, or became stale.
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

/** A timer rather than a message to oneself: who measures has time, and messages go first. */
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

/** Multiplications of one step of all members, about. */
function unitsOf({ layout, batchSize, labels, members }: TrainingJob): number {
  return 3 * layout.parameterCount * Math.min(batchSize, labels.length) * members.length;
}
