import { createStore, type StoreApi } from "zustand/vanilla";
import { lossOnData, withLossOnData } from "../experiment/classCounts";
import { dataKey } from "../experiment/dataKey";
import type { Experiment, LossChoice } from "../experiment/experiment";
import { withLossParameter } from "../experiment/lossParameter";
import type { CatalogueLoss } from "../losses";
import { findLoss } from "../losses/findLoss";
import { networkFit } from "../losses/networkFit";
import { openingLosses } from "../losses/openingLosses";
import { type Clock, systemClock } from "../worker/clock";
import { type Refusal, TrainingClient } from "../worker/run/client";
import type { RunPrefetch } from "../worker/run/prefetch";
import type { AppActions } from "./appActions";
import {
  fitsInAFrame,
  fitsInstantRetrain,
  forOtherEngine,
  switched,
  unmeasured,
  withRun,
  withTime,
} from "./instantRetrain";
import { LateWatch } from "./lateWatch";
import { LossCompilation } from "./lossReading";
import { nextRun } from "./nextRun";
import type { Opening } from "./opening";
import { OverlayReading } from "./overlays";
import { defaultPage, type PageState } from "./page/pageState";
import { stateOfPage } from "./page/stateOfPage";
import { defaultProbe } from "./probe";
import { firstRun, isGoing, type Run, type RunContext, type RunEffect, type RunInput, type ShownRun } from "./run";
import { requestOf } from "./runActions";
import { type AppState, isNetworkLoss, type NetworkLoss, type Notice } from "./state";

export type { AppActions };
export type AppStore = StoreApi<AppState> & { readonly actions: AppActions };

/**
 * The prefetch of likely next runs; its module is imported only when there are runs to prefetch.
 */
export interface LatePrefetch {
  /** Null until it has been loaded. */
  current(): RunPrefetch | null;
  /** Starts or joins the loading; after a failure the next call tries again. */
  load(): Promise<RunPrefetch>;
}

/**
 * The page's state, its run, and the workers that train it. It knows neither React nor the DOM.
 * `losses` must hold the page's losses; throws UnknownLossError where they don't hold the
 * experiment's. `opening` is how its experiment is first shown.
 */
