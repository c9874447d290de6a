import { describe, expect, it } from "vitest";
import type { TrainingJob } from "../../../src/engine/backend";
import { KernelCache } from "../../../src/engine/cpu/wasm/kernelCache";
import { WasmTrainer } from "../../../src/engine/cpu/wasm/wasmTrainer";
import { ReleasedMemoryError, WorkMemory } from "../../../src/engine/cpu/wasm/workMemory";
import { initialParameters } from "../../../src/experiment/initialParameters";
import { smallJob } from "../jobs";

const kernels = new KernelCache();
const wasmTrainer = (job: TrainingJob) => new WasmTrainer(job, kernels);

describe("a released memory", () => {
  it("throws at every use", () => {
    const work = new WorkMemory(64);
    work.floats(0, 1)[0] = 1;
    work.release();
    const uses = [
      () => work.memory,
      () => work.reserve(128),
      () => work.floats(0, 1),
      () => work.doubles(0, 1),
      () => work.integers(0, 1),
    ];
    for (const use of uses) expect(use).toThrow(ReleasedMemoryError);
  });

  it("is given to one later owner, even if released several times", () => {
    const work = new WorkMemory(64);
    const { memory } = work;
    work.release();
    work.release();
    const owners = [new WorkMemory(64), new WorkMemory(64)];
    expect(owners[0]!.memory).toBe(memory);
    expect(owners[1]!.memory).not.toBe(memory);
    for (const owner of owners) owner.release();
  });
});

describe("a disposed trainer", () => {
  it("throws on every call", async () => {
    const job = smallJob({});
    const trainer = wasmTrainer(job);
    await trainer.advance(1);
    trainer.dispose();
    await expect(trainer.advance(1)).rejects.toThrow(ReleasedMemoryError);
    await expect(trainer.predict(0, job.features)).rejects.toThrow(ReleasedMemoryError);
    await expect(trainer.predictAt(new Float64Array(job.layout.parameterCount), job.features)).rejects.toThrow(
      ReleasedMemoryError,
    );
    await expect(trainer.parameters(0)).rejects.toThrow(ReleasedMemoryError);
    await expect(trainer.replaceLoss(job.loss)).rejects.toThrow(ReleasedMemoryError);
    expect(() => trainer.restart(job.members)).toThrow(ReleasedMemoryError);
    expect(() => trainer.configure(0, job.members[0]!.settings)).toThrow(ReleasedMemoryError);
  });

  it("leaves two later trainers with their own weights, even if disposed twice", async () => {
    const job = smallJob({});
    const trainer = wasmTrainer(job);
    trainer.dispose();
    trainer.dispose();
    const starts = [11, 12].map((seed) => initialParameters(job.layout, seed));
    const later = starts.map((start) =>
      wasmTrainer({ ...job, members: [{ ...job.members[0]!, initialParameters: start }] }),
    );
    for (const [k, each] of later.entries()) {
      expect(await each.parameters(0)).toEqual(new Float64Array(starts[k]!));
      each.dispose();
    }
  });
});
