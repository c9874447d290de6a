import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { optimizerDefaults } from "../../../src/optimizers";
import type { TrainingCommand } from "../../../src/worker/run/protocol";
import { FakeClock } from "../fakeClock";
import { openSession, passTime, rounds } from "./openSession";
import { GRID, smallExperiment } from "./sessionEvents";

const start = (experiment: Experiment = smallExperiment, runId = 1): TrainingCommand => ({
  type: "start",
  runId,
  experiment,
  engine: "float64",
  grid: GRID,
});
const run = (runId = 1): TrainingCommand => ({ type: "run", runId, pace: "full" });
const endless = { ...smallExperiment, epochs: 100_000 };

describe("the session", () => {
  it("starts with the engine and a picture of step 0 with the record of epoch 0", async () => {
    const { log, session } = openSession();
    await session.handle(start());
    expect(log.events.map(({ type }) => type)).toEqual(["started"]);
    const [{ engine, snapshot, picture }] = log.of("started") as [ReturnType<typeof log.of<"started">>[number]];
    expect(engine).toEqual({ id: "float64", description: "Float64Array", reason: "chosen" });
    expect(picture).toBe(1);
    expect(snapshot.step).toBe(0);
    expect(snapshot.finishedEpochs.map(({ epoch }) => epoch)).toEqual([0]);
  });

  it("runs to the end, sends every epoch once and reports that it has finished", async () => {
    const { log, session } = openSession();
    await session.handle(start());
    await session.handle(run());
    const last = await log.stopped();
    expect(last).toMatchObject({ stopped: "finished", snapshot: { step: 30 } });
    expect(log.records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(log.events.at(-1)).toBe(last);
  });

  it("sends no second picture before the first is drawn, and keeps training", async () => {
    const { log, session } = openSession({ draws: false });
    await session.handle(start(endless));
    await session.handle(run());
    await rounds(50);
    expect(log.pictures).toHaveLength(1);
    await session.handle({ type: "drawn", picture: 1 });
    const { snapshot } = await log.next("snapshot");
    expect(snapshot.step).toBeGreaterThan(100);
    await rounds(50);
    expect(log.pictures).toHaveLength(2);
  });

  it("keeps its final state until the previous picture is drawn", async () => {
    const { log, session } = openSession({ draws: false });
    await session.handle(start());
    await session.handle(run());
    await rounds(50);
    expect(log.pictures).toHaveLength(1);
    await session.handle({ type: "drawn", picture: 1 });
    expect(log.pictures).toHaveLength(2);
    expect(log.pictures[1]).toMatchObject({ stopped: "finished", snapshot: { step: 30 } });
    expect(log.records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("takes single steps and whole epochs, then pauses", async () => {
    const { log, session } = openSession();
    await session.handle(start());
    const advance = async (steps: number | "epoch") => {
      const from = log.events.length;
      await session.handle({ type: "advance", runId: 1, steps });
      const { stopped, snapshot } = await log.stopped(from);
      expect(stopped).toBe("paused");
      return snapshot.step;
    };
    expect(await advance(1)).toBe(1);
    expect(await advance(2)).toBe(3);
    expect(await advance("epoch")).toBe(6);
    expect(await advance("epoch")).toBe(12);
    expect(await advance(0)).toBe(12);
  });

  it("answers a step after the end with finished", async () => {
    const { log, session } = openSession();
    await session.handle(start({ ...smallExperiment, epochs: 1 }));
    for (const _ of [1, 2]) {
      const from = log.events.length;
      await session.handle({ type: "advance", runId: 1, steps: "epoch" });
      expect((await log.stopped(from)).stopped).toBe("finished");
    }
  });

  it("pauses and continues with the same numbers as an unbroken run", async () => {
    const clock = new FakeClock();
    const { log, session } = openSession({ clock });
    await session.handle(start({ ...smallExperiment, epochs: 40 }));
    await session.handle({ type: "run", runId: 1, pace: { epochsPerSecond: 200 } });
    await passTime(clock, 20);
    await session.handle({ type: "pause", runId: 1 });
    const paused = await log.stopped();
    expect(paused.stopped).toBe("paused");
    expect(paused.snapshot.step).toBeGreaterThan(0);
    await passTime(clock, 30);
    expect(log.events.at(-1)).toBe(paused);
    const from = log.events.length;
    await session.handle(run());
    expect((await log.stopped(from)).stopped).toBe("finished");
    const other = openSession();
    await other.session.handle(start({ ...smallExperiment, epochs: 40 }));
    await other.session.handle(run());
    await other.log.stopped();
    expect(other.log.snapshots.at(-1)!.parameters).toEqual(log.snapshots.at(-1)!.parameters);
  });

  it("keeps the requested pace", async () => {
    const clock = new FakeClock();
    const { log, session } = openSession({ clock });
    await session.handle(start({ ...smallExperiment, epochs: 1000 }));
    await session.handle({ type: "run", runId: 1, pace: { epochsPerSecond: 20 } });
    await passTime(clock, 500);
    await session.handle({ type: "pause", runId: 1 });
    expect((await log.stopped()).snapshot.step).toBe(60);
  });

  it("does not catch up after a sleep of the machine", async () => {
    const clock = new FakeClock();
    const { log, session } = openSession({ clock });
    await session.handle(start({ ...smallExperiment, epochs: 1000 }));
    await session.handle({ type: "run", runId: 1, pace: { epochsPerSecond: 20 } });
    await passTime(clock, 100);
    clock.advance(60_000);
    await rounds(3);
    await session.handle({ type: "pause", runId: 1 });
    expect((await log.stopped()).snapshot.step).toBe(13);
  });

  it("drops commands for an older run", async () => {
    const { log, session } = openSession();
    await session.handle(start(smallExperiment, 1));
    await session.handle(start(smallExperiment, 2));
    const before = log.events.length;
    await session.handle(run(1));
    await session.handle({ type: "advance", runId: 1, steps: 1 });
    await session.handle(start(smallExperiment, 1));
    await rounds(10);
    expect(log.events).toHaveLength(before);
  });

  it("sends nothing more of a run once the next is requested", async () => {
    const { log, session } = openSession();
    await session.handle(start(endless));
    await session.handle(run());
    await rounds(5);
    const restarted = session.handle(start(smallExperiment, 2));
    const from = log.events.length;
    await restarted;
    await session.handle(run(2));
    await log.stopped(from);
    expect(log.events.slice(from).every((event) => "runId" in event && event.runId === 2)).toBe(true);
  });

  it("applies new settings while it runs, and shows them at once while it is paused", async () => {
    const { log, session } = openSession();
    await session.handle(start());
    const loss = log.snapshots[0]!.current.train.loss;
    const tuned = { ...smallExperiment, loss: { id: "focal", parameters: { gamma: 0 } } };
    await session.handle({ type: "tune", runId: 1, experiment: tuned });
    expect(log.pictures).toHaveLength(2);
    expect(log.snapshots[1]!.current.train.loss).toBeGreaterThan(loss);
    await session.handle(run());
    expect((await log.stopped()).snapshot.step).toBe(30);
  });

  it("refuses changes that need a new run", async () => {
    const { log, session } = openSession();
    await session.handle(start());
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, batchSize: 7 } });
    expect(log.of("failed")[0]).toMatchObject({ code: "unsupported", runId: 1 });
  });

  it("stops a diverged run with its step, and starts the next", async () => {
    const { log, session } = openSession();
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    const regularisation = { l1: 0, l2: 1000 };
    await session.handle(start({ ...smallExperiment, optimizer, regularisation, epochs: 100 }));
    await session.handle(run());
    const failed = await log.next("failed");
    expect(failed.code).toBe("diverged");
    expect(failed.step).toBeGreaterThan(1);
    for (const { parameters } of log.snapshots) expect(parameters.every(Number.isFinite)).toBe(true);
    await session.handle(run());
    await session.handle(start(smallExperiment, 2));
    await session.handle(run(2));
    expect((await log.stopped()).runId).toBe(2);
  });

  it("answers every failure to start with an event", async () => {
    const { log, session } = openSession();
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
