import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataKey } from "../../src/experiment/dataKey";
import type { Experiment } from "../../src/experiment/experiment";
import { nextRun } from "../../src/store/nextRun";
import { firstRun, type Run, type RunContext, type RunInput } from "../../src/store/run";
import type { EpochRecord } from "../../src/training/snapshot";
import {
  completed,
  contextFor,
  epochsOf,
  experiment,
  failedWith,
  otherData,
  pictured,
  started,
  untrainable,
  withGamma,
} from "./runFixtures";

/** What this test puts into all data of a run's events: the run's id. */
type Marked = { runId: number };

/** A page whose worker may answer for any run, at any time, in any order. */
class AnyPage {
  run: Run = firstRun(experiment);
  context: RunContext = contextFor(experiment);
  /** The choices with which each run began. */
  readonly begun = new Map<number, Experiment>();
  #pictures = 0;

  act(action: RunInput, context = this.context): void {
    this.context = context;
    const { run, effects } = nextRun(this.run, action, context);
    this.run = run;
    for (const effect of effects) {
      if (effect.type !== "post") continue;
      const { command } = effect;
      if (command.type === "start" || command.type === "complete") this.begun.set(command.runId, command.experiment);
    }
    this.#check();
  }

  change(to: Experiment, retrain: RunContext["retrain"]): void {
    this.act({ type: "change", before: this.context.experiment }, contextFor(to, retrain));
  }

  answer(kind: number, runAgo: number): void {
    const runId = Math.max(1, this.run.newest.runId - runAgo);
    const of = this.begun.get(runId);
    if (of === undefined) return;
    const mark = <E extends RunInput>(event: E): E => marked(event, runId, of, ++this.#pictures);
    const events = [
      () => mark(started(runId)),
      () => mark(pictured(runId, 18)),
      () => mark(pictured(runId, 18, "paused")),
      () => mark(pictured(runId, 30, "finished")),
      () => mark(completed(runId)),
      () => mark(completed(runId, 6)),
      () => ({ ...mark(completed(runId, 6)), picture: null }),
      () => mark(epochsOf(runId)),
      () => failedWith(runId),
    ];
    const event = events[kind % events.length]!();
    const before = this.run;
    const { effects } = nextRun(before, event, this.context);
    this.act(event);
    if (!("picture" in event) || event.picture === null) return;
    const command = { type: "drawn", picture: event.picture };
    const isDropped = effects.some((effect) => effect.type === "post" && effect.command.type === "drawn");
    // The worker receives an answer for every picture: it is shown and then drawn, or dropped.
    if (isDropped) expect(effects).toContainEqual({ type: "post", command });
    else expect(this.run.shown?.picture).toBe(event.picture);
  }

  #check(): void {
    const { run } = this;
    const { shown, newest } = run;
    if (shown !== null) {
      expect((shown.snapshot as unknown as Marked).runId).toBe(shown.runId);
      if (shown.epochs !== "coming") {
        for (const record of shown.epochs) expect((record as unknown as Marked).runId).toBe(shown.runId);
      }
      expect((shown.samples as unknown as { key: string }).key).toBe(dataKey(shown.experiment));
      expect(shown.runId).toBeLessThanOrEqual(newest.runId);
    }
    if (run.phase === "retraining") expect(run.pending.at(-1)).toEqual(newest);
    if (run.phase === "ready" || run.phase === "running" || run.phase === "paused" || run.phase === "finished") {
      expect(run.shown.runId).toBe(newest.runId);
      expect(run.shown.experiment).toEqual(newest.experiment);
    }
  }
}

function marked<E extends RunInput>(event: E, runId: number, of: Experiment, picture: number): E {
  const records = (list: readonly EpochRecord[]) => list.map((record) => ({ ...record, runId }));
  const changed: Record<string, unknown> = { ...event };
  if ("snapshot" in event) {
    changed.snapshot = { ...event.snapshot, runId, finishedEpochs: records(event.snapshot.finishedEpochs) };
    changed.picture = picture;
  }
  if ("samples" in event) changed.samples = { ...event.samples, key: dataKey(of) };
  if (event.type === "epochs") changed.epochs = records(event.epochs);
  return changed as E;
}

const changes = fc.tuple(
  fc.constantFrom(experiment, withGamma(1), otherData, { ...experiment, epochs: 8 }, untrainable),
  fc.constantFrom<RunContext["retrain"]>("off", "soon", "later"),
);
const actions = fc.constantFrom<RunInput>(
  { type: "restart", goOn: false },
  { type: "restart", goOn: true },
  { type: "run" },
  { type: "pause" },
  { type: "advance", steps: 1 },
  { type: "pace" },
  { type: "refuse", failure: { code: "bad-loss", detail: "" } },
  { type: "drawn" },
  { type: "died", detail: "" },
);
const moves = fc.oneof(
  changes.map(
    ([to, retrain]) =>
      (page: AnyPage) =>
        page.change(to, retrain),
  ),
  actions.map((action) => (page: AnyPage) => page.act(action)),
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(8), fc.nat(2)).map(
      ([kind, runAgo]) =>
        (page: AnyPage) =>
          page.answer(kind, runAgo),
    ),
  },
);

describe("after any sequence of events the page's run", () => {
  it("shows samples, network and history of a single run, and drops or draws every picture", () => {
    fc.assert(
      fc.property(fc.array(moves, { minLength: 20, maxLength: 60 }), (sequence) => {
        const page = new AnyPage();
        page.act({ type: "restart", goOn: false });
        for (const move of sequence) move(page);
      }),
      { numRuns: 200, seed: 20261201 },
    );
  });
});
