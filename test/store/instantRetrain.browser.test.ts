import { expect, it } from "vitest";
import { withLossParameter } from "../../src/experiment/lossParameter";
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

it("a change that was trained ahead is there in the same moment with its history, and is the run that goes on", async () => {
  const store = await instantStore();
  const { actions } = store;
  const settled = () => until(store, ({ status, history }) => status === "finished" && history.length === 6);
  actions.setLossParameter("gamma", 1);
  await settled();

  const gammas = [1.05, 1.1];
  const foreseen = async (gamma: number) => {
    actions.trainAhead(gammas.map((value) => (old) => withLossParameter(old, "gamma", value)));
    // How long that takes nobody says: the change is made again until it finds its network.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { snapshot } = store.getState();
    actions.setLossParameter("gamma", gamma);
    return store.getState().snapshot !== snapshot;
  };
  let found = false;
  while (!found) {
    found = await foreseen(1.05);
    if (!found) {
      await settled();
      actions.setLossParameter("gamma", 1);
      await settled();
    }
  }
  const { snapshot, history, status, awaitsTrained, engine } = store.getState();
  expect({ status, awaitsTrained }).toEqual({ status: "finished", awaitsTrained: false });
  expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(engine).toMatchObject({ id: "cpu", reason: "trained-at-once" });
  expect(snapshot!.totalSteps).toBe(30);

  actions.setInstant(false);
  actions.changeExperiment((old) => ({ ...old, epochs: 6 }));
  actions.finishEpoch();
  const next = await until(store, (state) => state.snapshot!.step === 36);
  expect(next.snapshot!.finishedEpochs.map(({ epoch }) => epoch)).toEqual([6]);
  actions.changeExperiment((old) => ({ ...old, epochs: 5 }));
  actions.resetTraining();
  await until(store, (state) => state.status === "ready" && state.snapshot!.step === 0);
  expect((await finish(store)).snapshot!.gridLogits).toEqual(snapshot!.gridLogits);

  // Another engine's network would be another one in its last digits.
  actions.setInstant(true);
  actions.chooseEngine("float64");
  actions.setLossParameter("gamma", 1);
  actions.setLossParameter("gamma", 1.05);
  expect(store.getState().status).not.toBe("finished");
  const reference = await until(store, (state) => state.status === "finished" && state.engine?.id === "float64");
  expect(reference.snapshot!.gridLogits).not.toEqual(snapshot!.gridLogits);
});
