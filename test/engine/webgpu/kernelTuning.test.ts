import { describe, expect, it } from "vitest";
import { KernelTuning, type Trial, trials } from "../../../src/engine/webgpu/kernelTuning";
import { smallJob } from "../jobs";

const DEVICE = { workgroupBytes: 32768, workgroupThreads: 256, storageBytes: 2 ** 27, workgroups: 65535 };
const job = smallJob({ rows: 300, batchSize: 100 });
const speedOf = (speeds: Record<string, number>) => async (trial: Trial) => speeds[JSON.stringify(trial)] ?? 100;

describe("the kernel variants to measure", () => {
  it("are the default, half and twice its threads if each has work, and the tile in storage", () => {
    expect(trials(job, DEVICE)).toEqual([{}, { threads: 64 }, { workgroupBytes: 1024 }]);
    expect(trials(smallJob({ rows: 300, batchSize: 200 }), DEVICE)).toContainEqual({ threads: 256 });
    expect(trials(smallJob({ rows: 300, batchSize: 16 }), DEVICE)).toEqual([
      {},
      { threads: 16 },
      { workgroupBytes: 1024 },
    ]);
    expect(trials(job, { ...DEVICE, workgroupBytes: 600, workgroupThreads: 16 })).toEqual([{}]);
  });
});

describe("the measured variant", () => {
  it("is used for jobs of that kind and fleets of any size if it is clearly faster", async () => {
    const tuning = new KernelTuning();
    await tuning.tune(job, DEVICE, speedOf({ '{"threads":64}': 130, '{"workgroupBytes":1024}': 140 }));
    expect(tuning.knows(job)).toBe(true);
    expect(tuning.limits(job, DEVICE)).toEqual({ ...DEVICE, threads: 64 });
    expect(tuning.limits({ ...job, members: [job.members[0]!, job.members[0]!] }, DEVICE).threads).toBe(64);
    expect(tuning.limits(smallJob({ rows: 300, batchSize: 4 }), DEVICE)).toEqual(DEVICE);
  });

  it("is the default if no other is clearly faster", async () => {
    const tuning = new KernelTuning();
    await tuning.tune(job, DEVICE, speedOf({ '{"threads":64}': 110 }));
    expect(tuning.limits(job, DEVICE)).toEqual(DEVICE);
  });

  it("stays undecided if the measurement is cancelled", async () => {
    const tuning = new KernelTuning();
    await tuning.tune(job, DEVICE, async (trial) => (trial.threads === undefined ? 100 : undefined));
    expect(tuning.knows(job)).toBe(false);
  });
});
