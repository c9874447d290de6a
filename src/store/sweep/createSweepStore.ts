import { createStore, type StoreApi } from "zustand/vanilla";
import type { Experiment } from "../../experiment/experiment";
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
import type { MetricName } from "../../metrics/metrics";
import type { EnginePreference } from "../../training/engineChoice";
import type { ModelTrainer } from "../../worker/fleet/modelTrainer";
import { RunControl, type RunProgress } from "../runControl";
import { type CellDetail, CellDetails } from "./cellDetails";
import { estimatedMs } from "./effort";
import { SweepResults } from "./results";
import { isSameSweep } from "./sameSweep";
import { defaultSweep, type MapLayer, type SweepViewSettings } from "./settings";
import { thumbnailGrid } from "./thumbnailGrid";

/** A sweep that trains or has ended. */
export interface SweepRun extends RunProgress {
  sweep: Sweep;
  definition: LossDefinition;
  results: SweepResults;
  totalModels: number;
  control: RunControl;
}

export interface SweepState {
  /** Axes and seeds of the next run; null before the view has been opened. */
  settings: SweepSettings | null;
  /** The experiment that the next run varies. */
  base: Experiment | null;
  definition: LossDefinition | null;
  metric: MetricName;
  layers: readonly MapLayer[];
  run: SweepRun | null;
  /** The cell under the pointer, if any. */
  hovered: SweepCell | null;
  /** Null means the best cell. */
  selected: SweepCell | null;
  /** By `detailKey`. */
  details: ReadonlyMap<string, CellDetail>;
}

export interface SweepActions {
  /**
   * The view has been opened on this experiment, the base of the next run. Settings stay if they
   * fit its loss and its data.
   */
  openOn(base: Experiment, definition: LossDefinition): void;
  /**
   * Replaces the choices by those of a link, on this experiment. Fills the map if it was, and if
   * that takes no more than a minute.
   */
  restore(settings: SweepViewSettings, base: Experiment, definition: LossDefinition, engine: EnginePreference): void;
  setAxis(side: "x" | "y", axis: SweepAxis): void;
  setSeeds(seeds: number): void;
  setMetric(metric: MetricName): void;
  setLayers(layers: readonly MapLayer[]): void;
  /** Trains the sweep of the settings and cancels the one before. Throws InvalidSweepError. */
  run(engine: EnginePreference): void;
  pause(): void;
  resume(): void;
  cancel(): void;
  hover(cell: SweepCell | null): void;
  select(cell: SweepCell | null): void;
  /** Models whose details are on screen, the most important first. */
  lookAt(requests: readonly { experiment: Experiment; seeds: boolean }[], engine: EnginePreference): void;
}

export type SweepStore = StoreApi<SweepState> & { readonly actions: SweepActions };

/** The choices as a plain value; null before the view has been opened. */
export function settingsOf({ settings, base, definition, metric, layers, run, selected }: SweepState) {
  if (settings === null || base === null || definition === null) return null;
  const { x, y, seeds } = settings;
  const own = defaultSettings(base, definition);
  const isOwn = JSON.stringify([own.x, own.y]) === JSON.stringify([x, y]);
  const filled = run !== null && isKeptOn(run.phase) && isSameSweep(run.sweep, settings, base);
  const axes = isOwn ? null : { x, y };
  return { axes, seeds, metric, layers, selected: filled ? selected : null, filled } satisfies SweepViewSettings;
}

const isKeptOn = ({ name }: SweepRun["phase"]) => name !== "cancelled" && name !== "failed";

/** A longer sweep waits for a press. */
const FILLS_WITHIN_MS = 60_000;

/**
 * Settings, run and results of the sweep. They live as long as the page, whatever view is on
 * screen.
 */
export function createSweepStore(trainer: ModelTrainer): SweepStore {
  const store = createStore<SweepState>(() => ({
    settings: null,
    base: null,
    definition: null,
    metric: defaultSweep.metric,
    layers: defaultSweep.layers,
    run: null,
    hovered: null,
    selected: null,
    details: new Map(),
  }));
  const { getState: get, setState: set } = store;
  const details = new CellDetails(trainer, (known) => set({ details: known }));
  function openOn(base: Experiment, definition: LossDefinition): void {
    const { settings, definition: before } = get();
    const fits =
      settings !== null &&
      before?.id === definition.id &&
      sweepProblems(settings, definition, base.dataset.kind).length === 0;
    set({ base, definition, ...(!fits && { settings: defaultSettings(base, definition) }) });
  }

  function run(engine: EnginePreference): void {
    const { settings, base, definition } = get();
    if (settings === null || base === null || definition === null) return;
    checkSweep(settings, definition, base.dataset.kind);
    get().run?.control.cancel();
    const sweep: Sweep = { ...settings, base };
    const whole = {
      x: parameterRange(sweep.x.parameter, definition).whole,
      y: parameterRange(sweep.y.parameter, definition).whole,
    };
    const models = experimentsOf(sweep, whole);
    const results = new SweepResults(sweep.x.count, sweep.y.count, sweep.seeds);
    const control: RunControl = new RunControl(
      trainer,
      {
        experiments: models.map(({ experiment }) => experiment),
        options: {
          engine,
          grid: thumbnailGrid(sweep),
          history: false,
          checkpoints: false,
          lockstep: false,
        },
        doneBefore: 0,
        tellsTimeLeft: true,
        onTrained: (trained) => {
          for (const model of trained) results.take(models[model.index]!, model);
        },
        next: () => "finished",
      },
      (progress) => set(({ run }) => (run?.control === control ? { run: { ...run, ...progress } } : {})),
    );
    set({
      hovered: null,
      selected: null,
      run: { sweep, definition, results, totalModels: models.length, control, ...control.progress },
    });
  }

  function restore(given: SweepViewSettings, base: Experiment, definition: LossDefinition, engine: EnginePreference) {
    const { metric, layers, seeds, selected } = given;
    const own = { ...(given.axes ?? defaultSettings(base, definition)), seeds };
    const fits = sweepProblems(own, definition, base.dataset.kind).length === 0;
    const settings = fits ? own : { ...defaultSettings(base, definition), seeds };
    const { x, y } = settings;
    set({ base, definition, settings, metric, layers });
    const fills = given.filled && fits && estimatedMs(base, x.count * y.count * seeds, null) <= FILLS_WITHIN_MS;
    if (fills) run(engine);
    set({
      selected: fills && selected !== null && selected.column < x.count && selected.row < y.count ? selected : null,
    });
  }

  const actions: SweepActions = {
    openOn,
    restore,
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
    pause: () => get().run?.control.pause(),
    resume: () => get().run?.control.resume(),
    cancel: () => get().run?.control.cancel(),
    hover: (hovered) => set({ hovered }),
    select: (selected) => set({ selected }),
    lookAt: (requests, engine) => details.want(requests, engine),
  };
  return Object.assign(store, { actions });
}
