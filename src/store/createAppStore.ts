import { createStore, type StoreApi } from "zustand/vanilla";
import type { Samples } from "../datasets";
import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment, LossChoice } from "../experiment/experiment";
import type { GridSpec, Snapshot } from "../experiment/snapshot";
import { canTune } from "../experiment/tuning";
import type { LossProgram } from "../language";
import type { CatalogueLoss, LossSizes } from "../losses";
import { findLoss } from "../losses/findLoss";
import { networkFit } from "../losses/fit";
import { openingLosses } from "../losses/openingLosses";
import { type Refusal, type RunEvent, TrainingClient } from "../worker/client";
import type { EnginePreference, Pace } from "../worker/protocol";
import { extendHistory } from "./epochHistory";
import { crossEntropyChoice, LossReading } from "./lossReading";
import { OverlayReading } from "./overlays";
import { defaultProbe, type Probe } from "./probe";
import {
  type AppState,
  type ColourBy,
  type CurveAxis,
  type CurveDerivative,
  type CurveScale,
  type DotArea,
  isNetworkLoss,
  type NetworkLoss,
  type Notice,
} from "./state";

/** Verbs of the user. */
export interface AppActions {
  selectLoss(id: string): void;
  setLossParameter(name: string, value: number): void;
  /** Any other change of the experiment. What cannot be taken over by the run begins it anew from the same seeds. */
  changeExperiment(change: (experiment: Experiment) => Experiment): void;
  /** Fetches the catalogue, which `losses` then holds. Rejects when it cannot be fetched. */
  loadLosses(): Promise<void>;
  /** A whole experiment, from a link; of a loss that is in `losses`. */
  loadExperiment(experiment: Experiment, notice?: Notice): void;
  startTraining(): void;
  pauseTraining(): void;
  toggleTraining(): void;
  takeStep(): void;
  finishEpoch(): void;
  resetTraining(): void;
  setPace(pace: Pace): void;
  chooseEngine(preference: EnginePreference): void;
  moveProbe(probe: Probe): void;
  setCurveAxis(axis: CurveAxis): void;
  setCurveScale(scale: CurveScale): void;
  setCurveDerivative(derivative: CurveDerivative): void;
  /** Draws another loss among the curves; one that is there already is not added again. */
  addOverlay(choice: LossChoice): void;
  removeOverlay(key: number): void;
  /** Reads a loss that is neither on screen nor among the curves; null where it cannot be read. */
  readLoss(choice: LossChoice): Promise<NetworkLoss | null>;
  /** A loss's program for other sizes than the page's own; null where its source is refused. */
  readLossFor(choice: LossChoice, sizes: LossSizes): Promise<LossProgram | null>;
  setDotArea(area: DotArea): void;
  setColourBy(colourBy: ColourBy): void;
  setEasyAbove(value: number): void;
  show(notice: Notice): void;
  dismissNotice(): void;
  /** The page has drawn the newest snapshot. */
  snapshotDrawn(): void;
  dispose(): void;
}

export type AppStore = StoreApi<AppState> & { readonly actions: AppActions };

/** The plane's square around both rings, with room for their spread. */
export function plotGrid({ dataset }: Experiment): GridSpec {
  const reach = Math.max(dataset.positiveRadius, dataset.negativeRadius) + 3.4 * dataset.standardDeviation;
  return { size: 97, extent: Math.max(reach, 0.5) };
}

/** Whatever decides the samples. */
function dataKey({ dataset, trainFraction, seeds }: Experiment): string {
  return JSON.stringify([dataset, trainFraction, seeds.data, seeds.split]);
}

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
  /** A loss's definition, if need be once the catalogue is there. */
  async function definitionOf(id: string): Promise<CatalogueLoss> {
    if (!get().losses.some((loss) => loss.id === id)) await loadLosses();
    return findLoss(get().losses, id);
  }
  const reading = new LossReading(definitionOf, client, {
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

  function receive(event: RunEvent): void {
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
        set({ status: "failed", failure: { code: event.code, detail: event.detail, step: event.step } });
    }
  }

  /** A run's first snapshot: what was shown of the run before goes all at once, so that samples and logits always belong together. */
  function showStart(snapshot: Snapshot): void {
    const { experiment, probe } = get();
    const key = dataKey(experiment);
    const otherData = key !== shownData;
    shownData = key;
    set({
      snapshot,
      history: extendHistory([], snapshot.finishedEpochs),
      status: get().status === "unfit" ? "unfit" : "ready",
      ...(otherData && { data: samples, probe: probe.kind === "free" ? probe : defaultProbe(samples, experiment) }),
    });
    if (runWhenReady) startTraining();
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
    if (!trains) pauseTraining();
    runWhenReady = run && trains;
    set({ status: trains ? "preparing" : "unfit", failure: null, engineLoading: null });
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
    set({ experiment });
    const tunes = canTune(before.experiment, experiment);
    if (tunes && before.status !== "failed" && before.status !== "preparing" && before.status !== "unfit") {
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
    if (status === "finished" || status === "failed") {
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
    if (status === "ready" || status === "paused" || status === "running") client.advance(steps);
  }

  const actions: AppActions = {
    selectLoss: (id) => changeExperiment((old) => ({ ...old, loss: { id, parameters: {} } })),
    setLossParameter: (name, value) =>
      changeExperiment((old) => ({
        ...old,
        loss: { ...old.loss, parameters: { ...old.loss.parameters, [name]: value } },
      })),
    changeExperiment,
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
    chooseEngine: (enginePreference) => {
      const { snapshot } = get();
      set({ enginePreference, ...((snapshot?.step ?? 0) > 0 && { notice: { kind: "reset" as const } }) });
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
    },
  };

  restart(false);
  // Where it does not come, the picker asks again.
  loadLosses().catch(() => undefined);
  return Object.assign(store, { actions });
}

/** Whether a run that has done all its epochs has been given more since. */
function canGoOn({ experiment, snapshot }: AppState): boolean {
  return experiment.epochs > (snapshot?.epoch ?? 0);
}
