import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { optimizerDefaults } from "../../../src/optimizers";
import type { EnginePreference } from "../../../src/training/engineChoice";
import type { TrainingCommand } from "../../../src/worker/run/protocol";
import { TrainingSession } from "../../../src/worker/run/session";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

const open: TrainingSession[] = [];
afterEach(() => {
  for (const session of open.splice(0)) session.dispose();
});

/** `onYield` is called whenever the session looks at its messages. */
function createSession(onYield: () => void = () => undefined) {
  const log = new EventLog();
  const session = new TrainingSession(log.add, () => {
    onYield();
    return new Promise((resolve) => setImmediate(resolve));
  });
  open.push(session);
  return { log, session };
}

const complete = (
  runId: number,
  experiment: Experiment = smallExperiment,
  engine: EnginePreference = "float64",
): TrainingCommand => ({ type: "complete", runId, experiment, engine, grid: GRID });
const withGamma = (gamma: number, experiment = smallExperiment): Experiment => ({
  ...experiment,
  loss: { id: "focal", parameters: { gamma } },
});

/** The records, the samples and the last picture of a run that is played to its end. */
async function played(experiment: Experiment, engine: EnginePreference) {
  const { log, session } = createSession();
  await session.handle({ type: "start", runId: 1, experiment, engine, grid: GRID });
  await session.handle({ type: "run", runId: 1, pace: "full" });
  await log.next("stopped");
  const snapshots = log.of("snapshot").map(({ snapshot }) => snapshot);
  return {
    records: snapshots.flatMap(({ finishedEpochs }) => finishedEpochs),
    last: snapshots.at(-1)!,
    samples: log.of("started")[0]!.samples,
  };
}

