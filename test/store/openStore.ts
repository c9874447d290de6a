import { onTestFinished } from "vitest";
import type { Samples } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { losses } from "../../src/losses";
import { type AppStore, createAppStore, type LatePrefetch } from "../../src/store/createAppStore";
import { defaultPage } from "../../src/store/page/pageState";
import { pageOf } from "../../src/store/page/shownPage";
import { type Failure, failureOf, type Phase, partsOf, type Run, type RunParts } from "../../src/store/run";
import { type AppState, type Notice, shownSamples, shownSnapshot } from "../../src/store/state";
import type { EpochRecord, Snapshot } from "../../src/training/snapshot";

/** Six steps per epoch. */
export const smallExperiment: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  batchSize: 20,
  epochs: 5,
};

/**
 * A store with real workers whose snapshots count as drawn at once; it ends with the test. Changes
 * begin runs that wait to be trained: only the tests of instant retraining turn that on.
 */
export function openStore(experiment: Experiment = smallExperiment, prefetch?: LatePrefetch): AppStore {
  const store = createAppStore({ ...defaultPage, experiment }, losses, prefetch);
  onTestFinished(() => store.actions.dispose());
  store.actions.setInstantRetrain(false);
  store.subscribe(({ run }, { run: before }) => {
    if (run.shown?.snapshot !== before.shown?.snapshot) store.actions.snapshotDrawn();
  });
  return store;
}

/** The state, with the parts of its run that tests read. */
export interface StoreView extends AppState, Pick<RunParts, "engine"> {
  phase: Phase;
  failure: Failure | null;
  samples: Samples;
  snapshot: Snapshot | null;
  /** Empty while they are still to come. */
  history: readonly EpochRecord[];
}

export function viewOf(state: AppState): StoreView {
  const { run } = state;
  const { engine, phase, shown } = run;
  const history = shown === null || shown.epochs === "coming" ? [] : shown.epochs;
  const samples = shownSamples(state);
  return { ...state, engine, phase, failure: failureOf(run), samples, snapshot: shownSnapshot(state), history };
}

/** Reports a failure of the run to the page, as the worker does. */
export function fail(store: AppStore, failure: Failure, engine = store.getState().run.engine): void {
  store.setState(({ run }) => ({ run: { ...partsOf(run), engine, phase: "failed", failure } }));
}

/** Shows the store's network with other outputs. */
export function changeSnapshot(store: AppStore, change: Partial<Snapshot>): void {
  store.setState(({ run }) => {
    const shown = { ...run.shown!, snapshot: { ...run.shown!.snapshot, ...change } };
    const changed: Run = { ...run, shown };
    return { run: changed };
  });
}

/** Shows another experiment on the page, untrained. */
export function openExperiment(store: AppStore, experiment: Experiment, notice?: Notice): void {
  const page = pageOf(store.getState());
  const explore = { ...page.explore, probe: null };
  store.actions.openPage({ ...page, experiment, explore }, "untrained", notice);
}

/** The first state from now on that satisfies `when`. */
export function until(store: AppStore, when: (view: StoreView) => boolean): Promise<StoreView> {
  return new Promise((resolve) => {
    const view = viewOf(store.getState());
    if (when(view)) return resolve(view);
    const stop = store.subscribe((state) => {
      const later = viewOf(state);
      if (!when(later)) return;
      stop();
      resolve(later);
    });
  });
}

/** A store with its first snapshot and both losses compiled. */
export async function readyStore(experiment?: Experiment, prefetch?: LatePrefetch): Promise<AppStore> {
  const store = openStore(experiment, prefetch);
  await until(store, ({ phase, loss, crossEntropy }) => phase === "ready" && loss !== null && crossEntropy !== null);
  return store;
}

/** Trains to the end as fast as the engine can. */
export async function finish(store: AppStore): Promise<StoreView> {
  store.actions.setPace("full");
  store.actions.startTraining();
  return until(store, ({ phase }) => phase === "finished");
}
