import { expect, it } from "vitest";
import { startPrefetch } from "../../src/app/startPrefetch";
import { withLossParameter } from "../../src/experiment/lossParameter";
import type { AppStore, LatePrefetch } from "../../src/store/createAppStore";
import { fitsInAFrame } from "../../src/store/instantRetrain";
import { finish, readyStore, until, viewOf } from "./openStore";

/** A store on which changes retrain, whatever this machine's speed. */
async function instantStore(prefetch?: LatePrefetch): Promise<AppStore> {
  const store = await readyStore(undefined, prefetch);
  store.actions.setInstantRetrain(true);
  return store;
}

it("a change shows the same network as training to the end, with its history and without a notice", async () => {
  const store = await instantStore();
  store.actions.setLossParameter("gamma", 1);
  // The time it takes on this machine is not known yet.
  expect(store.getState().run).toMatchObject({ phase: "retraining", soon: false });
  const { snapshot, notice, instantRetrain } = await until(store, ({ phase }) => phase === "finished");
  // it arrives after the network
  const { history } = await until(store, (view) => view.history.length > 1);
  expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(notice).toBeNull();
  expect(store.getState().run.shown!.retrainMs).toBeGreaterThan(0);
  store.actions.setLossParameter("gamma", 2);
  const soon = fitsInAFrame(instantRetrain, store.getState().experiment, performance.now());
  expect(store.getState().run).toMatchObject({ phase: "retraining", soon });
  await until(store, ({ phase }) => phase === "finished");
  store.actions.setLossParameter("gamma", 1);
  const again = await until(store, ({ phase }) => phase === "finished");
  expect(again.snapshot!.gridLogits).toEqual(snapshot!.gridLogits);
  store.actions.resetTraining();
  const reset = await until(store, ({ phase }) => phase === "ready");
  expect(reset.snapshot!.step).toBe(0);
  expect(reset.run.shown!.retrainMs).toBeNull();
  expect((await finish(store)).snapshot!.gridLogits).toEqual(snapshot!.gridLogits);
});

it("many quick changes end with the last one's network", async () => {
  const store = await instantStore();
  for (const positives of [40, 50, 60, 70]) {
    store.actions.changeExperiment((old) => ({ ...old, dataset: { ...old.dataset, positives } }));
  }
  const { samples, snapshot } = await until(store, ({ phase }) => phase === "finished");
  expect(samples.rows).toBe(Math.floor(0.7 * 190));
  expect(snapshot!.trainLogits).toHaveLength(samples.rows);
});

it("a prefetched change is shown at once with its history, and its run can continue", async () => {
  const prefetch = startPrefetch(() => true);
  const store = await instantStore({ current: () => prefetch, load: async () => prefetch });
  const { actions } = store;
  const settled = () => until(store, ({ phase, history }) => phase === "finished" && history.length === 6);
  actions.setLossParameter("gamma", 1);
  await settled();

  const gammas = [1.05, 1.1];
  const isFound = async (gamma: number) => {
    actions.prefetchRuns(gammas.map((value) => (old) => withLossParameter(old, "gamma", value)));
    // No event says that a prefetch is finished: the test repeats the change until its network is
    // shown at once.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { snapshot } = viewOf(store.getState());
    actions.setLossParameter("gamma", gamma);
    return viewOf(store.getState()).snapshot !== snapshot;
  };
  let found = false;
  while (!found) {
    found = await isFound(1.05);
    if (!found) {
      await settled();
      actions.setLossParameter("gamma", 1);
      await settled();
    }
  }
  const { snapshot, history, phase, engine } = viewOf(store.getState());
  expect(phase).toBe("finished");
  expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(engine).toMatchObject({ id: "cpu", reason: "trained-at-once" });
  expect(snapshot!.totalSteps).toBe(30);

  actions.setInstantRetrain(false);
  actions.changeExperiment((old) => ({ ...old, epochs: 6 }));
  actions.finishEpoch();
  const next = await until(store, (state) => state.snapshot!.step === 36);
  expect(next.snapshot!.finishedEpochs.map(({ epoch }) => epoch)).toEqual([6]);
  actions.changeExperiment((old) => ({ ...old, epochs: 5 }));
  actions.resetTraining();
  await until(store, (state) => state.phase === "ready");
  expect((await finish(store)).snapshot!.gridLogits).toEqual(snapshot!.gridLogits);

  // Another engine's network differs in its last digits.
  actions.setInstantRetrain(true);
  actions.chooseEngine("float64");
  actions.setLossParameter("gamma", 1);
  actions.setLossParameter("gamma", 1.05);
  expect(store.getState().run.phase).not.toBe("finished");
  const reference = await until(store, (state) => state.phase === "finished" && state.engine?.id === "float64");
  expect(reference.snapshot!.gridLogits).not.toEqual(snapshot!.gridLogits);
});
