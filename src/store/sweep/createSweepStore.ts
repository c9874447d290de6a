import { createStore, type StoreApi } from "zustand/vanilla";
import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import {
  checkSweep,
  defaultSettings,
  experimentsOf,
  parameterRange,
  type Sweep,
  type SweepAxis,
  type SweepCell,
  type SweepSettings,
  sweepProblems,
} from "../../experiment/sweep";
import type { LossDefinition } from "../../losses";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelFigure } from "../../training/trainedModel";
import type { ModelTrainer, TrainingHandle } from "../../worker/fleet/modelTrainer";
import { RunClock } from "../runClock";
import { type CellDetail, CellDetails } from "./cellDetails";
import { SweepResults } from "./results";

/** A sweep on its way or at its end; `cancelled` keeps what was trained. */
export interface SweepRun {
  sweep: Sweep;
  definition: LossDefinition;
  status: "running" | "paused" | "finished" | "cancelled" | "failed";
  results: SweepResults;
  /** Counts the changes of `results`, which is filled in place. */
  version: number;
  totalModels: number;
  /** Milliseconds of running, pauses left out. */
  elapsedMs: number;
  /** Null while too little is known. */
  leftMs: number | null;
  engine: EngineChoice | null;
  failure: { code: FailureCode; detail: string } | null;
}

/** What may be drawn over the map's colours. */
export type MapLayer = "pictures" | "lines";

export interface SweepState {
  /** What the next run will vary; null before the view has been opened. */
  settings: SweepSettings | null;
  /** What the next run will vary it around. */
  base: Experiment | null;
  definition: LossDefinition | null;
  metric: ModelFigure;
  layers: readonly MapLayer[];
  run: SweepRun | null;
  /** Null: the pointer is elsewhere. */
  hovered: SweepCell | null;
  /** Null: the best cell. */
  selected: SweepCell | null;
  /** By `detailKey`. */
  details: ReadonlyMap<string, CellDetail>;
}

export interface SweepActions {
  /** The view has been opened on this experiment: the next run's base. Settings stay as long as they fit its loss. */
  openOn(base: Experiment, definition: LossDefinition): void;
  setAxis(side: "x" | "y", axis: SweepAxis): void;
  setSeeds(seeds: number): void;
  setMetric(metric: ModelFigure): void;
  setLayers(layers: readonly MapLayer[]): void;
  /** Trains the sweep from the settings. Ends whatever ran before. Throws InvalidSweepError. */
  run(engine: EnginePreference): void;
  pause(): void;
  resume(): void;
  cancel(): void;
  hover(cell: SweepCell | null): void;
  select(cell: SweepCell | null): void;
  /** Models to be looked at closely, the most wanted first. */
  lookAt(wishes: readonly { experiment: Experiment; seeds: boolean }[], engine: EnginePreference): void;
}

export type SweepStore = StoreApi<SweepState> & { readonly actions: SweepActions };

/** Side of the grid that a cell's small picture is drawn from. */
export const THUMBNAIL_SIZE = 33;
/** The page hears of new models at most this often: a map of a thousand cells need not be drawn a thousand times. */
const REPORT_EVERY_MS = 50;

/** Settings, run and results of the sweep. They live as long as the page, whatever view is on screen. */
export function createSweepStore(trainer: ModelTrainer): SweepStore {
  const store = createStore<SweepState>(() => ({
    settings: null,
    base: null,
    definition: null,
    metric: "f1",
    layers: ["pictures", "lines"],
    run: null,
    hovered: null,
    selected: null,
    details: new Map(),
  }));
  const { getState: get, setState: set } = store;
  const details = new CellDetails(trainer, (known) => set({ details: known }));
  let handle: TrainingHandle | null = null;
  let clock = new RunClock();
  let report: ReturnType<typeof setTimeout> | undefined;

  /** Changes the run that is on screen, and says what the clock knows. */
  function update(change: Partial<SweepRun>): void {
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

  function end(status: SweepRun["status"], failure: SweepRun["failure"] = null): void {
    clock.stop(performance.now());
    handle = null;
    update({ status, failure, leftMs: null });
  }

  function openOn(base: Experiment, definition: LossDefinition): void {
    const { settings, definition: before } = get();
    const fits = settings !== null && before?.id === definition.id && sweepProblems(settings, definition).length === 0;
    set({ base, definition, ...(!fits && { settings: defaultSettings(base, definition) }) });
  }

  function run(engine: EnginePreference): void {
    const { settings, base, definition } = get();
    if (settings === null || base === null || definition === null) return;
    checkSweep(settings, definition);
    handle?.cancel();
    const sweep: Sweep = { ...settings, base };
    const whole = {
      x: parameterRange(sweep.x.parameter, definition).whole,
      y: parameterRange(sweep.y.parameter, definition).whole,
    };
    const models = experimentsOf(sweep, whole);
    const results = new SweepResults(sweep.x.count, sweep.y.count, sweep.seeds);
    clock = new RunClock();
    clock.start(performance.now());
    set({
      hovered: null,
      selected: null,
      run: {
        sweep,
        definition,
        status: "running",
        results,
        version: 0,
        totalModels: models.length,
        elapsedMs: 0,
        leftMs: null,
        engine: null,
        failure: null,
      },
    });
    const grid = { ...plotGrid(base), size: THUMBNAIL_SIZE };
    handle = trainer.train(
      models.map(({ experiment }) => experiment),
      { engine, grid, history: false, checkpoints: false, lockstep: false },
      {
        onStarted: (choice) => update({ engine: choice }),
        onProgress: (steps, totalSteps) => {
          clock.progress(steps / totalSteps);
          updateSoon();
        },
        onTrained: (trained) => {
          for (const model of trained) results.take(models[model.index]!, model);
          clock.progress(results.models / models.length);
          updateSoon();
        },
        onFinished: () => end("finished"),
        onFailed: (code, detail) => end("failed", { code, detail }),
      },
    );
  }

  const actions: SweepActions = {
    openOn,
    setAxis: (side, axis) => {
      const { settings } = get();
      if (settings !== null) set({ settings: { ...settings, [side]: axis } });
    },
    setSeeds: (seeds) => {
      const { settings } = get();
      if (settings !== null) set({ settings: { ...settings, seeds } });
    },
    setMetric: (metric) => set({ metric }),
    setLayers: (layers) => set({ layers }),
    run,
    pause: () => {
      if (get().run?.status !== "running") return;
      handle?.pause();
      clock.stop(performance.now());
      update({ status: "paused" });
    },
    resume: () => {
      if (get().run?.status !== "paused") return;
      handle?.resume();
      clock.start(performance.now());
      update({ status: "running" });
    },
    cancel: () => {
      const status = get().run?.status;
      if (status !== "running" && status !== "paused") return;
      handle?.cancel();
      end("cancelled");
    },
    hover: (hovered) => set({ hovered }),
    select: (selected) => set({ selected }),
    lookAt: (wishes, engine) => details.want(wishes, engine),
  };
  return Object.assign(store, { actions });
}
