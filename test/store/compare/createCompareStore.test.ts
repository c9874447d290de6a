import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import { losses } from "../../../src/losses";
import { metricNames } from "../../../src/metrics/metrics";
import { comparisonCsv } from "../../../src/store/compare/comparisonCsv";
import { createCompareStore } from "../../../src/store/compare/createCompareStore";
import type { CompareStore } from "../../../src/store/compare/state";
import { HandTrainer } from "./handTrainer";
import { metrics } from "./models";

const base: Experiment = { ...tutorialExperiment, epochs: 1 };
const large: Experiment = { ...base, epochs: 100_000 };

let trainer: HandTrainer;
let store: CompareStore;
beforeEach(() => {
  vi.useFakeTimers();
  trainer = new HandTrainer();
  store = createCompareStore(trainer);
});
afterEach(() => {
  vi.useRealTimers();
});

const state = () => store.getState();
const open = (experiment = base) => store.actions.openOn(experiment, losses, "cpu");
const keyOf = (place: number) => state().slots[place]!.key;
const idsAsked = (asked = trainer.last) => asked.experiments.map(({ loss }) => loss.id);
/** From opening the view to the end of all initial weights. */
function openAndFinish(): void {
  open();
  trainer.finish();
  vi.runAllTimers();
  trainer.finish();
}

describe("opened", () => {
  it("compares the first screen's loss with cross entropy, and cross entropy with focal loss", () => {
    open();
    expect(state().slots.map(({ loss }) => loss.id)).toEqual(["focal", "bce-logits"]);
    store = createCompareStore(trainer);
    open({ ...base, loss: { id: "bce-logits", parameters: {} } });
    expect(state().slots.map(({ loss }) => loss.id)).toEqual(["bce-logits", "focal"]);
  });

  it("trains both at once in locked epochs from the same weights, keeping every epoch", () => {
    open();
    const { experiments, options } = trainer.last;
    expect(options).toMatchObject({ lockstep: true, history: true, checkpoints: true, engine: "cpu" });
    const [first, second] = experiments;
    expect({ ...second, loss: null }).toEqual({ ...first, loss: null });
    expect(first!.seeds).toEqual(base.seeds);
  });

  it("then trains the other initial weights in pairs, once it has stayed the same for a moment", () => {
    open();
    trainer.finish();
    expect(trainer.asked).toHaveLength(1);
    vi.runAllTimers();
    const { experiments, options } = trainer.last;
    expect(experiments).toHaveLength(2 * 31);
    expect(experiments.slice(0, 4).map(({ loss, seeds }) => `${loss.id} ${seeds.weights}`)).toEqual([
      "focal 3",
      "bce-logits 3",
      "focal 4",
      "bce-logits 4",
    ]);
    expect(options).toMatchObject({ lockstep: false, grid: null, checkpoints: false });
    trainer.finish();
    expect(state().run!.phase.name).toBe("finished");
    expect(state().run!.results.ended(32)).toBe(64);
  });

  it("tells the time left by the pace of the other initial weights, not of the locked epochs", () => {
    open();
    vi.advanceTimersByTime(4000);
    trainer.last.listener.onProgress!(3, 4);
    vi.advanceTimersByTime(100);
    expect(state().run!.leftMs).toBeNull();
    trainer.finish();
    vi.advanceTimersByTime(300);
    vi.advanceTimersByTime(1000);
    trainer.last.listener.onProgress!(1, 2);
    vi.advanceTimersByTime(50);
    expect(state().run!.leftMs).toBeGreaterThan(900);
    expect(state().run!.leftMs).toBeLessThan(1100);
  });

  it("follows the first screen's loss until a slot has been touched", () => {
    open();
    trainer.finish();
    open({ ...base, loss: { id: "focal", parameters: { gamma: 1 } } });
    expect(state().slots[0]!.loss.parameters).toEqual({ gamma: 1 });
    store.actions.setParameter(keyOf(1), "pos_weight", 3);
    open({ ...base, loss: { id: "dice", parameters: {} } });
    expect(state().slots[0]!.loss).toEqual({ id: "focal", parameters: { gamma: 1 } });
  });

  it("again with nothing changed trains nothing", () => {
    openAndFinish();
    open({ ...base, loss: { id: "focal", parameters: {} } });
    vi.runAllTimers();
    expect(trainer.asked).toHaveLength(2);
  });
});

describe("a change", () => {
  it("keeps what is on screen until the new boundaries are there", () => {
    openAndFinish();
    const before = state().run;
    store.actions.setParameter(keyOf(0), "gamma", 1);
    expect(state().run).toBe(before);
    trainer.finish();
    expect(state().run!.slots[0]!.loss.parameters).toEqual({ gamma: 1 });
    expect(state().run!.results.ended(32)).toBe(2);
  });

  it("while others are trained waits for them, and only the newest is trained", () => {
    openAndFinish();
    for (const gamma of [1, 1.5, 2.5]) store.actions.setParameter(keyOf(0), "gamma", gamma);
    expect(trainer.asked).toHaveLength(3);
    trainer.finish();
    expect(trainer.asked).toHaveLength(4);
    expect(trainer.last.experiments[0]!.loss.parameters).toEqual({ gamma: 2.5 });
    trainer.finish();
    vi.runAllTimers();
    expect(trainer.last.experiments).toHaveLength(62);
  });

  it("takes the initial weights of the run before out of the workers' hands", () => {
    open();
    trainer.finish();
    vi.runAllTimers();
    const seeds = trainer.last;
    store.actions.selectLoss(keyOf(1), "dice");
    expect(seeds.state).toBe("cancelled");
    expect(idsAsked()).toEqual(["focal", "dice"]);
  });

  it("of the number of initial weights trains those that are missing", () => {
    openAndFinish();
    store.actions.setSeeds(64);
    expect(trainer.last.experiments).toHaveLength(2 * 32);
    expect(trainer.last.experiments[0]!.seeds.weights).toBe(2 + 32);
    trainer.finish();
    expect(state().run!.phase.name).toBe("finished");
    store.actions.setSeeds(8);
    expect(trainer.asked).toHaveLength(3);
    expect(state().run).toMatchObject({ phase: { name: "finished" }, comparison: { seeds: 8 } });
  });

  it("that is large waits for a press", () => {
    open(large);
    expect(trainer.asked).toHaveLength(0);
    store.actions.train();
    expect(trainer.last.experiments).toHaveLength(2);
    // 100,000 epochs of each slot are kept; those of the 64 networks are not even measured.
    expect(trainer.last.options.checkpoints).toBe(true);
    trainer.finish();
    vi.runAllTimers();
    expect(trainer.last.options.history).toBe(false);
  });
});

