import { createStore } from "zustand/vanilla";
import { type ComparedModel, type Comparison, comparedModels } from "../../experiment/comparison";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import type { CatalogueLoss } from "../../losses";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { ModelTrainer, TrainingHandle, TrainingListener, TrainingOptions } from "../../worker/fleet/modelTrainer";
import { crossEntropyChoice } from "../lossReading";
import { RunClock } from "../runClock";
import { keepsEpochs, measuresSeedEpochs, trainsAtOnce } from "./comparisonSize";
import { ComparisonResults } from "./results";
import { canAddSlot, canRemoveSlot, type Slot, suggestedLoss } from "./slots";
import {
  type CompareActions,
  type CompareState,
  type CompareStore,
  type ComparisonRun,
  isPresent,
  presentComparison,
  trainableSlots,
} from "./state";

/** The page hears of new models and epochs at most this often. */
const REPORT_EVERY_MS = 50;
/** How long a comparison must have stayed the same before it is trained from other initial weights too. */
const SEEDS_AFTER_MS = 300;
export const DEFAULT_SEEDS = 32;

/** Choices, run and results of the comparison. They live as long as the page, whatever view is on screen. */
export function createCompareStore(trainer: ModelTrainer): CompareStore {
  const store = createStore<CompareState>(() => ({
    base: null,
    engine: "auto",
    losses: [],
    slots: [],
    chosen: false,
    seeds: DEFAULT_SEEDS,
    pair: [0, 1],
    figure: "f1",
    epoch: null,
    run: null,
  }));
  const { getState: get, setState: set } = store;
  let lastKey = -1;
  /** Of what the run on screen trains. */
  let handle: TrainingHandle | null = null;
  let clock = new RunClock();
  let report: ReturnType<typeof setTimeout> | undefined;
  let seedsDue: ReturnType<typeof setTimeout> | undefined;
  /** A run that is on screen once its boundaries are trained: until then the one before stays there. */
  let ahead: { run: ComparisonRun; handle: TrainingHandle; clock: RunClock } | null = null;
  /** Whether the choices have changed since `ahead` was begun: the newest are trained after it, so that a dragged slider is followed. */
  let changedSince = false;

  /** Changes the run that is on screen, and says what the clock knows. */
  function update(change: Partial<ComparisonRun>): void {
    clearTimeout(report);
    report = undefined;
    const { run } = get();
    if (run === null) return;
    const { elapsedMs, leftMs } = clock.read(performance.now());
    set({ run: { ...run, elapsedMs, leftMs, version: run.version + 1, ...change } });
  }
  const updateSoon = () => {
    report ??= setTimeout(() => update({}), REPORT_EVERY_MS);
  };

  function end(status: ComparisonRun["status"], failure: ComparisonRun["failure"] = null): void {
    clearTimeout(seedsDue);
    seedsDue = undefined;
    clock.stop(performance.now());
    handle = null;
    update({ status, failure, leftMs: null });
  }

  /** Takes what is under way out of the workers' hands. */
  function giveUp(): void {
    clearTimeout(seedsDue);
    seedsDue = undefined;
    handle?.cancel();
    handle = null;
    ahead?.handle.cancel();
    ahead = null;
    changedSince = false;
  }

  function trainModels(
    run: ComparisonRun,
    models: readonly ComparedModel[],
    wish: Omit<TrainingOptions, "engine">,
    listener: Pick<TrainingListener, "onStarted" | "onProgress" | "onFinished" | "onFailed"> & { onNews(): void },
  ): TrainingHandle {
    const { onNews, ...rest } = listener;
    return trainer.train(
      models.map(({ experiment }) => experiment),
      { ...wish, engine: run.engine },
      {
        ...rest,
        onEpochs: (epochs) => {
          for (const { index, ...epoch } of epochs)
            run.results.takeEpoch(models[index]!.loss, models[index]!.seed, epoch);
          onNews();
        },
        onTrained: (trained) => {
          for (const model of trained)
            run.results.takeModel(models[model.index]!.loss, models[model.index]!.seed, model);
          onNews();
        },
      },
    );
  }

  /** Each loss once, in locked epochs. `atOnce`: what is on screen stays there until this is done. */
  function begin(comparison: Comparison, atOnce: boolean): void {
    giveUp();
    const own = new RunClock();
    own.start(performance.now());
    const run: ComparisonRun = {
      comparison,
      slots: trainableSlots(get()),
      engine: get().engine,
      status: "running",
      stage: "boundaries",
      results: new ComparisonResults(comparison.losses.length),
      version: 0,
      elapsedMs: 0,
      leftMs: null,
      chosenEngine: null,
      failure: null,
    };
    let chosenEngine: EngineChoice | null = null;
    const isAhead = () => ahead?.run === run;
    const putOnScreen = (change: Partial<ComparisonRun>) => {
      const { epoch } = get();
      if (isAhead()) {
        handle = ahead!.handle;
        ahead = null;
      }
      clock = own;
      const shown = epoch !== null && epoch > comparison.base.epochs ? null : epoch;
      set({ run: { ...run, chosenEngine, ...change }, epoch: shown });
    };
    const waits = atOnce && get().run !== null;
    const models = comparedModels({ ...comparison, seeds: 1 }, 0);
    const started = trainModels(
      run,
      models,
      { grid: plotGrid(comparison.base), history: true, checkpoints: keepsEpochs(comparison), lockstep: true },
      {
        onStarted: (choice) => {
          chosenEngine = choice;
          if (!isAhead()) update({ chosenEngine: choice });
        },
        onProgress: (steps, totalSteps) => {
          // In locked epochs networks take many times as long as the other initial weights will.
          if (comparison.seeds === 1) own.progress(steps / totalSteps);
          if (!isAhead()) updateSoon();
        },
        onNews: () => {
          if (!isAhead()) updateSoon();
        },
        onFinished: () => {
          const again = changedSince;
          if (isAhead()) putOnScreen({});
          handle = null;
          changedSince = false;
          if (again && follow()) return;
          if (!isPresent(run, get())) {
            end("cancelled");
            return;
          }
          update({ stage: "seeds" });
          seedsDue = setTimeout(trainSeeds, atOnce ? SEEDS_AFTER_MS : 0);
        },
        onFailed: (code, detail) => {
          if (isAhead()) putOnScreen({});
          changedSince = false;
          end("failed", { code, detail });
        },
      },
    );
    if (waits) ahead = { run, handle: started, clock: own };
    else {
      handle = started;
      putOnScreen({});
    }
  }

  /** The run's losses from the other initial weights, as far as they are missing. */
  function trainSeeds(): void {
    clearTimeout(seedsDue);
    seedsDue = undefined;
    const { run } = get();
    if (run === null) return;
    const { comparison, results } = run;
    const total = comparison.seeds * comparison.losses.length;
    const missing = comparedModels(comparison, 1).filter(({ loss, seed }) => results.outcome(loss, seed) === "missing");
    clock.start(performance.now());
    clock.progress(1 - missing.length / total);
    clock.changePace(performance.now());
    update({ status: "running", stage: "seeds" });
    handle = trainModels(
      run,
      missing,
      { grid: null, history: measuresSeedEpochs(comparison), checkpoints: false, lockstep: false },
      {
        onProgress: (steps, totalSteps) => {
          clock.progress((total - missing.length * (1 - steps / totalSteps)) / total);
          updateSoon();
        },
        onNews: updateSoon,
        onFinished: () => end("finished"),
        onFailed: (code, detail) => end("failed", { code, detail }),
      },
    );
  }

  /** Trains the present choices where they are small enough not to be asked for. Whether a run was begun. */
  function follow(): boolean {
    const state = get();
    const comparison = presentComparison(state);
    if (comparison === null) return false;
    const { run } = state;
    if (ahead !== null) {
      changedSince = true;
      return false;
    }
    if (run !== null && isPresent(run, state)) {
      followSeeds(comparison);
      return false;
    }
    if (!trainsAtOnce(comparison)) return false;
    begin(comparison, true);
    return true;
  }

  /** The same losses with another number of initial weights: what is trained stays. */
  function followSeeds(comparison: Comparison): void {
    const { run } = get();
    if (run === null || run.comparison.seeds === comparison.seeds) return;
    const boundariesUnderWay = run.stage === "boundaries" && (run.status === "running" || run.status === "paused");
    if (boundariesUnderWay || run.status === "failed") {
      set({ run: { ...run, comparison: { ...run.comparison, seeds: comparison.seeds } } });
      return;
    }
    giveUp();
    clock.stop(performance.now());
    set({ run: { ...run, comparison: { ...run.comparison, seeds: comparison.seeds } } });
    if (run.stage === "boundaries") return; // cancelled before any seed
    if (run.results.ended(comparison.seeds) === comparison.seeds * run.slots.length) end("finished");
    else if (trainsAtOnce(comparison)) trainSeeds();
    else end("cancelled");
  }

  function changeSlots(slots: readonly Slot[]): void {
    const { pair } = get();
    const has = (key: number) => slots.some((slot) => slot.key === key);
    // A pair that has lost one falls back to the first two.
    const kept = has(pair[0]) && has(pair[1]) && pair[0] !== pair[1];
    set({ slots, chosen: true, ...(!kept && { pair: [slots[0]!.key, slots[1]!.key] as const }) });
    follow();
  }

  const slotOf = (loss: LossChoice): Slot => ({ key: ++lastKey, loss });
  const changeLoss = (key: number, change: (loss: LossChoice) => LossChoice) =>
    changeSlots(get().slots.map((slot) => (slot.key === key ? { ...slot, loss: change(slot.loss) } : slot)));

  function openOn(base: Experiment, losses: readonly CatalogueLoss[], engine: EnginePreference): void {
    const { slots, chosen, pair } = get();
    if (slots.length === 0) {
      const second = base.loss.id === crossEntropyChoice.id ? suggestedLoss([base.loss], losses) : crossEntropyChoice;
      const opening = [slotOf(base.loss), slotOf(second)];
      set({ slots: opening, pair: [opening[0]!.key, opening[1]!.key] });
    } else if (!chosen && slots[0]!.loss !== base.loss) {
      set({ slots: slots.map((slot, i) => (i === 0 ? { ...slot, loss: base.loss } : slot)), pair });
    }
    set({ base, losses, engine });
    follow();
  }

  const actions: CompareActions = {
    openOn,
    selectLoss: (key, id) => changeLoss(key, () => ({ id, parameters: {} })),
    setParameter: (key, name, value) =>
      changeLoss(key, (loss) => ({ ...loss, parameters: { ...loss.parameters, [name]: value } })),
    addSlot: () => {
      const { slots, losses } = get();
      if (!canAddSlot(slots)) return;
      const loss = suggestedLoss(
        slots.map((slot) => slot.loss),
        losses,
      );
      changeSlots([...slots, slotOf(loss)]);
    },
    removeSlot: (key) => {
      const { slots } = get();
      if (canRemoveSlot(slots)) changeSlots(slots.filter((slot) => slot.key !== key));
    },
    keepSlots: () => set({ chosen: true }),
    setSeeds: (seeds) => {
      set({ seeds });
      follow();
    },
    choosePair: (first, second) => set({ pair: [first, second] }),
    setFigure: (figure) => set({ figure }),
    showEpoch: (epoch) => set({ epoch }),
    train: () => {
      const state = get();
      const comparison = presentComparison(state);
      if (comparison === null) return;
      const { run } = state;
      const onlySeedsMissing =
        run !== null && isPresent(run, state) && run.status === "cancelled" && run.stage === "seeds";
      if (onlySeedsMissing) trainSeeds();
      else begin(comparison, false);
    },
    pause: () => {
      if (get().run?.status !== "running") return;
      clearTimeout(seedsDue);
      seedsDue = undefined;
      handle?.pause();
      clock.stop(performance.now());
      update({ status: "paused" });
    },
    resume: () => {
      const { run } = get();
      if (run?.status !== "paused") return;
      if (handle === null) {
        trainSeeds();
        return;
      }
      handle.resume();
      clock.start(performance.now());
      update({ status: "running" });
    },
    cancel: () => {
      const status = get().run?.status;
      if (status !== "running" && status !== "paused") return;
      giveUp();
      end("cancelled");
    },
  };
  return Object.assign(store, { actions });
}
