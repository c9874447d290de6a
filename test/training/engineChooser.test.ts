import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Backend } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";
import { DivergedError } from "../../src/training/divergence";
import { EngineChooser } from "../../src/training/engineChooser";
import { TrainingSession } from "../../src/worker/run/session";
import { smallJob } from "../engine/jobs";
import { EventLog, GRID, smallExperiment } from "../worker/run/sessionEvents";
import { callStack, deviceLost, failingEngine } from "./failingEngines";

/** Time of each engine call on the simulated clock, which advances at every reading. */
const CALL_MS = 10;
/**
 * Time that the round trip to a slow GPU adds to each call. A fast GPU takes half of a call's time
 * less.
 */
const JOURNEY_MS = 30;
const FAST_MS = -CALL_MS / 2;

/** Time added to the clock, so that a GPU's round trips need no real waiting. */
let aheadMs = 0;

function setClock(read: () => number): void {
  const clock = vi.spyOn(performance, "now").mockImplementation(read);
  onTestFinished(() => clock.mockRestore());
}

const never = () => false;

/**
 * The float64 engine in place of a GPU, whose calls take this many milliseconds more; it counts the
 * trainers it has created, and their steps.
 */
function gpu({ moreMs = 0, software = false } = {}) {
  const engine = createFloat64Backend();
  const made = { trainers: 0, steps: 0 };
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
        made.steps += count;
        aheadMs += moreMs;
        return advance(count);
      };
      return trainer;
    },
  };
  return { made, openGpu: async () => ({ backend }) };
}

/** The check of a GPU has tests of its own, and would be among the counted steps. */
const isRight = async () => true;

const job = smallJob({});
const fleet = smallJob({ members: 8 });

describe("the automatically chosen engine", () => {
  beforeEach(() =>
    setClock(() => {
      aheadMs += CALL_MS;
      return aheadMs;
    }),
  );

  it("is a hardware GPU until the CPU has been measured to be faster, for that kind of job only", async () => {
    const chooser = new EngineChooser({ ...gpu({ moreMs: JOURNEY_MS }), isRight });
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "webgpu", reason: "hardware-gpu" });
    expect(await chooser.measure("auto", job, never)).toBe(true);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "cpu", reason: "cpu-measured-faster", speeds: { models: 1 } });
    expect(1000 / choice.speeds!.cpu).toBeCloseTo(CALL_MS);
    expect(1000 / choice.speeds!.webgpu).toBeCloseTo(CALL_MS + JOURNEY_MS);
    expect((await chooser.choose("auto", fleet)).choice.reason).toBe("hardware-gpu");
  });

  it("is the GPU if it was measured to be faster, with both speeds", async () => {
    const chooser = new EngineChooser({ ...gpu({ moreMs: FAST_MS }), isRight });
    await chooser.choose("auto", job);
    await chooser.measure("auto", job, never);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "webgpu", reason: "gpu-measured-faster" });
    expect(choice.speeds!.webgpu).toBeGreaterThan(choice.speeds!.cpu);
  });

  it("is never a software GPU, however fast it was measured when requested", async () => {
    const chooser = new EngineChooser({ ...gpu({ moreMs: FAST_MS, software: true }), isRight });
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", reason: "chosen" });
    expect(await chooser.measure("webgpu", job, never)).toBe(true);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", speeds: { models: 1 } });
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "cpu", reason: "software-gpu-passed-over" });
    expect(await chooser.measure("auto", fleet, never)).toBe(false);
  });

  it("is measured once, and not at all if no GPU is in use", async () => {
    const { made, openGpu } = gpu();
    const chooser = new EngineChooser({ openGpu, isRight });
    expect(await chooser.measure("auto", job, never)).toBe(false);
    await chooser.choose("auto", job);
    expect(await chooser.measure("cpu", job, never)).toBe(false);
    expect(await chooser.measure("auto", job, never)).toBe(true);
    expect(await chooser.measure("auto", job, never)).toBe(false);
    expect(made.trainers).toBe(1);
  });

  it("stays unmeasured if another command interrupts, and is measured later", async () => {
    const { made, openGpu } = gpu({ moreMs: JOURNEY_MS });
    const chooser = new EngineChooser({ openGpu, isRight });
    await chooser.choose("auto", job);
    expect(await chooser.measure("auto", job, () => true)).toBe(false);
    expect(made.steps).toBe(1);
    expect((await chooser.choose("auto", job)).choice.reason).toBe("hardware-gpu");
    expect(await chooser.measure("auto", job, never)).toBe(true);
  });

  it("counts one CPU worker per model for a fleet, up to all of them", async () => {
    const speeds = async (workers: number) => {
      const chooser = new EngineChooser({ cpuWorkers: workers, ...gpu({ moreMs: JOURNEY_MS }), isRight });
      await chooser.choose("auto", fleet);
      await chooser.measure("auto", fleet, never);
      return (await chooser.choose("auto", fleet)).choice.speeds!;
    };
    const [alone, shared] = [await speeds(1), await speeds(1000)];
    expect(shared.models).toBe(8);
    expect(shared.cpu / alone.cpu).toBeCloseTo(8);
  });
});