export function createAppStore(
  page: PageState = defaultPage,
  losses: readonly CatalogueLoss[] = openingLosses,
  prefetch?: LatePrefetch,
  opening: Opening = "untrained",
  clock: Clock = systemClock,
): AppStore {
  let disposed = false;
  const store = createStore<AppState>(() => ({
    ...stateOfPage(page, null),
    losses,
    enginePreference: "auto",
    run: firstRun(page.experiment),
    pace: { epochsPerSecond: 5 },
    instantRetrain: unmeasured,
    notice: null,
    guide: true,
    loss: null,
    crossEntropy: null,
    overlays: [],
  }));
  const { getState: get, setState: set } = store;
  const client = new TrainingClient(dispatch, (detail) => dispatch({ type: "died", detail }));
  const late = new LateWatch(clock, () => dispatch({ type: "late" }));
  const reading = new LossCompilation(definitionOf, client, {
    onLoss: (loss) => set({ loss }),
    onCrossEntropy: (crossEntropy) => set({ crossEntropy }),
    onRefusal: refuse,
  });
  const overlays = new OverlayReading(readNetworkLoss, (change) =>
    set(({ overlays: before }) => ({ overlays: change(before) })),
  );

  /** The next run and what changes with it, in one step; then its effects. */
  function dispatch(input: RunInput, changes: Partial<AppState> = {}): void {
    const before = { ...get(), ...changes };
    const now = clock.now();
    const { run, effects } = nextRun(before.run, input, contextOf(before, now));
    const all = { ...changes, ...changesWith(run, effects, before, now) };
    if (Object.keys(all).length > 0) set(all);
    for (const effect of effects) carryOut(effect);
    late.follow(get().run);
    reportToPrefetch();
  }

  function reportToPrefetch(): void {
    if (get().run.working) prefetch?.current()?.pageIsBusy();
    else prefetch?.current()?.pageIsFree();
  }

  function carryOut(effect: RunEffect): void {
    if (effect.type === "compile") reading.follow(get().experiment.loss, get().loss);
    else if (effect.type === "post") {
      const { command } = effect;
      client.post(command);
      if (command.type !== "complete") return;
      // Posted all the same: the worker must have the run for what follows.
      const known = trainsAlikeInEveryWorker(get()) ? prefetch?.current()?.lookup(command) : undefined;
      if (known !== undefined) dispatch({ ...known, runId: command.runId, picture: null });
    }
  }

  /** A loss's definition; loads the catalogue where needed. */
  async function definitionOf(id: string): Promise<CatalogueLoss> {
    if (!get().losses.some((loss) => loss.id === id)) await loadLosses();
    return findLoss(get().losses, id);
  }

  /** A loss to draw curves of: those that a network can be trained on. */
  async function readNetworkLoss(choice: LossChoice): Promise<NetworkLoss | { refusal: Refusal }> {
    const answer = await reading.read(choice);
    if ("refusal" in answer || isNetworkLoss(answer)) return answer;
    const message = `${choice.id}: expected a loss of a network's outputs`;
    return { refusal: { line: 1, column: 1, construct: "loss", message } };
  }

  function refuse({ construct, message }: Refusal): void {
    if (disposed) return;
    const code = construct === "worker" ? "worker-died" : "bad-loss";
    dispatch({ type: "refuse", failure: { code, detail: message } });
  }

  function changeExperiment(change: (experiment: Experiment) => Experiment, changes: Partial<AppState> = {}): void {
    const before = get().experiment;
    dispatch({ type: "change", before }, { ...changes, experiment: withLossOnData(before, change(before)) });
  }

  /** Prefetches what changes of the experiment would retrain within a frame or two. */
  function prefetchRuns(changes: readonly ((experiment: Experiment) => Experiment)[]): void {
    const state = get();
    const { run } = state;
    const retrains = trainsAlikeInEveryWorker(state) && !isGoing(run) && run.phase !== "paused";
    const contexts = changes.map((change) =>
      contextOf({ ...state, experiment: withLossOnData(state.experiment, change(state.experiment)) }, clock.now()),
    );
    const candidates = contexts.filter(({ trains, retrain }) => retrains && trains && retrain === "soon");
    // Those that come before the code are not trained.
    if (candidates.length > 0) prefetch?.load().catch(() => undefined);
    reportToPrefetch();
    prefetch?.current()?.prefetch(candidates.map(requestOf));
  }

  async function loadLosses(): Promise<void> {
    // A loss of the catalogue is compiled in the page.
    client.prepareToCompile();
    const { losses: all } = await import("../losses");
    if (get().losses !== all) set({ losses: all });
  }

  function openPage(next: PageState, howToOpen: Opening, notice?: Notice): void {
    const changes = { ...stateOfPage(next, get().run.shown), notice: notice ?? null };
    dispatch({ type: "open", opening: howToOpen }, changes);
    overlays.replace(next.explore.overlays);
  }

  const actions: AppActions = {
    selectLoss: (id) => {
      const definition = findLoss(get().losses, id);
      changeExperiment((old) => ({ ...old, loss: lossOnData(definition, old.dataset) }));
    },
    setLossParameter: (name, value) => changeExperiment((old) => withLossParameter(old, name, value), { guide: false }),
    changeExperiment: (change) => changeExperiment(change, { guide: false }),
    endGuide: () => set({ guide: false }),
    prefetchRuns,
    loadLosses,
    showView: (view) => set({ view }),
    openPage,
    keepCompare: (compare) => set({ compare }),
    keepSweep: (sweep) => set({ sweep }),
    startTraining: () => dispatch({ type: "run" }),
    pauseTraining: () => dispatch({ type: "pause" }),
    toggleTraining: () => dispatch({ type: isGoing(get().run) ? "pause" : "run" }),
    takeStep: () => dispatch({ type: "advance", steps: 1 }),
    finishEpoch: () => dispatch({ type: "advance", steps: "epoch" }),
    resetTraining: () => dispatch({ type: "restart", goOn: false }),
    setPace: (pace) => dispatch({ type: "pace" }, { pace }),
    setInstantRetrain: (on) => set(({ instantRetrain }) => ({ instantRetrain: switched(instantRetrain, on) })),
    chooseEngine: (enginePreference) => {
      const { run, instantRetrain } = get();
      dispatch(
        { type: "restart", goOn: true },
        {
          enginePreference,
          instantRetrain: forOtherEngine(instantRetrain),
          ...((run.shown?.snapshot.step ?? 0) > 0 && { notice: { kind: "reset" as const } }),
        },
      );
    },
    moveProbe: (probe) =>
      set(({ run, experiment }) => ({ probe, probeChosenOn: dataKey(run.shown?.experiment ?? experiment) })),
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
    setSampleSet: (sampleSet) => set({ sampleSet }),
    setEasyAbove: (easyAbove) => set({ easyAbove }),
    setHistoryMetric: (historyMetric) => set({ historyMetric }),
    show: (notice) => set({ notice }),
    dismissNotice: () => set({ notice: null }),
    snapshotDrawn: () => dispatch({ type: "drawn" }),
    dispose: () => {
      disposed = true;
      late.dispose();
      client.dispose();
      prefetch?.current()?.dispose();
    },
  };

  openPage(page, opening);
  return Object.assign(store, { actions });
}

