import { afterEach, describe, expect, it } from "vitest";
import { prepareJob } from "../../../src/engine/job";
import type { Experiment } from "../../../src/experiment/experiment";
import { expectedCalibrationError } from "../../../src/metrics/calibration";
import { EngineChooser } from "../../../src/training/engineChooser";
import type { FleetTask } from "../../../src/worker/fleet/protocol";
import { FleetSession } from "../../../src/worker/fleet/session";
import { callStack, failingEngine } from "../../training/failingEngines";
import { FakeClock, nextTurn, until } from "../fakeClock";
import { openSession } from "../run/openSession";
import { GRID, smallExperiment } from "../run/sessionEvents";
import { divergingExperiment, FleetLog, mixedExperiments, task, withGamma } from "./fleetTasks";

const open: { dispose(): void }[] = [];
afterEach(() => {
  for (const session of open.splice(0)) session.dispose();
});

/** A slice ends after one or two calls of the engine. */
const MS_PER_READING = 5;

function createSession(engines?: EngineChooser) {
  const log = new FleetLog();
  const clock = new FakeClock(MS_PER_READING);
  const session = new FleetSession(log.add, nextTurn, clock, engines);
  open.push(session);
  return {
    log,
    session,
    train: (given: FleetTask) => session.handle({ type: "train", ...given }),
    /** Resolves when the session has nothing to train: only then does it set a timer. */
    idle: () => until(() => clock.timers > 0),
  };
}

async function trained(experiments: readonly Experiment[], given: Partial<FleetTask> = {}) {
  const { log, train } = createSession();
  train(task(experiments, given));
  await log.next("finished");
  return log;
}

/** Trained by the worker of the first screen. */
async function trainedAlone(experiment: Experiment) {
  const { log, session } = openSession();
  await session.handle({ type: "complete", runId: 1, experiment, engine: "cpu", grid: GRID });
  return (await log.next("completed")).snapshot;
}

const long = { ...smallExperiment, epochs: 100_000 };