describe("a complete run", () => {
  it.each([
    // Its trained network waits for the figures of all epochs …
    { engine: "float64", events: ["completed"] },
    // … and here they follow.
    { engine: "cpu", events: ["completed", "epochs"] },
  ] as const)(
    "comes to what the same run comes to when it is played on $engine, to the last bit, whatever ran before on its trainer",
    async ({ engine, events }) => {
      const { log, session } = createSession();
      const { dataset, model, seeds, optimizer } = smallExperiment;
      const changes: Experiment[] = [
        smallExperiment,
        withGamma(0.5),
        { ...smallExperiment, optimizer: { ...optimizer, learningRate: 0.2 }, regularisation: { l1: 0.01, l2: 0.02 } },
        { ...smallExperiment, model: { ...model, hidden: [3, 5] } },
        { ...smallExperiment, dataset: { ...dataset, positives: 40 } },
        { ...smallExperiment, seeds: { ...seeds, order: 99 } },
        { ...smallExperiment, seeds: { ...seeds, weights: 7 }, epochs: 3 },
        { ...smallExperiment, loss: { id: "hinge", parameters: {} } },
        smallExperiment,
      ];
      for (const [i, experiment] of changes.entries()) {
        await session.handle(complete(i, experiment, engine));
        await session.handle({ type: "drawn", runId: i });
        const { snapshot, samples } = log.of("completed")[i]!;
        const { records, last, samples: shown } = await played(experiment, engine);
        const later = log.of("epochs").find(({ runId }) => runId === i);
        expect(snapshot.finishedEpochs).toEqual(later === undefined ? records : []);
        if (later !== undefined) expect(later.epochs).toEqual(records);
        expect(samples).toEqual(shown);
        const { engineMs, stepsPerSecond, finishedEpochs, ...picture } = last;
        expect(snapshot).toMatchObject(picture);
      }
      expect(log.events.map(({ type }) => type)).toEqual(changes.flatMap(() => events));
    },
  );

  it("says what it cost", async () => {
    const { log, session } = createSession();
    await session.handle(complete(1));
    const { prepare, train, evaluate, picture, total } = log.of("completed")[0]!.cost;
    expect(train).toBeGreaterThan(0);
    expect(prepare + train + evaluate + picture).toBeCloseTo(total);
  });

  it("is given up for a newer one, within a slice", async () => {
    const { log, session } = createSession();
    const endless = { ...smallExperiment, epochs: 100_000 };
    for (let runId = 1; runId < 20; runId++) void session.handle(complete(runId, endless));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await session.handle(complete(20));
    expect(log.events.map((event) => "runId" in event && event.runId)).toEqual([20]);
  });

  it("gives way to a run that is played, and follows one", async () => {
    const { log, session } = createSession();
    const endless = { ...smallExperiment, epochs: 100_000 };
    void session.handle(complete(1, endless));
    await session.handle({ type: "start", runId: 2, experiment: endless, engine: "float64", grid: GRID });
    await session.handle({ type: "run", runId: 2, pace: "full" });
    await session.handle({ type: "drawn", runId: 2 });
    await session.handle(complete(3));
    await session.handle({ type: "drawn", runId: 3 });
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([3]);
  });

  it("waits with its result until the one before is drawn, and then sends only the newest", async () => {
    const { log, session } = createSession();
    for (const [i, gamma] of [1, 2, 3, 4].entries()) await session.handle(complete(i, withGamma(gamma)));
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([0]);
    await session.handle({ type: "drawn", runId: 3 });
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([0, 3]);
  });

  it("that waited comes with the figures of its epochs", async () => {
    const { log, session } = createSession();
    for (const runId of [1, 2]) await session.handle(complete(runId, smallExperiment, "cpu"));
    await session.handle({ type: "drawn", runId: 2 });
    const epochs = log.of("completed").map(({ snapshot }) => snapshot.finishedEpochs.map(({ epoch }) => epoch));
    expect(epochs).toEqual([[], Array.from({ length: smallExperiment.epochs + 1 }, (_, epoch) => epoch)]);
    expect(log.of("epochs").map(({ runId }) => runId)).toEqual([1]);
  });

  it("has the figures of more epochs than are kept waiting, in their order", async () => {
    const { log, session } = createSession();
    const long = { ...smallExperiment, epochs: 600 };
    await session.handle(complete(1, long, "cpu"));
    const { records } = await played(long, "cpu");
    expect(log.of("epochs")[0]!.epochs).toEqual(records);
  });

  describe("overtaken while its epochs are measured", () => {
    /** By a clock that goes on a tenth of a millisecond whenever it is asked: trained within a quarter of a second, and measured in three slices. */
    const long = { ...smallExperiment, epochs: 250 };
    beforeEach(() => {
      let now = 0;
      vi.spyOn(performance, "now").mockImplementation(() => {
        now += 0.1;
        return now;
      });
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    /** Two long runs, the second begun while the epochs of the first are measured; `before` them others are drawn. */
    async function overtake(before: readonly Experiment[]) {
      let second: Promise<void> | undefined;
      const { log, session } = createSession(() => {
        if (second !== undefined || !log.of("completed").some(({ runId }) => runId === 1)) return;
        second = session.handle(complete(2, long, "cpu"));
      });
      for (const experiment of before) {
        await session.handle(complete(0, experiment, "cpu"));
        await session.handle({ type: "drawn", runId: 0 });
      }
      await session.handle(complete(1, long, "cpu"));
      expect(second).toBeDefined();
      await second;
      await session.handle({ type: "drawn", runId: 2 });
      return log;
    }

    it("it gives some of them, to its end, to a page that has had none for long", async () => {
      const log = await overtake([]);
      const epochs = log
        .of("epochs")
        .find(({ runId }) => runId === 1)!
        .epochs.map(({ epoch }) => epoch);
      expect(epochs.length).toBeGreaterThan(1);
      expect(epochs.at(-1)).toBe(long.epochs);
      expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
      expect(log.of("completed").at(-1)).toMatchObject({ runId: 2 });
    });

    it("it gives none to a page that has just had those of another", async () => {
      const log = await overtake([smallExperiment]);
      expect(log.of("epochs").map(({ runId }) => runId)).not.toContain(1);
      const { snapshot } = log.of("completed").at(-1)!;
      expect(snapshot.finishedEpochs).toHaveLength(long.epochs + 1); // held meanwhile, so complete
    });
  });

  it("goes on being recorded where it is given more epochs", async () => {
    const { log, session } = createSession();
    await session.handle(complete(1, smallExperiment, "cpu"));
    const { epochs } = smallExperiment;
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, epochs: epochs + 2 } });
    await session.handle({ type: "drawn", runId: 1 });
    await session.handle({ type: "run", runId: 1, pace: "full" });
    await log.next("stopped");
    const later = log.of("snapshot").flatMap(({ snapshot }) => snapshot.finishedEpochs);
    expect(later.map(({ epoch }) => epoch)).toEqual([epochs + 1, epochs + 2]);
  });

  it("that diverges says at which step, and the next one trains", async () => {
    const { log, session } = createSession();
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    const diverging = { ...smallExperiment, optimizer, regularisation: { l1: 0, l2: 1000 }, epochs: 100 };
    await session.handle(complete(1, diverging));
    expect(log.of("failed")[0]).toMatchObject({ code: "diverged", runId: 1 });
    expect(log.of("failed")[0]!.step).toBeGreaterThan(1);
    await session.handle(complete(2, { ...smallExperiment, loss: { id: "focal", parameters: { delta: 1 } } }));
    expect(log.of("failed")[1]).toMatchObject({ code: "bad-loss", runId: 2 });
    await session.handle(complete(3));
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([3]);
  });
});
