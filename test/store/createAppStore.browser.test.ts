import { describe, expect, it, vi } from "vitest";
import type { ClassCounts } from "../../src/datasets";
import { prepareJob } from "../../src/engine/job";
import type { Experiment } from "../../src/experiment/experiment";
import { optimizerDefaults } from "../../src/optimizers";
import { SHOWN_ROWS } from "../../src/training/snapshot";
import { finish, openExperiment, openStore, readyStore, smallExperiment, until, viewOf } from "./openStore";

const withDataset = (change: Partial<ClassCounts>) => (old: Experiment) => ({
  ...old,
  dataset: { ...old.dataset, ...change },
});
const withEpochs = (epochs: number) => (old: Experiment) => ({ ...old, epochs });
/** Enough epochs to change something while it trains. */
const long = { ...smallExperiment, epochs: 50_000 };

describe("a page that opens", () => {
  it("gets the first snapshot, the loss and cross entropy, and does not train by itself", async () => {
    const store = await readyStore();
    const { snapshot, history, engine, loss, crossEntropy, failure } = viewOf(store.getState());
    expect(snapshot).toMatchObject({ step: 0, epoch: 0, totalSteps: 30 });
    expect(history.map(({ epoch }) => epoch)).toEqual([0]);
    expect(engine?.id).toMatch(/cpu|webgpu/);
    expect(loss).toMatchObject({ definition: { id: "focal" }, program: { name: "focal_loss" } });
    expect(crossEntropy).toMatchObject({ definition: { id: "bce-logits" } });
    expect(failure).toBeNull();
  });

  it("shows the very rows that the run trains on, in its order", async () => {
    const { samples: data, snapshot } = viewOf((await readyStore()).getState());
    const { train } = prepareJob(smallExperiment);
    expect(data.features).toEqual(train.features);
    expect(data.labels).toEqual(train.labels);
    expect(snapshot!.trainLogits).toHaveLength(data.rows);
  });

  it("lays the field's grid over the samples: a sample's logit is its nearest grid point's", async () => {
    const { samples: data, snapshot } = await finish(await readyStore({ ...smallExperiment, epochs: 40 }));
    const { grid, gridLogits, trainLogits } = snapshot!;
    const at = (coordinate: number) => Math.round(((coordinate / grid.extent + 1) / 2) * (grid.size - 1));
    const difference = (flipX: 1 | -1, flipY: 1 | -1, turned = false) => {
      let sum = 0;
      for (let i = 0; i < data.rows; i++) {
        const [x, y] = [at(flipX * data.features[2 * i]!), at(flipY * data.features[2 * i + 1]!)];
        sum += Math.abs(gridLogits[turned ? x * grid.size + y : y * grid.size + x]! - trainLogits[i]!);
      }
      return sum;
    };
    const right = difference(1, 1);
    for (const wrong of [difference(-1, 1), difference(1, -1), difference(-1, -1), difference(1, 1, true)]) {
      expect(right).toBeLessThan(wrong / 3);
    }
  });

  it("puts the probe on a positive sample", async () => {
    const { probe, samples: data } = viewOf((await readyStore()).getState());
    expect(probe.kind === "sample" && data.labels[probe.index]).toBe(1);
  });
});

