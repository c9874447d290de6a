import { expect, it } from "vitest";
import type { AppStore } from "../../src/store/createAppStore";
import { comesAtOnce } from "../../src/store/instant";
import { finish, readyStore, until } from "./openStore";

/** A store on which changes retrain, whatever this machine's speed. */
async function instantStore(): Promise<AppStore> {
  const store = await readyStore();
  store.actions.setInstant(true);
  return store;
}

it("a change shows the very network that training to the end would have given, with its history and no notice", async () => {
  const store = await instantStore();
  store.actions.setLossParameter("gamma", 1);
  expect(store.getState().status).toBe("ready");
  expect(store.getState().awaitsTrained).toBe(false); // nobody knows yet how long it takes here
  const { snapshot, notice, instant } = await until(store, ({ status }) => status === "finished");
  const { history } = await until(store, (state) => state.history.length > 1); // its figures follow the network
  expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(notice).toBeNull();
  expect(instant.lastMs).toBeGreaterThan(0);
  store.actions.setLossParameter("gamma", 2);
  expect(store.getState().awaitsTrained).toBe(comesAtOnce(instant, store.getState().experiment));
  await until(store, ({ awaitsTrained, experiment }) => !awaitsTrained && experiment.loss.parameters.gamma === 2);
  store.actions.setLossParameter("gamma", 1);
  await until(store, (state) => state.snapshot!.gridLogits.every((value, i) => value === snapshot!.gridLogits[i]));
  store.actions.resetTraining();
  const reset = await until(store, ({ status }) => status === "ready");
  expect(reset.snapshot!.step).toBe(0);
  expect(reset.instant.lastMs).toBeNull();
  expect((await finish(store)).snapshot!.gridLogits).toEqual(snapshot!.gridLogits);
});

it("many changes at once end with the last one's network, and samples and logits are always of one run", async () => {
  const store = await instantStore();
  const mixed: number[] = [];
  store.subscribe(({ data, snapshot }) => {
    if (data.rows !== snapshot!.trainLogits.length) mixed.push(data.rows);
  });
  for (const positives of [40, 50, 60, 70]) {
    store.actions.changeExperiment((old) => ({ ...old, dataset: { ...old.dataset, positives } }));
  }
  const { data } = await until(store, (state) => state.data.rows === Math.floor(0.7 * 190));
  expect(data.rows).toBe(133);
  expect(store.getState().status).toBe("finished");
  expect(mixed).toEqual([]);
});

it("a run under way is tuned, not ended; Train and a step begin from the start even while a result is on its way", async () => {
  const store = await instantStore();
  const { actions } = store;
  actions.setLossParameter("gamma", 1);
  actions.takeStep();
  await until(store, ({ status, snapshot }) => status === "paused" && snapshot!.step === 1);
  const { snapshot } = store.getState();
  actions.setLossParameter("gamma", 3);
  const tuned = await until(store, (state) => state.snapshot !== snapshot);
  expect(tuned.snapshot!.step).toBe(1);
  actions.resetTraining();
  await until(store, ({ status }) => status === "ready");
  actions.setLossParameter("gamma", 2);
  actions.setPace({ epochsPerSecond: 20 });
  actions.startTraining();
  const first = await until(store, ({ status, snapshot: shown }) => status === "running" && shown!.step > 0);
  expect(first.snapshot!.step).toBeLessThan(first.snapshot!.totalSteps);
});

it("a result that comes too late for a loss no network is trained on is passed over with its epochs, and the next loss trains", async () => {
  const store = await instantStore();
  await store.actions.loadLosses();
  store.actions.setLossParameter("gamma", 1);
  const before = await until(store, ({ history }) => history.length > 1);
  store.actions.setLossParameter("gamma", 3);
  store.actions.selectLoss("ctc");
  expect(store.getState().status).toBe("unfit");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(store.getState().snapshot).toBe(before.snapshot);
  expect(store.getState().history).toBe(before.history);
  store.actions.selectLoss("hinge");
  await until(store, ({ status, snapshot }) => status === "finished" && snapshot !== before.snapshot);
  const { history } = await until(store, (state) => state.history.length > 1);
  expect(history).not.toBe(before.history);
});
