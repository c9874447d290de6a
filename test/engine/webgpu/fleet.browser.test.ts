import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeviceLostError, type Trainer, UnsupportedJobError } from "../../../src/engine/backend";
import { createWebGpuBackend, evaluateLossOnGpu, GpuError } from "../../../src/engine/webgpu";
import type { KernelLimits } from "../../../src/engine/webgpu/kernelPlan";
import type { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { createEvaluator } from "../../../src/language";
import { compileLoss } from "../../../src/language/passes/compile";
import { countCalls } from "./countCalls";
import { referenceTraining } from "./referenceTraining";
import { backendFor } from "./softwareBackend";
import { crossEntropy, dice, SETTINGS, trainingJob, UNUSED_PROGRAM, uniformNumbers } from "./trainingFixtures";

/** Float32 rounding over some ten steps of Adam. */
const GPU_FLOAT32 = 2e-5;
/** A million float32 terms, added in sums of some tens of thousands. */
const MILLION_TERMS = 1e-4;

let backend: WebGpuBackend;
const opened: WebGpuBackend[] = [];
async function open(limits: Partial<KernelLimits> = {}, loss = crossEntropy) {
  const made = await backendFor(loss, limits);
  opened.push(made);
  return made;
}
beforeAll(async () => {
  backend = await open();
});
afterAll(() => {
  for (const made of opened) made.dispose();
});

/** Five members that differ in every setting that may differ. */
const fleetSettings = [0.5, 1, 2, 4, 8].map((weight) => ({
  ...SETTINGS,
  lossParameters: { weight },
  learningRate: { weights: 0.01 * weight, biases: 0.005 },
  l1: 0.001 / weight,
}));

describe("a fleet", () => {
  it.each([
    ["whole batches", {}, 100],
    ["batches in tiles", {}, 2500],
    ["members in turns", { workgroups: 2 }, 100],
  ] as const)("trains each member bit for bit as if it were alone, with %s", async (_, limits, batchSize) => {
    const own = await open(limits);
    const job = trainingJob({ settings: fleetSettings, batchSize, rows: 5200 });
    const fleet = await own.createTrainer(job);
    const records = await fleet.advance(7);
    for (const [m, member] of job.members.entries()) {
      const alone = await own.createTrainer({ ...job, members: [member] });
      const fields = records.length / 7 / job.members.length;
      const mine = records.filter((__, i) => Math.floor(i / fields) % job.members.length === m);
      expect(await alone.advance(7)).toEqual(mine);
      expect(await alone.parameters(0)).toEqual(await fleet.parameters(m));
    }
  });

  it("reads many members in one round trip with the same results as each alone", async () => {
    const job = trainingJob({ settings: fleetSettings, rows: 300 });
    const fleet = await backend.createTrainer(job);
    await fleet.advance(3);
    const points = uniformNumbers(2 * 700, 5);
    const outputs: number[] = [];
    const parameters: number[] = [];
    for (const member of [1, 2, 3]) {
      outputs.push(...(await fleet.predict(member, points)));
      parameters.push(...(await fleet.parameters(member)));
    }
    const calls = countCalls(backend.session.device);
    expect(await fleet.predictMembers!(1, 3, points)).toEqual(Float32Array.from(outputs));
    expect(calls()).toEqual({ dispatches: 1, readBacks: 1 });
    expect(await fleet.parametersOfMembers!(1, 3)).toEqual(Float64Array.from(parameters));
    expect(calls()).toEqual({ dispatches: 1, readBacks: 2 });
  });

  it.each([
    ["whole batches", 100],
    ["batches in tiles", 2500],
  ])("keeps the parameters after marked steps without stopping there, with %s", async (_, batchSize) => {
    const job = trainingJob({ settings: fleetSettings.slice(0, 2), batchSize, rows: 5200 });
    const points = uniformNumbers(2 * 300, 5);
    const stopping = await backend.createTrainer(job);
    const marks = [1, 4, 6];
    const expected = { records: [] as number[], parameters: [] as number[], outputs: [] as number[] };
    for (const count of [1, 3, 2]) {
      expected.records.push(...(await stopping.advance(count)));
      expected.parameters.push(...(await stopping.parametersOfMembers!(0, 2)));
      expected.outputs.push(...(await stopping.predictMembers!(0, 2, points)));
    }
    expected.records.push(...(await stopping.advance(1)));
    const trainer = await backend.createTrainer(job);
    const kept = await trainer.advanceKeeping!(7, marks, points);
    expect([...kept.records]).toEqual(expected.records);
    expect([...kept.parameters]).toEqual(expected.parameters);
    expect([...kept.outputs]).toEqual(expected.outputs);
    expect(await trainer.parameters(1)).toEqual(await stopping.parameters(1));
  });

  it("restarts exactly as a new trainer starts", async () => {
    const job = trainingJob({ settings: fleetSettings });
    const others = trainingJob({ settings: [...fleetSettings].reverse() }).members;
    const trainer = await backend.createTrainer(job);
    await trainer.advance(5);
    trainer.restart!(others);
    const fresh = await backend.createTrainer({ ...job, members: others });
    expect(await trainer.advance(6)).toEqual(await fresh.advance(6));
    expect(trainer.step).toBe(6);
    expect(await trainer.parameters(2)).toEqual(await fresh.parameters(2));
  });

  it("does not depend on where a long step is cut into dispatches", async () => {
    const job = trainingJob({ batchSize: 5200, rows: 5200 });
    const slow = await backend.createTrainer(job);
    const pieces = [...(await slow.advance(1)), ...(await slow.advance(1)), ...(await slow.advance(6))];
    const fast = await backend.createTrainer(job);
    expect([...(await fast.advance(8))]).toEqual(pieces);
    expect(await fast.parameters(0)).toEqual(await slow.parameters(0));
  });
});

describe("a change during training on the GPU", () => {
  it("takes effect on the next step, for that member alone", async () => {
    const job = trainingJob({ settings: [SETTINGS, SETTINGS] });
    const changed = { ...SETTINGS, lossParameters: { weight: 0.2 }, learningRate: { weights: 0.05, biases: 0 }, l1: 0 };
    const trainer = await backend.createTrainer(job);
    await trainer.advance(4);
    trainer.configure(0, changed);
    await trainer.advance(4);
    const alone = { ...job, members: [job.members[0]!] };
    const reference = referenceTraining(alone, crossEntropy, 8, (step) => (step < 4 ? SETTINGS : changed));
    expectClose(await trainer.parameters(0), reference.parameters);
    const untouched = referenceTraining({ ...job, members: [job.members[1]!] }, crossEntropy, 8);
    expectClose(await trainer.parameters(1), untouched.parameters);
    expect(() => trainer.configure(2, changed)).toThrow(RangeError);
  });

  it("replaces the loss and goes on with the same weights and moments", async () => {
    let current = crossEntropy;
    const own = await open({}, { ...crossEntropy });
    Object.assign(own, { emit: () => current.wgsl });
    const job = trainingJob();
    const trainer = await own.createTrainer(job);
    await trainer.advance(4);
    current = dice;
    await trainer.replaceLoss(UNUSED_PROGRAM);
    await trainer.advance(4);
    const lossAt = (step: number) => (step < 4 ? crossEntropy : dice);
    expectClose(
      await trainer.parameters(0),
      referenceTraining(job, crossEntropy, 8, () => SETTINGS, lossAt).parameters,
    );
  });
});

describe("the GPU backend's sizes", () => {
  it("allow training on a million rows as one batch, and predicting them", async () => {
    // A thousand copies of a thousand rows have the mean loss and gradient of the thousand rows.
    const small = trainingJob({ rows: 1000, batchSize: 1000 });
    const copies = (values: Float32Array) => {
      const all = new Float32Array(1000 * values.length);
      for (let i = 0; i < 1000; i++) all.set(values, i * values.length);
      return all;
    };
    const trainer = await backend.createTrainer({
      ...small,
      features: copies(small.features),
      targets: [copies(small.targets[0]!)],
      labels: Uint8Array.from(copies(small.targets[0]!)),
      batchSize: 1_000_000,
      batchOrder: () => Uint32Array.from({ length: 1_000_000 }, (_, i) => i),
    });
    const reference = referenceTraining(small, crossEntropy, 1);
    const [loss, l1, l2, correct] = reference.records[0]!;
    expectClose(await trainer.advance(1), [loss!, l1!, l2!, 1000 * correct!], MILLION_TERMS);
    expectClose(await trainer.parameters(0), reference.parameters, MILLION_TERMS);
    expectClose(
      await trainer.predict(0, copies(small.features)),
      copies(Float32Array.from(reference.predict(small.features))),
    );
    trainer.dispose();
  }, 60_000);

  it("that are too large are named, in advance and on creation", async () => {
    const own = await open({ storageBytes: 1000 });
    const job = trainingJob();
    expect(own.canTrain(job)).toMatchObject({ ok: false, reason: "too-large" });
    await expect(own.createTrainer(job)).rejects.toThrow(UnsupportedJobError);
    expect(backend.canTrain(job)).toEqual({ ok: true });
  });
});

describe("a failure on the GPU", () => {
  it("rejects pending and later calls with DeviceLostError when the device is lost", async () => {
    const own = await open();
    const trainer: Trainer = await own.createTrainer(trainingJob({ rows: 4000, batchSize: 10 }));
    const pending = trainer.advance(100_000);
    setTimeout(() => own.session.device.destroy(), 30);
    await expect(pending).rejects.toThrow(DeviceLostError);
    await expect(trainer.advance(1)).rejects.toThrow(DeviceLostError);
    await expect(trainer.predict(0, uniformNumbers(4, 1))).rejects.toThrow(DeviceLostError);
    await expect(trainer.parameters(0)).rejects.toThrow(DeviceLostError);
    await expect(own.createTrainer(trainingJob())).rejects.toThrow(DeviceLostError);
  });

  it("of a kernel's compilation reports the compiler's message", async () => {
    const broken = { ...crossEntropy, wgsl: { ...crossEntropy.wgsl, gradients: ["no_such_name"] } };
    const own = await open({}, broken);
    await expect(own.createTrainer(trainingJob())).rejects.toThrow(GpuError);
    await expect(own.createTrainer(trainingJob())).rejects.toThrow(/no_such_name/);
  });

  it("is reported for weights of the wrong length", async () => {
    const job = trainingJob();
    const members = [{ ...job.members[0]!, initialParameters: new Float32Array(3) }];
    await expect(backend.createTrainer({ ...job, members })).rejects.toThrow(/expected \[61\], got \[3\]/);
  });
});

describe("the GPU backend", () => {
  it("uses a software adapter only on request", async () => {
    const found = await createWebGpuBackend({ allowSoftware: true });
    if ("unavailable" in found) throw new Error(found.detail);
    expect(found.backend.id).toBe("webgpu");
    expect(found.backend.description).not.toBe("");
    const strict = await createWebGpuBackend();
    if (found.backend.software) expect(strict).toMatchObject({ unavailable: "no-adapter" });
    else expect(strict).toHaveProperty("backend");
    found.backend.dispose();
  });

  it("evaluates an emitted loss at given predictions: objective, gradient and per-sample values", async () => {
    const found = await createWebGpuBackend({ allowSoftware: true });
    if ("unavailable" in found) throw new Error(found.detail);
    const sources = {
      mean: "def f(y_pred, y_true, k=2.0):\n    return ((y_pred - y_true).abs() ** k).mean()",
      dice: "def f(y_pred, y_true, s=1.0):\n    p = torch.sigmoid(y_pred)\n    return 1 - (2 * (p * y_true).sum() + s) / (p.sum() + y_true.sum() + s)",
    };
    const prediction = uniformNumbers(150, 3);
    const target = uniformNumbers(150, 4).map((value) => (value > 0 ? 1 : 0));
    for (const [name, source] of Object.entries(sources)) {
      const program = compileLoss(source);
      const parameters = { k: 2.5, s: 0.5 };
      const onGpu = await evaluateLossOnGpu(found.backend, program, {
        predictions: [prediction],
        targets: [target],
        parameters,
      });
      const exact = createEvaluator(program.batch, Float64Array).evaluate({
        predictions: [Float64Array.from(prediction)],
        targets: [Float64Array.from(target)],
        count: 150,
        parameters,
      });
      expectClose([onGpu.objective], [exact.objective as number], 1e-6);
      expectClose(onGpu.gradients[0]!, exact.gradient as Float64Array, 1e-6);
      if (name === "dice") expect(onGpu.perSample).toBeNull();
      else expectClose(onGpu.perSample![0]!, exact.perSample as Float64Array, 1e-6);
    }
    found.backend.dispose();
  });
});

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = GPU_FLOAT32) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= tolerance)) expect.fail(`at ${i}: expected ${expected[i]}, got ${actual[i]}`);
  }
}