describe("a fleet worker's session", () => {
  it("trains each model of a mixed task to the same numbers as the main worker alone", async () => {
    const log = await trained(mixedExperiments);
    expect(log.of("started")[0]!.engine).toMatchObject({ id: "cpu", reason: "chosen" });
    expect(log.models().map(({ index }) => index)).toEqual(mixedExperiments.map((_, index) => index));
    for (const { index, metrics, gridLogits, parameters, divergedAt } of log.models()) {
      const alone = await trainedAlone(mixedExperiments[index]!);
      const { loss, f1, precision, recall, accuracy, auc } = alone.current.validation;
      expect(divergedAt).toBeNull();
      expect(parameters).toEqual(alone.parameters);
      expect(gridLogits).toEqual(alone.gridLogits);
      expect(metrics).toMatchObject({ loss, f1, precision, recall, accuracy, auc });
    }
  });

  it("measures calibration on the validation set's probabilities", async () => {
    const { validationLogits } = await trainedAlone(smallExperiment);
    const { labels } = prepareJob(smallExperiment).validation;
    const [model] = (await trained([smallExperiment])).models();
    expect(model!.metrics.calibrationError).toBe(expectedCalibrationError(validationLogits, labels));
  });

  it("counts every step and sends every recorded epoch of every model once", async () => {
    const log = await trained([withGamma(0), withGamma(2)], { history: true, checkpoints: true });
    expect(log.of("progress").at(-1)).toMatchObject({ steps: 60, totalSteps: 60 });
    for (const index of [0, 1]) {
      const epochs = log.epochs().filter((epoch) => epoch.index === index);
      expect(epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
      const { metrics, parameters } = log.models()[index]!;
      expect(epochs[5]).toMatchObject({ metrics, parameters });
      expect(epochs[1]!.parameters).not.toEqual(epochs[2]!.parameters);
    }
  });

  it("omits the parameters in a history without checkpoints, and pictures without a grid", async () => {
    const log = await trained([smallExperiment], { history: true, grid: null });
    expect(log.epochs().every(({ parameters }) => parameters === null)).toBe(true);
    expect(log.models()[0]!.gridLogits).toBeNull();
  });

  it("reports the step at which a model diverged, and trains the others on", async () => {
    const experiments = [withGamma(2), divergingExperiment, withGamma(3)];
    const log = await trained(experiments, { history: true, checkpoints: true });
    const [first, diverged, last] = log.models();
    expect(diverged!.divergedAt).toBeGreaterThan(1);
    expect(Object.values(diverged!.metrics).every(Number.isNaN)).toBe(true);
    expect(diverged!.gridLogits).toBeNull();
    expect(log.epochs().find(({ index, epoch }) => index === 1 && epoch === 5)).toMatchObject({ parameters: null });
    expect(first!.parameters).toEqual((await trainedAlone(experiments[0]!)).parameters);
    expect(last!.parameters).toEqual((await trainedAlone(experiments[2]!)).parameters);
  });

  it("pauses within a slice and continues to the same numbers", async () => {
    const { log, session, train, idle } = createSession();
    const experiment = { ...smallExperiment, epochs: 8000 };
    train(task([experiment]));
    const { steps } = await log.next("progress");
    session.handle({ type: "pause", taskId: 1 });
    await idle();
    const told = log.of("progress").length;
    train(task([smallExperiment], { taskId: 2, requestId: 2 }));
    await log.next("finished", 2);
    await idle();
    expect(log.of("progress")).toHaveLength(told);
    expect(log.of("finished")).toHaveLength(0);
    expect(steps).toBeLessThan(8000 * 6);
    session.handle({ type: "resume", taskId: 1 });
    await log.next("finished");
    expect(log.models()[0]!.parameters).toEqual((await trainedAlone(experiment)).parameters);
  });

  it("reports nothing more of a cancelled task, and trains the next", async () => {
    const { log, session, train } = createSession();
    train(task([long]));
    await log.next("progress");
    session.handle({ type: "cancel", taskId: 1 });
    const events = log.of("progress").length;
    train(task([smallExperiment], { taskId: 2, requestId: 2 }));
    await log.next("finished", 2);
    expect(log.of("progress")).toHaveLength(events);
    expect(log.of("trained")).toHaveLength(0);
  });

  it("waits for permission before each epoch in lockstep", async () => {
    const { log, session, train, idle } = createSession();
    train(task(mixedExperiments, { lockstep: true, history: true }));
    expect((await log.next("reached")).epoch).toBe(0);
    await idle();
    expect(log.of("reached")).toHaveLength(1);
    session.handle({ type: "pause", taskId: 1 });
    session.handle({ type: "proceed", taskId: 1, epoch: 1 });
    await idle();
    expect(log.of("reached")).toHaveLength(1);
    session.handle({ type: "resume", taskId: 1 });
    expect((await log.next("reached")).epoch).toBe(1);
    session.handle({ type: "proceed", taskId: 1, epoch: 2 });
    expect((await log.next("reached")).epoch).toBe(2);
    session.handle({ type: "proceed", taskId: 1, epoch: 5 });
    await log.next("finished");
    const order = log.epochs().map(({ epoch }) => epoch);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const free = await trained(mixedExperiments);
    expect(log.models()).toEqual(free.models());
  });

  it("starts a new request at once, between slices of a running one", async () => {
    const { log, train } = createSession();
    train(task([long]));
    await log.next("progress");
    train(task([smallExperiment], { taskId: 2, requestId: 2 }));
    await log.next("finished", 2);
    const { steps } = await log.next("progress");
    expect(steps).toBeLessThan(long.epochs * 6);
    expect(log.of("finished")).toHaveLength(0);
  });

  it("trains a task again on the CPU where its engine fails, and reports each model and epoch", async () => {
    const gpu = failingEngine("webgpu");
    const engines = new EngineChooser({ openGpu: async () => ({ backend: gpu.backend }), isRight: async () => true });
    const { log, train } = createSession(engines);
    gpu.fail(callStack);
    train(task([withGamma(0), withGamma(2)], { engine: "webgpu", history: true }));
    await log.next("finished");
    expect(log.of("failed")).toEqual([]);
    expect(log.of("started").map(({ engine }) => engine.id)).toEqual(["webgpu", "cpu"]);
    expect(log.of("started")[1]!.engine).toMatchObject({ reason: "engine-failed", failed: "webgpu" });
    expect(log.models()).toHaveLength(2);
  });

  it("answers a bad experiment with a code, and continues with other tasks", async () => {
    const { log, train } = createSession();
    const failing: [string, Experiment][] = [
      ["bad-loss", { ...smallExperiment, loss: { id: "nonsense", parameters: {} } }],
      ["bad-loss", { ...smallExperiment, loss: { id: "focal", parameters: { delta: 1 } } }],
      ["unsupported", { ...smallExperiment, loss: { id: "ctc", parameters: {} } }],
    ];
    for (const [i, [, experiment]] of failing.entries()) {
      train(task([smallExperiment, experiment], { taskId: 10 + i, requestId: 10 + i }));
    }
    train(task([smallExperiment]));
    await log.next("finished");
    expect(failing.map((_, i) => log.of("failed", 10 + i)[0]!.code)).toEqual(failing.map(([code]) => code));
  });
});