describe("slots", () => {
  it("are two to four, and a pair that loses one falls back to the first two", () => {
    openAndFinish();
    store.actions.addSlot();
    store.actions.addSlot();
    store.actions.addSlot();
    expect(state().slots).toHaveLength(4);
    store.actions.choosePair(keyOf(0), keyOf(3));
    store.actions.removeSlot(keyOf(3));
    expect(state().pair).toEqual([keyOf(0), keyOf(1)]);
    store.actions.removeSlot(keyOf(2));
    store.actions.removeSlot(keyOf(1));
    expect(state().slots).toHaveLength(2);
  });

  it("whose loss no network is trained on are left out", () => {
    open({ ...base, loss: { id: "ctc", parameters: {} } });
    expect(idsAsked()).toEqual(["bce-logits"]);
  });

  it("that go while they are trained leave the others", () => {
    open();
    store.actions.addSlot();
    store.actions.removeSlot(keyOf(1));
    expect(idsAsked()).toEqual(["focal", "bce-logits", "dice"]);
    trainer.finish();
    expect(idsAsked()).toEqual(["focal", "dice"]);
    trainer.finish();
    expect(state().run!.slots).toEqual(state().slots);
  });
});

describe("a run", () => {
  it("pauses and goes on in either stage", () => {
    open();
    store.actions.pause();
    expect(trainer.last.state).toBe("paused");
    expect(state().run!.phase.name).toBe("paused");
    store.actions.resume();
    expect(trainer.last.state).toBe("running");
    trainer.finish();
    // Before the other initial weights have begun.
    store.actions.pause();
    vi.runAllTimers();
    expect(trainer.asked).toHaveLength(1);
    store.actions.resume();
    expect(trainer.last.experiments).toHaveLength(62);
  });

  it("stays paused when its boundaries are trained while the user pauses", () => {
    open();
    store.actions.pause();
    trainer.finish();
    vi.runAllTimers();
    expect(trainer.asked).toHaveLength(1);
    expect(state().run).toMatchObject({ phase: { name: "paused" }, stage: "seeds" });
    store.actions.resume();
    expect(trainer.last.experiments).toHaveLength(62);
    expect(state().run!.phase.name).toBe("running");
  });

  it("that is followed by another is cancelled, and so is the other", () => {
    open();
    trainer.finish();
    vi.runAllTimers();
    store.actions.setParameter(keyOf(0), "gamma", 1);
    expect(state().run!.phase.name).toBe("cancelled");
    expect(state().next!.run.phase.name).toBe("running");
    store.actions.cancel();
    expect(trainer.last.state).toBe("cancelled");
    expect(state().next).toBeNull();
  });

  it("that fails before it is on screen is shown with its failure", () => {
    openAndFinish();
    store.actions.setParameter(keyOf(0), "gamma", 1);
    trainer.last.listener.onFailed("out-of-memory", "");
    expect(state()).toMatchObject({ next: null, run: { phase: { name: "failed" } } });
    expect(state().run!.slots[0]!.loss.parameters).toEqual({ gamma: 1 });
  });

  it("keeps what it had when it is cancelled, and trains the rest when it is asked again", () => {
    open();
    trainer.finish();
    vi.runAllTimers();
    trainer.finish(trainer.last, 10);
    store.actions.cancel();
    expect(trainer.last.state).toBe("cancelled");
    expect(state().run).toMatchObject({ phase: { name: "cancelled" }, stage: "seeds" });
    store.actions.train();
    expect(trainer.last.experiments).toHaveLength(52);
    trainer.finish();
    expect(state().run!.phase.name).toBe("finished");
  });

  it("says why it failed", () => {
    open();
    trainer.last.listener.onFailed("out-of-memory", "too much");
    expect(state().run).toMatchObject({
      phase: { name: "failed", failure: { code: "out-of-memory", detail: "too much" } },
    });
    store.actions.train();
    expect(state().run).toMatchObject({ phase: { name: "running" } });
  });

  it("is a table of all its networks", () => {
    open();
    store.actions.setSeeds(2);
    trainer.finish();
    vi.runAllTimers();
    trainer.finish();
    const run = state().run!;
    const definitions = run.slots.map(({ loss }) => losses.find(({ id }) => id === loss.id)!);
    const lines = comparisonCsv(run, ["A", "B"], definitions, { positives: 10, negatives: 90 }).split("\r\n");
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^slot,loss,parameters,weights_seed,validation_loss,f1,/);
    const values = metricNames.map((name) => (Number.isNaN(metrics(0.5)[name]) ? "" : metrics(0.5)[name]));
    expect(lines[1]).toBe(`A,focal,"alpha=0.75, gamma=2.0",2,${values.join(",")},trained,yes`);
    expect(lines[4]).toMatch(/^B,bce-logits,.*,3,0\.1,/);
  });
});