function contextOf(
  { experiment, enginePreference: engine, pace, losses, instantRetrain }: AppState,
  now: number,
): RunContext {
  const retrains = instantRetrain.on && fitsInstantRetrain(instantRetrain, experiment, now);
  return {
    experiment,
    engine,
    pace,
    trains: networkFit(findLoss(losses, experiment.loss.id)).trains,
    retrain: !retrains ? "off" : fitsInAFrame(instantRetrain, experiment, now) ? "soon" : "later",
    now,
  };
}

/** What of the page's state changes together with the run. */
function changesWith(run: Run, effects: readonly RunEffect[], before: AppState, now: number): Partial<AppState> {
  const changes: Partial<AppState> = run === before.run ? {} : { run };
  const { shown } = run;
  if (shown !== null && shown.samples !== before.run.shown?.samples && !probeStays(before, shown)) {
    changes.probe = defaultProbe(shown.samples, shown.experiment);
    changes.probeChosenOn = null;
  }
  const { engine } = run;
  if (engine?.failed !== undefined && engine.id !== before.run.engine?.id) {
    changes.notice = { kind: "engine-failed", failed: engine.failed, used: engine.id };
  }
  for (const effect of effects) {
    if (effect.type === "tellReset") changes.notice = { kind: "reset" };
    if (effect.type === "retrained") {
      changes.instantRetrain = withRun(before.instantRetrain, effect.experiment, effect.ms, now);
    }
    if (effect.type === "gaveUp") {
      changes.instantRetrain = withTime(before.instantRetrain, effect.experiment, effect.ms, now);
    }
  }
  return changes;
}

/** A free probe stays, and a sample that was chosen on these data. */
function probeStays({ probe, probeChosenOn }: AppState, { samples, experiment }: ShownRun): boolean {
  return probe.kind === "free" || (probe.index < samples.rows && probeChosenOn === dataKey(experiment));
}

/** Only the CPU engine gives another worker the same network to the bit. */
function trainsAlikeInEveryWorker({ run, enginePreference }: AppState): boolean {
  return run.engine?.id === "cpu" && (enginePreference === "auto" || enginePreference === "cpu");
}
