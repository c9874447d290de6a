import type { StoreApi } from "zustand/vanilla";
import type { Comparison } from "../../experiment/comparison";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import type { CatalogueLoss } from "../../losses";
import { networkFit } from "../../losses/networkFit";
import type { MetricName } from "../../metrics/metrics";
import type { EnginePreference } from "../../training/engineChoice";
import type { RunControl, RunProgress } from "../runControl";
import type { ComparisonResults } from "./results";
import type { CompareSettings } from "./settings";
import type { Slot } from "./slots";

/** A comparison that trains or has ended. */
export interface ComparisonRun extends RunProgress {
  comparison: Comparison;
  /** Those of the comparison's losses, in the same order. */
  slots: readonly Slot[];
  engine: EnginePreference;
  /** First each loss once, in locked epochs; then from the other initial weights. */
  stage: "boundaries" | "seeds";
  results: ComparisonResults;
  control: RunControl;
}

/** A run whose boundaries are being trained, to replace the run on screen. */
export interface IncomingRun {
  run: ComparisonRun;
  /**
   * The choices have changed since it began. They are trained after it, so that a dragged slider is
   * followed.
   */
  isOutdated: boolean;
}

export interface CompareState {
  /**
   * The first screen's experiment, on which the losses are compared. Null before the view has been
   * opened.
   */
  base: Experiment | null;
  engine: EnginePreference;
  losses: readonly CatalogueLoss[];
  slots: readonly Slot[];
  /** Key of the next slot that is added: no key is used twice. */
  nextKey: number;
  /**
   * Whether the user has changed a slot. Until then the first slot follows the first screen's loss.
   */
  chosen: boolean;
  seeds: number;
  /**
   * Keys of two slots; while there are none, their positions. The page shows the second minus the
   * first.
   */
  pair: readonly [number, number];
  metric: MetricName;
  /** The epoch that is shown; null for the last. */
  epoch: number | null;
  /** The run on screen; `matchesChoices` says whether the choices have changed since. */
  run: ComparisonRun | null;
  next: IncomingRun | null;
}

export interface CompareActions {
  /** The view has been opened, or the first screen's experiment has changed. */
  openOn(base: Experiment, losses: readonly CatalogueLoss[], engine: EnginePreference): void;
  /** Replaces the choices by those of a link, on this experiment. */
  restore(
    settings: CompareSettings,
    base: Experiment,
    losses: readonly CatalogueLoss[],
    engine: EnginePreference,
  ): void;
  selectLoss(key: number, id: string): void;
  setParameter(key: number, name: string, value: LossChoice["parameters"][string]): void;
  addSlot(): void;
  removeSlot(key: number): void;
  /** From now on the first slot does not follow the first screen's loss. */
  keepSlots(): void;
  setSeeds(seeds: number): void;
  choosePair(first: number, second: number): void;
  setMetric(metric: MetricName): void;
  showEpoch(epoch: number | null): void;
  /** Trains the current comparison, or its models that are still missing. */
  train(): void;
  pause(): void;
  resume(): void;
  cancel(): void;
}

export type CompareStore = StoreApi<CompareState> & { readonly actions: CompareActions };

/** The choices as a plain value. */
export function settingsOf({ slots, chosen, seeds, metric, pair, epoch }: CompareState): CompareSettings {
  const placeOf = (key: number) => (slots.length === 0 ? key : slots.findIndex((slot) => slot.key === key));
  const losses = chosen ? slots.map(({ loss }) => loss) : null;
  return { losses, seeds, metric, pair: [placeOf(pair[0]), placeOf(pair[1])], epoch };
}

/** Slots that a network can be trained for. */
export function trainableSlots({ slots, losses }: Pick<CompareState, "slots" | "losses">): Slot[] {
  return slots.filter(({ loss }) => {
    const definition = losses.find(({ id }) => id === loss.id);
    return definition !== undefined && networkFit(definition).trains;
  });
}

/**
 * The comparison that is chosen now. Null before the view has been opened, and where no slot's loss
 * trains.
 */
export function chosenComparison(state: CompareState): Comparison | null {
  const slots = trainableSlots(state);
  if (state.base === null || slots.length === 0) return null;
  return { base: state.base, losses: slots.map(({ loss }) => loss), seeds: state.seeds };
}

/**
 * Whether the run trains what is chosen now, on the chosen engine. The number of initial weights
 * may differ.
 */
export function matchesChoices(run: ComparisonRun, state: CompareState): boolean {
  return run.engine === state.engine && runKey(run.comparison, run.slots) === runKeyOf(state);
}

function runKeyOf(state: CompareState): string | null {
  const comparison = chosenComparison(state);
  return comparison && runKey(comparison, trainableSlots(state));
}

/**
 * Equal where the same networks are trained for the same slots. The base's own loss is not
 * compared.
 */
function runKey({ base }: Comparison, slots: readonly Slot[]): string {
  const { loss: _, ...rest } = base;
  return JSON.stringify([rest, slots]);
}
