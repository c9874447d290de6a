import { onTestFinished } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { losses } from "../../src/losses";
import { type AppStore, createAppStore } from "../../src/store/createAppStore";
import type { AppState } from "../../src/store/state";

/** Six steps an epoch. */
export const smallExperiment: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  batchSize: 20,
  epochs: 5,
};

/**
 * A store with its real workers, whose snapshots count as drawn at once; ended with the test. Changes begin runs that wait to be trained: instant
 * retraining is for the tests that turn it on.
 */
export function openStore(experiment: Experiment = smallExperiment): AppStore {
  const store = createAppStore(experiment, losses);
  onTestFinished(() => store.actions.dispose());
  store.actions.setInstant(false);
  store.subscribe((state, before) => {
    if (state.snapshot !== before.snapshot) store.actions.snapshotDrawn();
  });
  return store;
}

/** The first state from now on that satisfies `when`. */
export function until(store: AppStore, when: (state: AppState) => boolean): Promise<AppState> {
  return new Promise((resolve) => {
    if (when(store.getState())) return resolve(store.getState());
    const stop = store.subscribe((state) => {
      if (!when(state)) return;
      stop();
      resolve(state);
    });
  });
}

/** A store with its first snapshot and both losses read. */
export async function readyStore(experiment: Experiment = smallExperiment): Promise<AppStore> {
  const store = openStore(experiment);
  await until(store, ({ status, loss, crossEntropy }) => status === "ready" && loss !== null && crossEntropy !== null);
  return store;
}

/** Trains to the end as fast as the engine can. */
export async function finish(store: AppStore): Promise<AppState> {
  store.actions.setPace("full");
  store.actions.startTraining();
  return until(store, ({ status }) => status === "finished");
}
