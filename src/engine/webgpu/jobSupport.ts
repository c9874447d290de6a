import { isRanking } from "../../language/operationKinds";
import { stateOf } from "../../optimizers";
import type { Support, TrainingJob } from "../backend";
import { RECORD } from "./bufferLayouts";
import type { KernelLimits } from "./kernelPlan";

/**
 * The largest batch of a loss that ranks its samples. The kernel compares all pairs; beyond this
 * size the CPU, which sorts, is faster.
 */
export const LARGEST_RANKED_BATCH = 16_384;

/**
 * Whether each of a job's arrays fits one storage buffer of the device. Everything else is
 * processed in parts.
 */
export function jobSupport(job: TrainingJob, limits: KernelLimits): Support {
  const { parameterCount } = job.layout;
  const rows = job.labels.length;
  const batchSize = Math.min(job.batchSize, rows);
  if (batchSize > LARGEST_RANKED_BATCH && job.loss.batch.nodes.some(({ op }) => isRanking(op))) {
    const detail = `batches of ${batchSize} samples to rank, where the GPU compares at most ${LARGEST_RANKED_BATCH} with one another`;
    return { ok: false, reason: "batch-level-loss", detail };
  }
  const needed: [what: string, sizeBytes: number][] = [
    ["the training rows", job.features.byteLength],
    ["the labels", 4 * rows * (job.targets.length + 1)],
    [
      "the weights and moments",
      4 * parameterCount * (2 + Object.keys(stateOf(job.optimizer)).length) * job.members.length,
    ],
    ["one step's records", RECORD.sizeBytes * job.members.length],
    ["one batch", 4 * batchSize],
  ];
  const tooLarge = needed.find(([, sizeBytes]) => sizeBytes > limits.storageBytes);
  if (!tooLarge) return { ok: true };
  const [what, sizeBytes] = tooLarge;
  return {
    ok: false,
    reason: "too-large",
    detail: `${what}: ${sizeBytes} bytes, where the GPU's largest buffer holds ${limits.storageBytes}`,
  };
}
