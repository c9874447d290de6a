import type { StoreApi } from "zustand/vanilla";
import type { Comparison } from "../../experiment/comparison";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import type { CatalogueLoss } from "../../losses";
import { networkFit } from "../../losses/networkFit";
import type { EngineChoice, EnginePreference } from "../../training/engineChoice";
import type { FailureCode } from "../../training/failure";
import type { ModelFigure } from "../../training/trainedModel";
import type { ComparisonResults } from "./results";
import type { Slot } from "./slots";

/** A comparison on its way or at its end; `cancelled` keeps what was trained. */
export interface ComparisonRun {
  comparison: Comparison;
  /** Those of the comparison's losses, in the same order. */
  slots: readonly Slot[];
  engine: EnginePreference;
  status: "running" | "paused" | "finished" | "cancelled" | "failed";
  /** First each loss once, in locked epochs; then from the other initial weights. */
  stage: "boundaries" | "seeds";
  results: ComparisonResults;
  /** Counts the changes of `results`, which is filled in place. */
  version: number;
  /** Milliseconds of running, pauses left out. */
  elapsedMs: number;
  /** Null while too little is known. */
  leftMs: number | null;
  chosenEngine: EngineChoice | null;
  failure: { code: FailureCode; detail: string } | null;
}

export interface CompareState {
  /** What is compared on: the first screen's experiment. Null before the view has been opened. */
  base: Experiment | null;
  engine: EnginePreference;
  losses: readonly CatalogueLoss[];
  slots: readonly Slot[];
  /** Whether the learner has chosen among the slots; until then the first is the first screen's loss. */
  chosen: boolean;
  seeds: number;
  /** Keys of two slots: what is drawn and counted is the second minus the first. */
  pair: readonly [number, number];
  figure: ModelFigure;
  /** The epoch that is shown; null for the last. */
  epoch: number | null;
  /** On screen; what has been changed since is told by `isPresent`. */
  run: ComparisonRun | null;
}

export interface CompareActions {
  /** The view has been opened, or what it compares on has changed. */
  openOn(base: Experiment, losses: readonly CatalogueLoss[], engine: EnginePreference): void;
  selectLoss(key: number, id: string): void;
  setParameter(key: number, name: string, value: LossChoice["parameters"][string]): void;
  addSlot(): void;
  removeSlot(key: number): void;
  /** What the slots hold is kept as it is from now on, whatever becomes of the first screen's loss. */
  keepSlots(): void;
  setSeeds(seeds: number): void;
  choosePair(first: number, second: number): void;
  setFigure(figure: ModelFigure): void;
  showEpoch(epoch: number | null): void;
  /** Trains the present comparison, or what is still missing of it. */
  train(): void;
  pause(): void;
  resume(): void;
  cancel(): void;
}

export type CompareStore = StoreApi<CompareState> & { readonly actions: CompareActions };

/** Slots that a network can be trained for. */
export function trainableSlots({ slots, losses }: Pick<CompareState, "slots" | "losses">): Slot[] {
  return slots.filter(({ loss }) => {
    const definition = losses.find(({ id }) => id === loss.id);
    return definition !== undefined && networkFit(definition).trains;
  });
}

/** What would be trained now; null before the view has been opened, and where no slot's loss trains. */
export function presentComparison(state: CompareState): Comparison | null {
  const slots = trainableSlots(state);
  if (state.base === null || slots.length === 0) return null;
  return { base: state.base, losses: slots.map(({ loss }) => loss), seeds: state.seeds };
}

/** Whether the run is of the present choices, the number of initial weights aside. */
export function isPresent(run: ComparisonRun, state: CompareState): boolean {
  return run.engine === state.engine && runKey(run.comparison, run.slots) === runKeyOf(state);
}

function runKeyOf(state: CompareState): string | null {
  const comparison = presentComparison(state);
  return comparison && runKey(comparison, trainableSlots(state));
}

/** Equal where the same networks are trained for the same slots. The base's own loss counts for nothing. */
function runKey({ base }: Comparison, slots: readonly Slot[]): string {
  const { loss: _, ...rest } = base;
  return JSON.stringify([rest, slots]);
}
