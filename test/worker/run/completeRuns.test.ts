import { describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { optimizerDefaults } from "../../../src/optimizers";
import type { EnginePreference } from "../../../src/training/engineChoice";
import type { TrainingCommand } from "../../../src/worker/run/protocol";
import { openSession, rounds } from "./openSession";
import { GRID, smallExperiment } from "./sessionEvents";

const complete = (
  runId: number,
  experiment: Experiment = smallExperiment,
  engine: EnginePreference = "float64",
): TrainingCommand => ({ type: "complete", runId, experiment, engine, grid: GRID });
const withGamma = (gamma: number, experiment = smallExperiment): Experiment => ({
  ...experiment,
  loss: { id: "focal", parameters: { gamma } },
});

/** The records, samples and last picture of a run that is trained step by step. */
async function stepByStep(experiment: Experiment, engine: EnginePreference) {
  const { log, session } = openSession();
  await session.handle({ type: "start", runId: 1, experiment, engine, grid: GRID });
  await session.handle({ type: "run", runId: 1, pace: "full" });
  const { snapshot: last } = await log.stopped();
  return { records: log.records, last, samples: log.of("started")[0]!.samples };
}

describe("a complete run", () => {
  it.each([
    // Either the trained network comes together with all epochs …
    { engine: "float64", events: ["completed"] },
    // … or, here, they follow it.
    { engine: "cpu", events: ["completed", "epochs"] },
  ] as const)(
    "on $engine equals the run step by step bit for bit, whatever its trainer ran before",
    async ({ engine, events }) => {
      const { log, session } = openSession();
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
        const { snapshot, samples } = log.of("completed")[i]!;
        const { records, last, samples: shown } = await stepByStep(experiment, engine);
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

  it("reports its cost", async () => {
    const { log, session } = openSession();
    await session.handle(complete(1));
    const { prepare, train, evaluate, picture, total } = log.of("completed")[0]!.cost;
    expect(train).toBeGreaterThan(0);
    expect(prepare + train + evaluate + picture).toBeCloseTo(total);
  });

  it("is stopped for a newer one within a slice", async () => {
    const { log, session } = openSession();
    const endless = { ...smallExperiment, epochs: 100_000 };
    for (let runId = 1; runId < 20; runId++) void session.handle(complete(runId, endless));
    await rounds(5);
    await session.handle(complete(20));
    expect(log.events.map((event) => "runId" in event && event.runId)).toEqual([20]);
  });

  it("stops for a run step by step, and can follow one", async () => {
    const { log, session } = openSession();
    const endless = { ...smallExperiment, epochs: 100_000 };
    void session.handle(complete(1, endless));
    await session.handle({ type: "start", runId: 2, experiment: endless, engine: "float64", grid: GRID });
    await session.handle({ type: "run", runId: 2, pace: "full" });
    await session.handle(complete(3));
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([3]);
  });

  it("holds its result back until the previous one is drawn, and then sends only the newest", async () => {
    const { log, session } = openSession({ draws: false });
    for (const [i, gamma] of [1, 2, 3, 4].entries()) await session.handle(complete(i, withGamma(gamma)));
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([0]);
    await session.handle({ type: "drawn", picture: 1 });
    expect(log.of("completed").map(({ runId }) => runId)).toEqual([0, 3]);
  });

  it("held back is sent together with its epochs", async () => {
    const { log, session } = openSession({ draws: false });
    for (const runId of [1, 2]) await session.handle(complete(runId, smallExperiment, "cpu"));
    await session.handle({ type: "drawn", picture: 1 });
    const epochs = log.of("completed").map(({ snapshot }) => snapshot.finishedEpochs.map(({ epoch }) => epoch));
    expect(epochs).toEqual([[], Array.from({ length: smallExperiment.epochs + 1 }, (_, epoch) => epoch)]);
    expect(log.of("epochs").map(({ runId }) => runId)).toEqual([1]);
  });

  it("evaluates in order more epochs than are kept at once", async () => {
    const { log, session } = openSession();
    const long = { ...smallExperiment, epochs: 600 };
    await session.handle(complete(1, long, "cpu"));
    const { records } = await stepByStep(long, "cpu");
    expect(log.of("epochs")[0]!.epochs).toEqual(records);
  });

  describe("overtaken while its epochs are measured", () => {
    /** Trained within a quarter of a second on the fake clock, and evaluated in three slices. */
    const long = { ...smallExperiment, epochs: 250 };

    /**
     * Two long runs, the second begun while the epochs of the first are evaluated; other runs
     * before them.
     */
    async function overtake(before: readonly Experiment[]) {
      let second: Promise<void> | undefined;
      const { log, session } = openSession({
        draws: false,
        onYield() {
          if (second !== undefined || !log.of("completed").some(({ runId }) => runId === 1)) return;
          second = session.handle(complete(2, long, "cpu"));
        },
      });
      const draw = () => session.handle({ type: "drawn", picture: log.pictures.at(-1)!.picture });
      for (const experiment of before) {
        await session.handle(complete(0, experiment, "cpu"));
        await draw();
      }
      await session.handle(complete(1, long, "cpu"));
      expect(second).toBeDefined();
      await second;
      await draw();
      return log;
    }

    it("it continues to its end if the page has had no epochs for long", async () => {
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

    it("it sends none if the page has just had another run's epochs", async () => {
      const log = await overtake([smallExperiment]);
      expect(log.of("epochs").map(({ runId }) => runId)).not.toContain(1);
      const { snapshot } = log.of("completed").at(-1)!;
      // complete, because it was held back
      expect(snapshot.finishedEpochs).toHaveLength(long.epochs + 1);
    });
  });

  it("continues to be recorded if it is given more epochs", async () => {
    const { log, session } = openSession();
    await session.handle(complete(1, smallExperiment, "cpu"));
    const { epochs } = smallExperiment;
    await session.handle({ type: "tune", runId: 1, experiment: { ...smallExperiment, epochs: epochs + 2 } });
    await session.handle({ type: "run", runId: 1, pace: "full" });
    await log.stopped();
    const later = log.of("snapshot").flatMap(({ snapshot }) => snapshot.finishedEpochs);
    expect(later.map(({ epoch }) => epoch)).toEqual([epochs + 1, epochs + 2]);
  });

  it("reports the step at which it diverged, and the next one trains", async () => {
    const { log, session } = openSession();
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