describe("an engine that has failed", () => {
  const webgpu = () => failingEngine("webgpu");

  it("is replaced for that kind of job only: a GPU by the CPU, the CPU by float64", async () => {
    const cpu = failingEngine("cpu").backend;
    const chooser = new EngineChooser({ openGpu: async () => ({ backend: webgpu().backend }), isRight, cpu });
    await chooser.choose("webgpu", job);
    expect(chooser.failed(callStack, "webgpu", job)).toBe(true);
    const second = (await chooser.choose("webgpu", job)).choice;
    expect(second).toMatchObject({ id: "cpu", reason: "engine-failed", failed: "webgpu" });
    expect((await chooser.choose("webgpu", fleet)).choice.reason).toBe("chosen");
    expect(chooser.failed(callStack, "cpu", job)).toBe(true);
    expect((await chooser.choose("webgpu", job)).choice.id).toBe("float64");
    expect((await chooser.choose("cpu", job)).choice).toMatchObject({ id: "float64", failed: "cpu" });
    expect(chooser.failed(callStack, "float64", job)).toBe(false);
  });

  it("is not blamed for what the experiment does", async () => {
    const chooser = new EngineChooser({ openGpu: async () => ({ unavailable: "no-adapter" }) });
    expect(chooser.failed(new DivergedError("the loss", Number.NaN, 3), "cpu", job)).toBe(false);
    expect((await chooser.choose("cpu", job)).choice.id).toBe("cpu");
  });

  it("gets a new device where one is lost, but not where that is lost within a minute", async () => {
    const clock = { now: 0 };
    setClock(() => clock.now);
    let opened = 0;
    const openGpu = async () => {
      opened++;
      return { backend: webgpu().backend };
    };
    const chooser = new EngineChooser({ openGpu, isRight });
    const lose = async (at: number) => {
      clock.now = at;
      expect((await chooser.choose("webgpu", job)).choice.id).toBe("webgpu");
      expect(chooser.failed(deviceLost, "webgpu", job)).toBe(true);
    };
    await lose(1000);
    await lose(100_000);
    await lose(130_000);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "cpu", failed: "webgpu" });
    expect(opened).toBe(4);
  });

  it("is a GPU that trains a known job wrong: the CPU is used and says why", async () => {
    const chooser = new EngineChooser({ openGpu: gpu().openGpu, isRight: async () => false });
    for (const preference of ["auto", "webgpu"] as const) {
      expect((await chooser.choose(preference, job)).choice).toMatchObject({ id: "cpu", reason: "gpu-wrong" });
    }
    expect(await chooser.measure("auto", job, never)).toBe(false);
  });
});

describe("an idle session", () => {
  it("measures, and a run that has not begun moves to the faster engine without the page noticing a second start", async () => {
    const real = performance.now.bind(performance);
    setClock(() => real() + aheadMs);
    const log = new EventLog();
    const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
    const chooser = new EngineChooser({ ...gpu({ moreMs: JOURNEY_MS }), isRight });
    const session = new TrainingSession({
      emit(event) {
        log.add(event);
        if ("picture" in event) void session.handle({ type: "drawn", picture: event.picture });
      },
      yieldToMessages,
      engines: chooser,
    });
    session.handle({ type: "start", runId: 1, experiment: smallExperiment, engine: "auto", grid: GRID });
    expect((await log.next("started")).engine).toMatchObject({ id: "webgpu", reason: "hardware-gpu" });
    expect((await log.next("measured")).engine).toMatchObject({ id: "cpu", reason: "cpu-measured-faster" });
    session.handle({ type: "run", runId: 1, pace: "full" });
    await log.stopped();
    const epochs = log.records.map(({ epoch }) => epoch);
    expect(epochs).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log.of("started")).toHaveLength(1);
    session.dispose();
  });
});
