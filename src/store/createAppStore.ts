import { createStore, type StoreApi } from "zustand/vanilla";
import type { Samples } from "../datasets";
import { dataKey } from "../experiment/dataKey";
import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment, LossChoice } from "../experiment/experiment";
import { withLossParameter } from "../experiment/lossParameter";
import { plotGrid } from "../experiment/plotGrid";
import { canTune } from "../experiment/tuning";
import type { CatalogueLoss } from "../losses";
import { findLoss } from "../losses/findLoss";
import { networkFit } from "../losses/networkFit";
import { openingLosses } from "../losses/openingLosses";
import type { Snapshot } from "../training/snapshot";
import { type Refusal, type RunEvent, TrainingClient } from "../worker/run/client";
import type { Completed, Expected } from "../worker/run/prefetch";
import { Ahead } from "./ahead";
import type { AppActions } from "./appActions";
import { extendHistory } from "./epochHistory";
import { comesAtOnce, fitsInstant, forOtherEngine, untriedInstant, withRun } from "./instant";
import { crossEntropyChoice, LossCompilation } from "./lossReading";
import { OverlayReading } from "./overlays";
import { defaultProbe } from "./probe";
import { type AppState, isNetworkLoss, type NetworkLoss } from "./state";

export type { AppActions };
export type AppStore = StoreApi<AppState> & { readonly actions: AppActions };

const noSamples: Samples = { rows: 0, inputs: 2, features: new Float32Array(0), labels: new Uint8Array(0) };

/**
 * The page's state and the one client that feeds it. Nothing here knows React or the DOM. `losses` must hold the initial experiment's; throws
 * UnknownLossError where they don't.
 */
