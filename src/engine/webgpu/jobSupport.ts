import type { Support, TrainingJob } from "../backend";
import { RECORD } from "./bufferLayouts";
import type { KernelLimits } from "./kernelPlan";
import { momentCount } from "./kernels/optimizerUpdate";

/** Whether each of a job's arrays fits one storage buffer of the device. Everything else is cut into portions. */
export function jobSupport(job: TrainingJob, limits: KernelLimits): Support {
  const { parameterCount } = job.layout;
  const needed: [what: string, sizeBytes: number][] = [
    ["the training rows", job.features.byteLength],
    ["the weights and moments", 4 * parameterCount * (1 + momentCount(job.optimizer)) * job.members.length],
    ["one step's records", RECORD.sizeBytes * job.members.length],
    ["one batch", 4 * Math.min(job.batchSize, job.targets.length)],
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
