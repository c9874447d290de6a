import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Backend } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";
import { EngineChooser } from "../../src/training/engineChooser";
import { TrainingSession } from "../../src/worker/run/session";
import { smallJob } from "../engine/jobs";
import { EventLog, GRID, smallExperiment } from "../worker/run/sessionEvents";

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
  return { made, open: async () => ({ backend }) };
}

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
    const chooser = new EngineChooser(1, gpu({ moreMs: JOURNEY_MS }).open);
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "webgpu", reason: "hardware-gpu" });
    expect(await chooser.measure("auto", job, never)).toBe(true);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "cpu", reason: "cpu-measured-faster", speeds: { models: 1 } });
    expect(1000 / choice.speeds!.cpu).toBeCloseTo(CALL_MS);
    expect(1000 / choice.speeds!.webgpu).toBeCloseTo(CALL_MS + JOURNEY_MS);
    expect((await chooser.choose("auto", fleet)).choice.reason).toBe("hardware-gpu");
  });

  it("is the GPU if it was measured to be faster, with both speeds", async () => {
    const chooser = new EngineChooser(1, gpu({ moreMs: FAST_MS }).open);
    await chooser.choose("auto", job);
    await chooser.measure("auto", job, never);
    const { choice } = await chooser.choose("auto", job);
    expect(choice).toMatchObject({ id: "webgpu", reason: "gpu-measured-faster" });
    expect(choice.speeds!.webgpu).toBeGreaterThan(choice.speeds!.cpu);
  });

  it("is never a software GPU, however fast it was measured when requested", async () => {
    const chooser = new EngineChooser(1, gpu({ moreMs: FAST_MS, software: true }).open);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", reason: "chosen" });
    expect(await chooser.measure("webgpu", job, never)).toBe(true);
    expect((await chooser.choose("webgpu", job)).choice).toMatchObject({ id: "webgpu", speeds: { models: 1 } });
    expect((await chooser.choose("auto", job)).choice).toMatchObject({ id: "cpu", reason: "software-gpu-passed-over" });
    expect(await chooser.measure("auto", fleet, never)).toBe(false);
  });

  it("is measured once, and not at all if no GPU is in use", async () => {
    const { made, open } = gpu();
    const chooser = new EngineChooser(1, open);
    expect(await chooser.measure("auto", job, never)).toBe(false);
    await chooser.choose("auto", job);
    expect(await chooser.measure("cpu", job, never)).toBe(false);
    expect(await chooser.measure("auto", job, never)).toBe(true);
    expect(await chooser.measure("auto", job, never)).toBe(false);
    expect(made.trainers).toBe(1);
  });

  it("stays unmeasured if another command interrupts, and is measured later", async () => {
    const { made, open } = gpu({ moreMs: JOURNEY_MS });
    const chooser = new EngineChooser(1, open);
    await chooser.choose("auto", job);
    expect(await chooser.measure("auto", job, () => true)).toBe(false);
    expect(made.steps).toBe(1);
    expect((await chooser.choose("auto", job)).choice.reason).toBe("hardware-gpu");
    expect(await chooser.measure("auto", job, never)).toBe(true);
  });

  it("counts one CPU worker per model for a fleet, up to all of them", async () => {
    const speeds = async (workers: number) => {
      const chooser = new EngineChooser(workers, gpu({ moreMs: JOURNEY_MS }).open);
      await chooser.choose("auto", fleet);
      await chooser.measure("auto", fleet, never);
      return (await chooser.choose("auto", fleet)).choice.speeds!;
    };
    const [alone, shared] = [await speeds(1), await speeds(1000)];
    expect(shared.models).toBe(8);
    expect(shared.cpu / alone.cpu).toBeCloseTo(8);
  });
});

describe("an idle session", () => {
  it("measures, and a run that has not begun moves to the faster engine without the page noticing a second start", async () => {
    const real = performance.now.bind(performance);
    setClock(() => real() + aheadMs);
    const log = new EventLog();
    const yieldToMessages = () => new Promise<void>((resolve) => setImmediate(resolve));
    const chooser = new EngineChooser(1, gpu({ moreMs: JOURNEY_MS }).open);
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
