import { afterEach, describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { optimizerDefaults } from "../../../src/optimizers";
import type { TrainingCommand } from "../../../src/worker/run/protocol";
import { TrainingSession } from "../../../src/worker/run/session";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

const open: TrainingSession[] = [];
afterEach(() => {
  for (const session of open.splice(0)) session.dispose();
});

function createSession() {
  const log = new EventLog();
  const session = new TrainingSession(log.add, () => new Promise((resolve) => setImmediate(resolve)));
  open.push(session);
  return { log, session };
}

const start = (experiment: Experiment = smallExperiment, runId = 1): TrainingCommand => ({
  type: "start",
  runId,
  experiment,
  engine: "float64",
  grid: GRID,
});
const run = (runId = 1): TrainingCommand => ({ type: "run", runId, pace: "full" });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("the session", () => {
  it("starts with the engine and a picture of step 0 with the record of epoch 0", async () => {
    const { log, session } = createSession();
    await session.handle(start());
    expect(log.events.map(({ type }) => type)).toEqual(["started", "snapshot"]);
    expect(log.of("started")[0]!.engine).toEqual({ id: "float64", description: "Float64Array", reason: "chosen" });
    const { snapshot } = log.of("snapshot")[0]!;
    expect(snapshot.step).toBe(0);
    expect(snapshot.finishedEpochs.map(({ epoch }) => epoch)).toEqual([0]);
  });

  it("runs to the end, sends every epoch once and stops", async () => {
    const { log, session } = createSession();
    await session.handle(start());
    await session.handle({ type: "drawn", runId: 1 });
    await session.handle(run());
    const stopped = await log.next("stopped");
    expect(stopped.because).toBe("finished");
    const epochs = log.of("snapshot").flatMap(({ snapshot }) => snapshot.finishedEpochs.map(({ epoch }) => epoch));
    expect(epochs).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log.of("snapshot").at(-1)!.snapshot.step).toBe(30);
    expect(log.events.at(-1)).toBe(stopped);
  });

  it("sends no second picture before the first is drawn, and trains on", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, epochs: 100_000 }));
    await session.handle(run());
    await pause(150);
    expect(log.of("snapshot")).toHaveLength(1);
    await session.handle({ type: "drawn", runId: 1 });
    const { snapshot } = await log.next("snapshot", (event) => event.snapshot.step > 0);
    expect(snapshot.step).toBeGreaterThan(100);
    await pause(60);
    expect(log.of("snapshot")).toHaveLength(2);
  });

  it("takes single steps and whole epochs, then pauses", async () => {
    const { log, session } = createSession();
    await session.handle(start());
    const advance = async (steps: number | "epoch") => {
      const from = log.events.length;
      await session.handle({ type: "advance", runId: 1, steps });
      await log.next("stopped", ({ because }) => because === "paused", from);
      return log.of("snapshot").at(-1)!.snapshot.step;
    };
    expect(await advance(1)).toBe(1);
    expect(await advance(2)).toBe(3);
    expect(await advance("epoch")).toBe(6);
    expect(await advance("epoch")).toBe(12);
    expect(await advance(0)).toBe(12);
  });

  it("answers a step after the end with finished", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, epochs: 1 }));
    for (const _ of [1, 2]) {
      const from = log.events.length;
      await session.handle({ type: "advance", runId: 1, steps: "epoch" });
      expect((await log.next("stopped", undefined, from)).because).toBe("finished");
    }
  });

  it("pauses and goes on with the same numbers as an unbroken run", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, epochs: 40 }));
    await session.handle({ type: "run", runId: 1, pace: { epochsPerSecond: 200 } });
    await pause(20);
    await session.handle({ type: "pause", runId: 1 });
    const paused = log.of("snapshot").at(-1)!.snapshot.step;
    expect((await log.next("stopped")).because).toBe("paused");
    await pause(30);
    expect(log.of("snapshot").at(-1)!.snapshot.step).toBe(paused);
    await session.handle(run());
    await log.next("stopped", ({ because }) => because === "finished");
    const broken = log.of("snapshot").at(-1)!.snapshot.parameters;
    const other = createSession();
    await other.session.handle(start({ ...smallExperiment, epochs: 40 }));
    await other.session.handle(run());
    await other.log.next("stopped");
    expect(other.log.of("snapshot").at(-1)!.snapshot.parameters).toEqual(broken);
  });

  it("keeps the pace it is given", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, epochs: 1000 }));
    await session.handle({ type: "run", runId: 1, pace: { epochsPerSecond: 20 } });
    await pause(500);
    await session.handle({ type: "pause", runId: 1 });
    const { step } = log.of("snapshot").at(-1)!.snapshot;
    expect(step).toBeGreaterThan(30); // 60 steps in half a second, on a machine that may be busy
    expect(step).toBeLessThanOrEqual(66);
  });

  it("drops commands meant for an older run", async () => {
    const { log, session } = createSession();
    await session.handle(start(smallExperiment, 1));
    await session.handle(start(smallExperiment, 2));
    const before = log.events.length;
    await session.handle(run(1));
    await session.handle({ type: "advance", runId: 1, steps: 1 });
    await session.handle(start(smallExperiment, 1));
    await pause(30);
    expect(log.events).toHaveLength(before);
  });

  it("hears nothing more of a run once the next is asked for", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, epochs: 100_000 }));
    await session.handle(run());
    await pause(20);
    const restarted = session.handle(start(smallExperiment, 2));
    const from = log.events.length;
    await restarted;
    await session.handle(run(2));
    await log.next("stopped", ({ runId }) => runId === 2);
    expect(log.events.slice(from).every((event) => "runId" in event && event.runId === 2)).toBe(true);
  });

  it("tunes while it runs, and shows it at once while it is paused", async () => {
    const { log, session } = createSession();
    await session.handle(start());
    const loss = log.of("snapshot")[0]!.snapshot.current.train.loss;
    const tuned = { ...smallExperiment, loss: { id: "focal", parameters: { gamma: 0 } } };
    await session.handle({ type: "tune", runId: 1, experiment: tuned });
    const pictures = log.of("snapshot");
    expect(pictures).toHaveLength(2);
    expect(pictures[1]!.snapshot.current.train.loss).toBeGreaterThan(loss);
    await session.handle(run());
    await log.next("stopped");
    expect(log.of("snapshot").at(-1)!.snapshot.step).toBe(30);
  });

  it("refuses to tune what only a new run can take", async () => {
    const { log, session } = createSession();
    await session.handle(start());
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, batchSize: 7 } });
    expect(log.of("failed")[0]).toMatchObject({ code: "unsupported", runId: 1 });
  });

  it("stops a diverged run with its step, and starts the next", async () => {
    const { log, session } = createSession();
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    const regularisation = { l1: 0, l2: 1000 };
    await session.handle(start({ ...smallExperiment, optimizer, regularisation, epochs: 100 }));
    await session.handle(run());
    const failed = await log.next("failed");
    expect(failed.code).toBe("diverged");
    expect(failed.step).toBeGreaterThan(1);
    for (const { snapshot } of log.of("snapshot")) expect(snapshot.parameters.every(Number.isFinite)).toBe(true);
    await session.handle(run());
    await session.handle(start(smallExperiment, 2));
    await session.handle(run(2));
    await log.next("stopped", ({ runId }) => runId === 2);
  });

  it("answers every failure to start with an event", async () => {
    const { log, session } = createSession();
    await session.handle(start({ ...smallExperiment, loss: { id: "nonsense", parameters: {} } }));
    await session.handle(start({ ...smallExperiment, loss: { id: "focal", parameters: { delta: 1 } } }, 2));
    await session.handle(start({ ...smallExperiment, model: undefined as never }, 3));
    await session.handle(start({ ...smallExperiment, loss: { id: "ctc", parameters: {} } }, 4));
    expect(log.of("failed").map(({ code, runId }) => [code, runId])).toEqual([
      ["bad-loss", 1],
      ["bad-loss", 2],
      ["unknown", 3],
      ["unsupported", 4],
    ]);
  });
});