describe("the run's controls", () => {
  it("train, pause, take a step, finish an epoch, and reset to the same start", async () => {
    const store = await readyStore(long);
    const { actions } = store;
    const start = viewOf(store.getState()).snapshot!;
    actions.takeStep();
    await until(store, ({ snapshot, phase }) => snapshot!.step === 1 && phase === "paused");
    actions.finishEpoch();
    await until(store, ({ snapshot, phase }) => snapshot!.step === 6 && phase === "paused");
    actions.setPace("full");
    actions.startTraining();
    await until(store, ({ snapshot }) => snapshot!.step > 60);
    actions.pauseTraining();
    const paused = await until(store, ({ phase }) => phase === "paused");
    expect(paused.history.length).toBeGreaterThan(5);
    actions.resetTraining();
    const again = await until(store, ({ phase }) => phase === "ready");
    expect(again.snapshot!.gridLogits).toEqual(start.gridLogits);
    expect(again.history.map(({ epoch }) => epoch)).toEqual([0]);
  });

  it("end a run that is finished, which goes on with more epochs and starts over without", async () => {
    const store = await readyStore();
    expect((await finish(store)).history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    store.actions.changeExperiment(withEpochs(8));
    expect(store.getState().run.phase).toBe("paused");
    const more = await finish(store);
    expect(more.history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    store.actions.startTraining();
    await until(store, ({ phase, history }) => phase === "finished" && history.length === 9);
    expect(viewOf(store.getState()).snapshot!.gridLogits).toEqual(more.snapshot!.gridLogits);
  });

  it("change the engine and begin anew on it, with a notice", async () => {
    const store = await readyStore();
    await finish(store);
    store.actions.chooseEngine("float64");
    const { engine, notice, snapshot } = await until(store, ({ phase }) => phase === "ready");
    expect(engine).toMatchObject({ id: "float64", reason: "chosen" });
    expect(notice).toEqual({ kind: "reset" });
    expect(snapshot!.step).toBe(0);
  });
});

describe("a change of the experiment", () => {
  it("of the loss reads the new program and resets, with a notice once something was learned", async () => {
    const store = await readyStore();
    store.actions.selectLoss("hinge");
    const hinge = await until(store, ({ loss, phase }) => loss?.definition.id === "hinge" && phase === "ready");
    expect(hinge.loss!.program!.name).toMatch(/hinge/);
    expect(hinge.notice).toBeNull();
    await finish(store);
    store.actions.selectLoss("mse");
    expect(store.getState().notice).toEqual({ kind: "reset" });
    expect((await until(store, ({ phase }) => phase === "ready")).snapshot!.step).toBe(0);
  });

  it("of a loss parameter takes effect on the next step without a reset", async () => {
    const store = await readyStore(long);
    store.actions.finishEpoch();
    const { snapshot, loss } = await until(store, ({ phase }) => phase === "paused");
    store.actions.setLossParameter("gamma", 0);
    const tuned = await until(store, (state) => state.snapshot !== snapshot);
    expect(tuned.snapshot!.step).toBe(6);
    expect(tuned.snapshot!.current.train.loss).toBeGreaterThan(1.5 * snapshot!.current.train.loss);
    expect(tuned.snapshot!.parameters).toEqual(snapshot!.parameters);
    expect(tuned.loss).toBe(loss);
    expect(tuned.notice).toBeNull();
  });

  it("of a loss parameter past an `if` of the source reads the source again", async () => {
    const store = await readyStore();
    const sigmoidFocal = { ...smallExperiment, loss: { id: "sigmoid-focal", parameters: { alpha: -1 } } };
    openExperiment(store, sigmoidFocal);
    const unbalanced = await until(
      store,
      ({ loss, phase }) => loss?.definition.id === "sigmoid-focal" && phase === "ready",
    );
    const { trainLogits } = unbalanced.snapshot!;
    expect(unbalanced.loss!.program!.guards.map(({ outcome }) => outcome)).toEqual([false]);
    store.actions.setLossParameter("alpha", 0.25);
    const balanced = await until(store, ({ loss }) => loss !== unbalanced.loss);
    expect(balanced.loss!.program!.guards.map(({ outcome }) => outcome)).toEqual([true]);
    const tuned = await until(store, ({ snapshot }) => snapshot !== unbalanced.snapshot);
    expect(tuned.snapshot!.trainLogits).toEqual(trainLogits);
    expect(tuned.snapshot!.current.train.loss).toBeLessThan(0.8 * unbalanced.snapshot!.current.train.loss);
  });

  it("of the data begins anew from the same seeds, says so, and shows samples and logits of one run only", async () => {
    const store = await readyStore();
    await finish(store);
    const mixed: number[] = [];
    store.subscribe(({ run: { shown } }) => {
      if (shown!.samples.rows !== shown!.snapshot.trainLogits.length) mixed.push(shown!.samples.rows);
    });
    const old = viewOf(store.getState()).samples;
    store.actions.changeExperiment(withDataset({ positives: 60 }));
    expect(store.getState().notice).toEqual({ kind: "reset" });
    expect(viewOf(store.getState()).samples).toBe(old);
    const { samples: data, snapshot, probe } = await until(store, ({ phase }) => phase === "ready");
    expect(snapshot!.step).toBe(0);
    expect(data.features).toEqual(prepareJob(withDataset({ positives: 60 })(smallExperiment)).train.features);
    expect(probe.kind === "sample" && data.labels[probe.index]).toBe(1);
    expect(mixed).toEqual([]);
  });

  it("that comes back before its loss is read keeps the loss it came back to", async () => {
    const store = await readyStore();
    const seen = new Set<string>();
    store.subscribe(({ loss }) => seen.add(loss!.definition.id));
    store.actions.selectLoss("hinge");
    store.actions.selectLoss("focal");
    await until(store, ({ phase }) => phase === "ready");
    // A third loss is compiled after the first two: had the hinge loss been accepted, it would be
    // visible by now.
    store.actions.selectLoss("mse");
    await until(store, ({ loss }) => loss!.definition.id === "mse");
    expect([...seen].sort()).toEqual(["focal", "mse"]);
  });
});

describe("many samples", () => {
  it("reach the page as a fair draw of fixed size, class by class and logit by logit", async () => {
    const experiment = withDataset({ positives: 20_000, negatives: 40_000 })(smallExperiment);
    const { samples: data, snapshot } = viewOf((await readyStore(experiment)).getState());
    expect(data.rows).toBe(SHOWN_ROWS);
    expect(data.labels).toHaveLength(SHOWN_ROWS);
    expect(snapshot!.trainLogits).toHaveLength(SHOWN_ROWS);
    const positives = data.labels.reduce((sum, label) => sum + label, 0);
    // One in three, within five standard deviations of a draw of 10,000.
    expect(Math.abs(positives / SHOWN_ROWS - 1 / 3)).toBeLessThan(0.024);
  });
});

describe("what goes wrong", () => {
  it("is said where training diverges, and a reset with a smaller rate works", async () => {
    const store = await readyStore({
      ...smallExperiment,
      optimizer: { ...optimizerDefaults("SGD"), learningRate: 1000 },
      regularisation: { l1: 0, l2: 1000 },
      epochs: 500,
    });
    store.actions.setPace("full");
    store.actions.startTraining();
    const { failure, snapshot } = await until(store, ({ phase }) => phase === "failed");
    expect(failure).toMatchObject({ code: "diverged", detail: expect.stringMatching(/at step \d+/) });
    expect(snapshot!.parameters.every(Number.isFinite)).toBe(true);
    store.actions.changeExperiment(() => smallExperiment);
    expect(viewOf(store.getState()).failure).toBeNull();
    await until(store, ({ phase }) => phase === "ready");
    expect((await finish(store)).failure).toBeNull();
  });

  it("is a loss that cannot be read, and another loss helps", async () => {
    const broken = { ...smallExperiment, loss: { id: "focal", parameters: { gamma: "none" } } };
    const store = openStore(broken);
    const { failure } = await until(store, ({ phase }) => phase === "failed");
    expect(failure!.code).toBe("bad-loss");
    store.actions.selectLoss("bce");
    await until(store, ({ phase, loss }) => phase === "ready" && loss?.definition.id === "bce");
  });
});

describe("a page that closes", () => {
  it("ends every worker it made", async () => {
    const ended = vi.spyOn(Worker.prototype, "terminate");
    const store = await readyStore();
    await store.actions.readLoss({ id: "hinge", parameters: {} });
    store.actions.dispose();
    await expect.poll(() => ended.mock.calls.length).toBe(2);
    ended.mockRestore();
  });
});