export function createAppStore(
  initial: Experiment = tutorialExperiment,
  losses: readonly CatalogueLoss[] = openingLosses,
): AppStore {
  const store = createStore<AppState>(() => ({
    experiment: initial,
    losses,
    enginePreference: "auto",
    engine: null,
    engineLoading: null,
    status: "preparing",
    pace: { epochsPerSecond: 5 },
    instant: untriedInstant,
    awaitsTrained: false,
    failure: null,
    notice: null,
    loss: null,
    crossEntropy: null,
    data: noSamples,
    snapshot: null,
    history: [],
    probe: { kind: "sample", index: 0 },
    curveAxis: "probability",
    curveScale: "linear",
    curveDerivative: "slope",
    overlays: [],
    dotArea: "pull",
    colourBy: "true",
    easyAbove: 0.7,
  }));
  const { getState: get, setState: set } = store;
  const client = new TrainingClient(receive);
  const ahead = new Ahead();
  /** A loss's definition, if need be once the catalogue is there. */
  async function definitionOf(id: string): Promise<CatalogueLoss> {
    if (!get().losses.some((loss) => loss.id === id)) await loadLosses();
    return findLoss(get().losses, id);
  }
  const reading = new LossCompilation(definitionOf, client, {
    onLoss: (loss) => set({ loss }),
    onCrossEntropy: (crossEntropy) => set({ crossEntropy }),
    onRefusal: refuse,
  });
  const overlays = new OverlayReading(readNetworkLoss, (change) =>
    set(({ overlays: before }) => ({ overlays: change(before) })),
  );
  /** A loss for the curves: those a network can be trained on have them. */
  async function readNetworkLoss(choice: LossChoice): Promise<NetworkLoss | { refusal: Refusal }> {
    const answer = await reading.read(choice);
    if ("refusal" in answer || isNetworkLoss(answer)) return answer;
    const message = `${choice.id}: expected a loss of a network's outputs`;
    return { refusal: { line: 1, column: 1, construct: "loss", message } };
  }

  /** Whether to go on running once the new run's first snapshot is here. */
  let runWhenReady = false;
  let disposed = false;
  /** Those of the run begun last. */
  let samples = noSamples;
  /** Whose samples are on the plane. */
  let shownData = "";
  /** Whose loss's network is on the plane. */
  let shownLoss = "";
  /** The run whose trained network is on the plane, and whose epochs are still to come. */
  let epochsAwaitedOf: number | undefined;
  /** The experiments of complete runs on their way, by run id: the last of them is what the worker holds. */
  const retraining = new Map<number, Experiment>();

  function receive(event: RunEvent): void {
    ahead.hear(event);
    switch (event.type) {
      case "started":
        samples = event.samples;
        set({ engine: event.engine, engineLoading: null });
        return;
      case "measured":
        set({ engine: event.engine });
        return;
      case "loading": {
        const { loadedBytes, totalBytes } = event;
        set({ engineLoading: { loadedBytes, totalBytes } });
        return;
      }
      case "completed":
        showCompleted(event);
        return;
      case "epochs":
        if (event.runId !== epochsAwaitedOf) return;
        epochsAwaitedOf = undefined;
        set({ history: extendHistory([], event.epochs) });
        return;
      case "snapshot":
        if (get().status === "preparing" || standsIn()) showStart(event.snapshot);
        else showProgress(event.snapshot);
        return;
      case "stopped":
        if (get().status === "failed" || get().status === "unfit") return;
        set({ status: event.because === "finished" && canGoOn(get()) ? "paused" : event.because });
        return;
      case "failed":
        runWhenReady = false;
        retraining.clear();
        set({
          // Of the network on screen, or of none.
          ...(epochsAwaitedOf !== undefined && { history: [] }),
          status: "failed",
          awaitsTrained: false,
          failure: { code: event.code, detail: event.detail, step: event.step },
        });
    }
  }

  /** A run's first snapshot: what was shown of the run before goes all at once, so that samples and logits always belong together. */
  function showStart(snapshot: Snapshot): void {
    epochsAwaitedOf = undefined;
    set({
      ...beginning(get().experiment, snapshot),
      status: get().status === "unfit" ? "unfit" : "ready",
      instant: { ...get().instant, lastMs: null },
    });
    if (runWhenReady) startTraining();
  }

  /** What a run's first or only snapshot puts in the place of all that was shown of the run before. */
  function beginning(experiment: Experiment, snapshot: Snapshot): Partial<AppState> {
    const { probe } = get();
    const key = dataKey(experiment);
    const otherData = key !== shownData;
    const otherLoss = experiment.loss.id !== shownLoss;
    shownData = key;
    shownLoss = experiment.loss.id;
    // Where its epochs are still to come, mostly in the same frame, those before stand so long if they are of the same loss on the same data.
    const stands = snapshot.finishedEpochs.length === 0 && !otherData && !otherLoss;
    return {
      snapshot,
      ...(!stands && { history: extendHistory([], snapshot.finishedEpochs) }),
      ...(otherData && { data: samples, probe: probe.kind === "free" ? probe : defaultProbe(samples, experiment) }),
    };
  }

  /** The trained network of the present experiment, or of one that was the present one a moment ago. */
  function showCompleted({ runId, engine, samples: rows, snapshot, cost }: Completed): void {
    const experiment = retraining.get(runId);
    if (experiment === undefined) {
      client.drawn(); // the worker waits with the next until this one is out of the way
      return;
    }
    epochsAwaitedOf = snapshot.finishedEpochs.length === 0 ? runId : undefined;
    for (const older of retraining.keys()) if (older <= runId) retraining.delete(older);
    samples = rows;
    set({
      ...beginning(experiment, snapshot),
      engine: sameChoice(get().engine, engine) ? get().engine : engine,
      engineLoading: null,
      status: "finished",
      failure: null,
      awaitsTrained: get().awaitsTrained && retraining.size > 0,
      instant: withRun(get().instant, experiment, cost.total),
    });
  }

  /** Trains the present experiment to its end in one go; what is on screen stays until that is done. */
  function retrain(): void {
    const { experiment, enginePreference: engine, loss } = get();
    reading.follow(experiment.loss, loss);
    const grid = plotGrid(experiment);
    const runId = client.complete(experiment, engine, grid);
    retraining.set(runId, experiment);
    ahead.giveWay(runId);
    const known = trainsAhead(get()) ? ahead.ask({ experiment, engine, grid }) : undefined;
    // The worker comes to the same, and holds the run if it is to go on.
    if (known !== undefined) showCompleted({ ...known, runId });
  }

  /** Whether a change to this experiment is shown by its trained network: no run is under way that would rather take it over. */
  function retrains(experiment: Experiment): boolean {
    const { instant, losses: known, status } = get();
    if (!instant.on || !fitsInstant(instant, experiment)) return false;
    if (status === "running" || status === "paused" || runWhenReady) return false;
    return networkFit(findLoss(known, experiment.loss.id)).trains;
  }

  /** Of the experiments that changes would come to, those whose trained network is shown at once; each is made when it is come to. */
  function* expectedOf(changes: readonly ((experiment: Experiment) => Experiment)[]): Generator<Expected> {
    const { experiment: present, enginePreference: engine, instant } = get();
    for (const change of changes) {
      const experiment = change(present);
      if (retrains(experiment) && comesAtOnce(instant, experiment)) {
        yield { experiment, engine, grid: plotGrid(experiment) };
      }
    }
  }

  function showProgress(snapshot: Snapshot): void {
    const { history, status } = get();
    // A stop may still have been on its way when the run was told to go on: its pictures say that it does.
    const runs = snapshot.stepsPerSecond > 0 && status === "paused";
    set({
      snapshot,
      history: extendHistory(history, snapshot.finishedEpochs),
      ...(runs && { status: "running" as const }),
    });
  }

  /** Whether samples are wanted that no run of the loss itself will show. */
  function standsIn(): boolean {
    return get().status === "unfit" && dataKey(get().experiment) !== shownData;
  }

  /** Whether the run goes on once it can: it runs, or has been told to while it is being prepared. */
  function goesOn(): boolean {
    return get().status === "running" || runWhenReady;
  }

  /** Begins the run of the present experiment anew. */
  function restart(run: boolean): void {
    const { experiment, enginePreference, loss } = get();
    const trains = networkFit(findLoss(get().losses, experiment.loss.id)).trains;
    retraining.clear();
    if (!trains) pauseTraining();
    runWhenReady = run && trains;
    set({ status: trains ? "preparing" : "unfit", failure: null, engineLoading: null, awaitsTrained: false });
    reading.follow(experiment.loss, loss);
    if (trains) client.start(experiment, enginePreference, plotGrid(experiment));
    // The plane still shows the samples, and the network as it begins: cross entropy stands in, and takes no step.
    else if (standsIn())
      client.start({ ...experiment, loss: crossEntropyChoice }, enginePreference, plotGrid(experiment));
  }

  /** Nothing can be drawn without the loss; where its run fails too, that is already said. */
  function refuse({ construct, message }: Refusal): void {
    if (disposed || get().status === "failed") return;
    pauseTraining();
    const code = construct === "worker" ? "worker-died" : "bad-loss";
    set({ status: "failed", failure: { code, detail: message, step: get().snapshot?.step ?? 0 } });
  }

  function changeExperiment(change: (experiment: Experiment) => Experiment): void {
    const before = get();
    const experiment = change(before.experiment);
    const retrained = retrains(experiment);
    set({ experiment, awaitsTrained: retrained && comesAtOnce(before.instant, experiment) });
    if (retrained) {
      retrain();
      return;
    }
    const tunes = canTune(before.experiment, experiment) && !endsBefore(experiment, before);
    if (
      tunes &&
      retraining.size === 0 &&
      before.status !== "failed" &&
      before.status !== "preparing" &&
      before.status !== "unfit"
    ) {
      reading.follow(experiment.loss, before.loss);
      client.tune(experiment);
      if (before.status === "finished" && canGoOn(get())) set({ status: "paused" });
      return;
    }
    const trains = networkFit(findLoss(get().losses, experiment.loss.id)).trains;
    if (!tunes && trains && (before.snapshot?.step ?? 0) > 0) set({ notice: { kind: "reset" } });
    restart(goesOn());
  }

  async function loadLosses(): Promise<void> {
    // A loss of the catalogue is compiled in the page.
    client.prepareToCompile();
    const { losses: all } = await import("../losses");
    if (get().losses !== all) set({ losses: all });
  }

  function startTraining(): void {
    const { status, pace } = get();
    if (status === "unfit") return;
    if (status === "preparing") {
      runWhenReady = true;
      return;
    }
    if (status === "finished" || status === "failed" || retraining.size > 0) {
      restart(true);
      return;
    }
    runWhenReady = false;
    set({ status: "running" });
    client.run(pace);
  }

  function pauseTraining(): void {
    runWhenReady = false;
    if (get().status === "running") client.pause();
  }

  function advance(steps: number | "epoch"): void {
    const { status } = get();
    if (status === "ready" && retraining.size > 0) restart(false); // the steps are taken from the start
    if (status === "ready" || status === "paused" || status === "running") client.advance(steps);
  }

  const actions: AppActions = {
    selectLoss: (id) => changeExperiment((old) => ({ ...old, loss: { id, parameters: {} } })),
    setLossParameter: (name, value) => changeExperiment((old) => withLossParameter(old, name, value)),
    changeExperiment,
    trainAhead: (changes) => {
      if (trainsAhead(get())) ahead.expect(() => expectedOf(changes));
    },
    loadLosses,
    loadExperiment: (experiment, notice) => {
      set({ experiment, notice: notice ?? null });
      restart(false);
    },
    startTraining,
    pauseTraining,
    toggleTraining: () => (goesOn() ? pauseTraining() : startTraining()),
    takeStep: () => advance(1),
    finishEpoch: () => advance("epoch"),
    resetTraining: () => restart(false),
    setPace: (pace) => {
      set({ pace });
      if (get().status === "running") client.run(pace);
    },
    setInstant: (on) => set(({ instant }) => ({ instant: { ...instant, on, chosen: true } })),
    chooseEngine: (enginePreference) => {
      const { snapshot, instant } = get();
      set({
        enginePreference,
        instant: forOtherEngine(instant),
        ...((snapshot?.step ?? 0) > 0 && { notice: { kind: "reset" as const } }),
      });
      restart(goesOn());
    },
    moveProbe: (probe) => set({ probe }),
    setCurveAxis: (curveAxis) => set({ curveAxis }),
    setCurveScale: (curveScale) => set({ curveScale }),
    setCurveDerivative: (curveDerivative) => set({ curveDerivative }),
    addOverlay: (choice) => overlays.add(choice),
    removeOverlay: (key) => overlays.remove(key),
    readLoss: async (choice) => {
      const answer = await readNetworkLoss(choice);
      return "refusal" in answer ? null : answer;
    },
    readLossFor: (choice, sizes) => reading.readFor(choice, sizes),
    setDotArea: (dotArea) => set({ dotArea }),
    setColourBy: (colourBy) => set({ colourBy }),
    setEasyAbove: (easyAbove) => set({ easyAbove }),
    show: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    snapshotDrawn: () => client.drawn(),
    dispose: () => {
      disposed = true;
      client.dispose();
      ahead.dispose();
    },
  };

  restart(false);
  return Object.assign(store, { actions });
}

/** Whether the run on screen has gone on beyond the experiment's last step: it cannot be made to have ended there. */
function endsBefore({ epochs }: Experiment, { experiment, snapshot }: AppState): boolean {
  if (snapshot === null) return false;
  return snapshot.step > epochs * (snapshot.totalSteps / experiment.epochs);
}

/** Only the CPU gives the same network again to the bit, and to another worker. */
function trainsAhead({ engine, enginePreference }: AppState): boolean {
  return engine?.id === "cpu" && (enginePreference === "auto" || enginePreference === "cpu");
}

/** Whether a run that has done all its epochs has been given more since. */
function canGoOn({ experiment, snapshot }: AppState): boolean {
  return experiment.epochs > (snapshot?.epoch ?? 0);
}

function sameChoice(before: AppState["engine"], now: NonNullable<AppState["engine"]>): boolean {
  return before?.id === now.id && before.reason === now.reason && before.description === now.description;
}
