/** A run whose engine fails goes on, on another engine or device. */
import { describe, expect, it } from "vitest";
import { EngineChooser } from "../../../src/training/engineChooser";
import type { Gpu } from "../../../src/training/gpuSource";
import { callStack, deviceLost, failingEngine } from "../../training/failingEngines";
import { openSession, rounds } from "./openSession";
import { GRID, smallExperiment } from "./sessionEvents";

function sessionWithGpu() {
  const gpu = failingEngine("webgpu");
  const cpu = failingEngine("cpu");
  const engines = new EngineChooser({
    openGpu: async () => ({ backend: gpu.backend }),
    isRight: async () => true,
    cpu: cpu.backend,
  });
  return { ...openSession({ engines }), gpu, cpu };
}

const start = (engine: "webgpu" | "cpu" = "webgpu", runId = 1, experiment = smallExperiment) =>
  ({ type: "start", runId, experiment, engine, grid: GRID }) as const;
const run = { type: "run", runId: 1, pace: "full" } as const;

/** The parameters that the seeds lead to. */
async function undisturbed() {
  const { log, session } = openSession();
  await session.handle({ ...start(), engine: "float64" });
  await session.handle(run);
  return (await log.stopped()).snapshot.parameters;
}

describe("an engine that cannot begin a run", () => {
  it("is replaced before the page sees anything, with the reason", async () => {
    const { log, session, gpu } = sessionWithGpu();
    gpu.fail(callStack, "start");
    await session.handle(start());
    expect(log.events.map(({ type }) => type)).toEqual(["started"]);
    expect(log.of("started")[0]!.engine).toMatchObject({ id: "cpu", reason: "engine-failed", failed: "webgpu" });
    await session.handle(run);
    expect((await log.stopped()).snapshot.parameters).toEqual(await undisturbed());
  });

  it("is not tried again for the next run of the kind", async () => {
    const { session, gpu } = sessionWithGpu();
    gpu.fail(callStack, "start");
    await session.handle(start());
    await session.handle(start("webgpu", 2));
    expect(gpu.made()).toBe(1);
  });

  it("fails the run where no other is left", async () => {
    const { log, session, cpu } = sessionWithGpu();
    cpu.fail(callStack, "start");
    const float64 = start("cpu", 1, { ...smallExperiment, loss: { id: "nonsense", parameters: {} } });
    await session.handle(float64);
    expect(log.of("failed")[0]).toMatchObject({ code: "bad-loss" });
    expect(cpu.made()).toBe(0);
  });

  it("is replaced in a retrain", async () => {
    const { log, session, gpu } = sessionWithGpu();
    gpu.fail(callStack);
    await session.handle({ ...start(), type: "complete" });
    const { engine, snapshot } = await log.next("completed");
    expect(engine).toMatchObject({ id: "cpu", failed: "webgpu" });
    expect(snapshot.parameters).toEqual(await undisturbed());
  });
});

describe("an engine that fails during a run", () => {
  it("is replaced, each epoch is reported once, and the end is the seeds'", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    await session.handle({ type: "advance", runId: 1, steps: 14 });
    await log.stopped();
    gpu.fail(callStack);
    const from = log.events.length;
    await session.handle(run);
    const { snapshot } = await log.stopped(from);
    expect((await log.next("measured")).engine).toMatchObject({ id: "cpu", failed: "webgpu" });
    expect(snapshot.parameters).toEqual(await undisturbed());
    expect(log.records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log.of("failed")).toEqual([]);
  });

  it("is replaced by a new device where it was lost at rest, without a word", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    await session.handle({ type: "advance", runId: 1, steps: 7 });
    await log.stopped();
    gpu.lose();
    const from = log.events.length;
    await session.handle(run);
    const { snapshot } = await log.stopped(from);
    expect(snapshot.parameters).toEqual(await undisturbed());
    expect((await log.next("measured")).engine).toMatchObject({ id: "webgpu", reason: "chosen" });
    expect(gpu.made()).toBe(2);
  });

  it("is replaced by the CPU where the new device is lost as well", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    gpu.fail(deviceLost);
    await session.handle(run);
    expect(await log.stopped()).toMatchObject({ stopped: "finished", snapshot: { step: 30 } });
    expect(log.of("measured").map(({ engine }) => engine.id)).toEqual(["cpu"]);
  });

  it("shows a change that it was told while it failed", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    gpu.fail(callStack);
    const loss = { id: "focal", parameters: { gamma: 0, alpha: 0.5 } };
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, loss } });
    expect(log.of("snapshot").at(-1)).toMatchObject({ stopped: null, snapshot: { step: 0 } });
    expect(log.of("failed")).toEqual([]);
  });

  it("fails a run that has taken over changes, which its seeds do not know", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    await session.handle({ type: "advance", runId: 1, steps: 7 });
    await log.stopped();
    const loss = { id: "focal", parameters: { gamma: 0, alpha: 0.5 } };
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, loss } });
    gpu.fail(deviceLost);
    await session.handle(run);
    expect(await log.next("failed")).toMatchObject({ code: "device-lost", step: 7 });
  });

  it("reports the end of a run whose last picture it could not give", async () => {
    const { log, session, gpu } = sessionWithGpu();
    await session.handle(start());
    await session.handle({ type: "advance", runId: 1, steps: 30 });
    gpu.lose();
    expect((await log.stopped()).stopped).toBe("finished");
  });
});

it("a GPU that never answers does not keep the CPU from training", async () => {
  const engines = new EngineChooser({ openGpu: () => new Promise<Gpu>(() => undefined) });
  const { log, session } = openSession({ engines });
  const waiting = session.handle(start());
  await rounds(3);
  expect(log.events).toEqual([]);
  await session.handle(start("cpu", 2));
  await waiting;
  expect(log.of("started")[0]).toMatchObject({ runId: 2, engine: { id: "cpu" } });
  expect(log.of("failed")).toEqual([]);
});
