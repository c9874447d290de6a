import { createStore, type StoreApi } from "zustand/vanilla";
import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment } from "../experiment/experiment";
import type { GridSpec } from "../experiment/snapshot";
import { canTune } from "../experiment/tuning";
import { numericParameters, programFits } from "../language";
import { type LossDefinition, lossById } from "../losses";
import { type RunEvent, TrainingClient } from "../worker/client";
import type { EnginePreference, Pace } from "../worker/protocol";
import { extendHistory } from "./epochHistory";
import { plotData } from "./plotData";
import { defaultProbe, type Probe } from "./probe";
import type { AppState, ColourBy, CurveAxis, DotArea, Notice, ReadLoss } from "./state";

/** Verbs of the user. */
export interface AppActions {
  selectLoss(id: string): void;
  setLossParameter(name: string, value: number): void;
  /** Any other change of the experiment. What cannot be taken over by the run begins it anew from the same seeds. */
  changeExperiment(change: (experiment: Experiment) => Experiment): void;
  /** A whole experiment, from a link. */
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

/** The page's state and the one client that feeds it. Nothing here knows React or the DOM. */
export function createAppStore(initial: Experiment = tutorialExperiment): AppStore {
  const data = plotData(initial);
  const store = createStore<AppState>(() => ({
    experiment: initial,
    enginePreference: "auto",
    engine: null,
    status: "preparing",
    pace: { epochsPerSecond: 5 },
    failure: null,
    notice: null,
    loss: null,
    crossEntropy: null,
    data,
    snapshot: null,
    history: [],
    probe: defaultProbe(data, initial),
    curveAxis: "probability",
    dotArea: "pull",
    colourBy: "true",
    easyAbove: 0.7,
  }));
  const { getState: get, setState: set } = store;
  const client = new TrainingClient(receive);
  /** Whether to go on running once the new run's first snapshot is here. */
  let runWhenReady = false;
  /** Counts readings of the loss, so that an older one that comes late is dropped. */
  let reading = 0;

  function receive(event: RunEvent): void {
    switch (event.type) {
      case "started":
        set({ engine: event.engine });
        return;
      case "snapshot": {
        const { snapshot } = event;
        const { history, status } = get();
        const first = status === "preparing";
        set({
          snapshot,
          history: extendHistory(first ? [] : history, snapshot.finishedEpochs),
          ...(first && { status: "ready" as const }),
        });
        if (first && runWhenReady) startTraining();
        return;
      }
      case "stopped":
        set({ status: event.because });
        return;
      case "failed":
        runWhenReady = false;
        set({ status: "failed", failure: { code: event.code, detail: event.detail, step: event.step } });
    }
  }

  /** Begins the run of the present experiment anew. */
  function restart(run: boolean): void {
    const { experiment, enginePreference, data: oldData, probe } = get();
    const nextData = plotData(experiment, oldData);
    runWhenReady = run;
    set({
      status: "preparing",
      failure: null,
      data: nextData,
      probe: nextData === oldData || probe.kind === "free" ? probe : defaultProbe(nextData, experiment),
    });
    client.start(experiment, enginePreference, plotGrid(experiment));
  }

  async function read(definition: LossDefinition, experiment: Experiment): Promise<ReadLoss | null> {
    const answer = await client.compile(definition.source, experiment.loss.parameters);
    return "program" in answer ? { definition, program: answer.program } : null;
  }

  /** Reads the experiment's loss unless the program on screen is right for it. */
  function readLoss(): void {
    const { experiment, loss } = get();
    const definition = lossById(experiment.loss.id);
    if (loss?.definition === definition && programFits(loss.program, experiment.loss.parameters)) return;
    const mine = ++reading;
    void read(definition, experiment).then((next) => {
      if (next !== null && mine === reading) set({ loss: next });
    });
  }

  function readCrossEntropy(): void {
    const definition = lossById("bce-logits");
    void read(definition, tutorialExperiment).then((next) => {
      if (next !== null) set({ crossEntropy: next });
    });
  }

  function changeExperiment(change: (experiment: Experiment) => Experiment): void {
    const before = get();
    const experiment = change(before.experiment);
    set({ experiment });
    readLoss();
    const alive = before.status !== "failed" && before.status !== "preparing";
    if (alive && canTune(before.experiment, experiment)) {
      client.tune(experiment);
      // A finished run that is given more epochs can go on.
      if (before.status === "finished" && experiment.epochs > (before.snapshot?.epoch ?? 0)) set({ status: "paused" });
      return;
    }
    if ((before.snapshot?.step ?? 0) > 0) set({ notice: { kind: "reset" } });
    restart(before.status === "running" || (before.status === "preparing" && runWhenReady));
  }

  function startTraining(): void {
    const { status, pace } = get();
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
    loadExperiment: (experiment, notice) => {
      set({ experiment, notice: notice ?? null });
      readLoss();
      restart(false);
    },
    startTraining,
    pauseTraining,
    toggleTraining: () => (get().status === "running" || runWhenReady ? pauseTraining() : startTraining()),
    takeStep: () => advance(1),
    finishEpoch: () => advance("epoch"),
    resetTraining: () => restart(false),
    setPace: (pace) => {
      set({ pace });
      if (get().status === "running") client.run(pace);
    },
    chooseEngine: (enginePreference) => {
      set({ enginePreference });
      restart(get().status === "running");
    },
    moveProbe: (probe) => set({ probe }),
    setCurveAxis: (curveAxis) => set({ curveAxis }),
    setDotArea: (dotArea) => set({ dotArea }),
    setColourBy: (colourBy) => set({ colourBy }),
    setEasyAbove: (easyAbove) => set({ easyAbove }),
    show: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    snapshotDrawn: () => client.drawn(),
    dispose: () => client.dispose(),
  };

  readLoss();
  readCrossEntropy();
  restart(false);
  return Object.assign(store, { actions });
}

/** The numbers a read loss is evaluated with. */
export function lossNumbers({ program }: ReadLoss, { loss }: Experiment) {
  return numericParameters(program, loss.parameters);
}
