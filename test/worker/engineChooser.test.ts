import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";
import { EngineChooser } from "../../src/worker/engineChooser";
import { TrainingSession } from "../../src/worker/trainingSession";
import { smallJob } from "../engine/jobs";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

/** The slow GPU's journey, and the share of it that a measured step may seem to take less or more on a busy machine. */
const JOURNEY_MS = 2;
const NOISE = 0.5;
/** How many times as long a journey may take where other tests want the core too. */
const BUSY = 4;

const never = () => false;

/** The float64 engine in the place of a GPU, to which each call has a journey of so many milliseconds; and how many trainers it has made. */
function gpu({ journeyMs = 0, software = false, free = false } = {}) {
  const engine = createFloat64Backend();
  const made = { trainers: 0 };
  const backend: Backend = {
    ...engine,
    id: "webgpu",
    description: "a GPU",
    software,
    createTrainer: async (job) => {
      made.trainers++;
      const trainer = await engine.createTrainer(job);
      const advance = trainer.advance.bind(trainer);
      trainer.advance = async (count) => {
        // Without the journey it is faster than any CPU: what it trains is not looked at.
        if (free) return new Float64Array(4 * count * job.members.length);
        const until = performance.now() + journeyMs * count;
        while (performance.now() < until);
        return advance(count);
      };
      return trainer;
    },
  };
  return { made, open: async () => ({ backend }) };
}

const job = smallJob({});
const fleet = smallJob({ members: 8 });

describe("the engine chosen by itself", () => {
  it("is a hardware GPU until the CPU has been measured to be faster, at jobs of that kind alone", async () => {
    const chooser = new EngineChooser(1, gpu({ journeyMs: JOURNEY_MS }).open);
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "webgpu", reason: "hardware-gpu" });
    expect(await chooser.measure("auto", job, never)).toBe(true);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "cpu", reason: "cpu-measured-faster", speeds: { models: 1 } });
    const perStep = 1000 / choice.speeds!.webgpu;
    expect(perStep).toBeGreaterThan(JOURNEY_MS * (1 - NOISE));
    expect(perStep).toBeLessThan(JOURNEY_MS * BUSY);
    expect(choice.speeds!.cpu).toBeGreaterThan(choice.speeds!.webgpu);
    expect((await chooser.choose("auto", fleet)).choice.reason).toBe("hardware-gpu");
  });

  it("is the GPU, with both speeds, where that was measured to be faster", async () => {
    const chooser = new EngineChooser(1, gpu({ free: true }).open);
    await chooser.choose("auto", job);
    await chooser.measure("auto", job, never);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "webgpu", reason: "gpu-measured-faster" });
    expect(choice.speeds!.webgpu).toBeGreaterThan(choice.speeds!.cpu);
  });

  it("is never a software GPU, however fast it was measured where it was asked for", async () => {
    const chooser = new EngineChooser(1, gpu({ free: true, software: true }).open);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", reason: "chosen" });
    expect(await chooser.measure("webgpu", job, never)).toBe(true);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", speeds: { models: 1 } });
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "cpu", reason: "software-gpu-passed-over" });
    expect(await chooser.measure("auto", fleet, never)).toBe(false);
  });

  it("is measured once, and not at all without a GPU in use", async () => {
    const { made, open } = gpu();
    const chooser = new EngineChooser(1, open);
    expect(await chooser.measure("auto", job, never)).toBe(false);
    await chooser.choose("auto", job);
    expect(await chooser.measure("cpu", job, never)).toBe(false);
    expect(await chooser.measure("auto", job, never)).toBe(true);
    expect(await chooser.measure("auto", job, never)).toBe(false);
    expect(made.trainers).toBe(1);
  });

  it("is left unmeasured as soon as something else is wanted, and measured later", async () => {
    const chooser = new EngineChooser(1, gpu({ journeyMs: JOURNEY_MS }).open);
    await chooser.choose("auto", job);
    const started = performance.now();
    expect(await chooser.measure("auto", job, () => true)).toBe(false);
    expect(performance.now() - started).toBeLessThan(20);
    expect((await chooser.choose("auto", job)).choice.reason).toBe("hardware-gpu");
    expect(await chooser.measure("auto", job, never)).toBe(true);
  });

  it("counts the CPU's workers for a fleet, as many as have a model", async () => {
    const speeds = async (workers: number) => {
      const chooser = new EngineChooser(workers, gpu({ journeyMs: JOURNEY_MS }).open);
      await chooser.choose("auto", fleet);
      await chooser.measure("auto", fleet, never);
      return (await chooser.choose("auto", fleet)).choice.speeds!;
    };
    const [alone, shared] = [await speeds(1), await speeds(1000)];
    expect(shared.models).toBe(8);
    expect(shared.cpu / alone.cpu).toBeGreaterThan(8 * (1 - NOISE));
    expect(shared.cpu / alone.cpu).toBeLessThan(8 / (1 - NOISE));
  });
});

describe("a session left alone", () => {
  it("measures, and a run that has not begun goes on on the faster engine without the page noticing a second start", async () => {
    const log = new EventLog();
    const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
    const chooser = new EngineChooser(1, gpu({ journeyMs: JOURNEY_MS }).open);
    const session = new TrainingSession(log.add, yieldToMessages, chooser);
    session.handle({ type: "start", runId: 1, experiment: smallExperiment, engine: "auto", grid: GRID });
    expect((await log.next("started")).engine).toMatchObject({ id: "webgpu", reason: "hardware-gpu" });
    expect((await log.next("measured")).engine).toMatchObject({ id: "cpu", reason: "cpu-measured-faster" });
    session.handle({ type: "run", runId: 1, pace: "full" });
    session.handle({ type: "drawn", runId: 1 });
    await log.next("stopped");
    const epochs = log.of("snapshot").flatMap(({ snapshot }) => snapshot.finishedEpochs.map(({ epoch }) => epoch));
    expect(epochs).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log.of("started")).toHaveLength(1);
    session.dispose();
  });
});
