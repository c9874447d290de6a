import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import type { CatalogueLoss } from "../../losses";
import { findLoss } from "../../losses/findLoss";
import { type NetworkFit, networkFit } from "../../losses/networkFit";
import type { BayesBoundary } from "../../metrics/bayes";
import type { MetricValues } from "../../metrics/metrics";
import { type PlaneValues, planeOf } from "../../store/compare/fields";
import { isSameLoss, type Slot } from "../../store/compare/slots";
import { type CompareState, type ComparisonRun, isPresent, presentComparison } from "../../store/compare/state";
import { isUnderWay } from "../../store/fleetRun";
import { bayesOf } from "../../store/sweep/theory";
import type { ModelEpoch } from "../../training/trainedModel";

export const LETTERS = ["A", "B", "C", "D"] as const;

/** A slot as it is seen: its choice, and what the run on screen has of it. */
export interface SlotModel {
  slot: Slot;
  /** By its place: says its letter, dash, hatch and mark. */
  place: number;
  letter: string;
  definition: CatalogueLoss;
  fit: NetworkFit;
  /** Its place in the run; null where the run is none of this slot. */
  index: number | null;
  /** Whether the run trained what the slot holds now. */
  isCurrent: boolean;
  /** Recorded epochs of the first initial weights. */
  history: readonly ModelEpoch[];
  /** At the epoch shown; null where there is none, or it has diverged. */
  metrics: MetricValues | null;
  plane: PlaneValues | null;
  /** The step at which it diverged, once it has by the epoch shown. */
  divergedAt: number | null;
  bayes: BayesBoundary | null;
}

/** The comparison as it is seen. */
export interface ComparisonModel {
  state: CompareState;
  run: ComparisonRun | null;
  /**
   * What the numbers belong to: the run's experiment, or before there is a run the one it would be.
   */
  base: Experiment;
  slots: readonly SlotModel[];
  /** What is drawn and counted is `second` minus `first`. */
  first: SlotModel;
  second: SlotModel;
  /** The epoch on screen, and the last that all have finished. */
  epoch: number;
  lastEpoch: number;
  /** Whether the run is of the present choices. */
  isPresent: boolean;
  /** Whether a changed comparison is being trained to replace the run on screen, within moments. */
  isFollowing: boolean;
  /** Whether there is something to cancel. */
  isUnderWay: boolean;
  /** Whether a network can be trained on any of the slots' losses. */
  canTrain: boolean;
  /** Whether the pair is the same loss at the same values. */
  isSamePair: boolean;
}

/** Null before the view has been opened. */
export function comparisonModel(state: CompareState): ComparisonModel | null {
  const { run, next } = state;
  const base = run?.comparison.base ?? state.base;
  if (base === null || state.slots.length === 0) return null;
  const lastEpoch = run === null ? 0 : lastLockedEpoch(run);
  const epoch = Math.min(state.epoch ?? lastEpoch, lastEpoch);
  const wanted = presentComparison(state);
  const present = run !== null && isPresent(run, state);
  const slots = state.slots.map((slot, place) => slotSight(slot, place, state, base, epoch));
  const withKey = (key: number, otherwise: number) => slots.find(({ slot }) => slot.key === key) ?? slots[otherwise]!;
  const [first, second] = [withKey(state.pair[0], 0), withKey(state.pair[1], 1)];
  return {
    state,
    run,
    base,
    slots,
    first,
    second,
    epoch,
    lastEpoch,
    isPresent: present,
    isFollowing: next !== null,
    // The run on screen was cancelled for the one that follows.
    isUnderWay: run !== null && (isUnderWay(run.phase) || (next !== null && run.phase.name === "cancelled")),
    canTrain: wanted !== null,
    isSamePair: isSameLoss(first.slot.loss, second.slot.loss, first.definition),
  };
}

/** The last epoch that every loss has been measured after. */
function lastLockedEpoch({ results, slots }: ComparisonRun): number {
  return Math.min(...slots.map((_, index) => results.history(index, 0).at(-1)?.epoch ?? 0));
}

function slotSight(slot: Slot, place: number, state: CompareState, base: Experiment, epoch: number): SlotModel {
  const { run } = state;
  const definition = findLoss(state.losses, slot.loss.id);
  const fit = networkFit(definition);
  const found = run?.slots.findIndex(({ key }) => key === slot.key) ?? -1;
  const index = found === -1 ? null : found;
  // The run's own choice, which a slider may have left since.
  const trained = index === null ? slot.loss : run!.slots[index]!.loss;
  const shown: Omit<SlotModel, "slot" | "place" | "letter" | "definition" | "fit"> =
    run === null || index === null || trained.id !== slot.loss.id
      ? { index: null, isCurrent: false, history: [], metrics: null, plane: null, divergedAt: null, bayes: null }
      : {
          index,
          isCurrent: trained === slot.loss,
          ...modelSight(run, index, epoch, base, fit.trains ? fit.outputs : 1),
          bayes: bayesOf({ ...base, loss: trained }, definition),
        };
  return { slot, place, letter: LETTERS[place]!, definition, fit, ...shown };
}

function modelSight(run: ComparisonRun, index: number, epoch: number, base: Experiment, outputs: 1 | 2) {
  const history = run.results.history(index, 0);
  const record = history.findLast((candidate) => candidate.epoch <= epoch);
  const model = run.results.model(index, 0);
  const isEnd = model !== undefined && epoch >= base.epochs;
  const hasDiverged = record !== undefined && Number.isNaN(record.metrics.accuracy);
  return {
    history,
    metrics: record === undefined || hasDiverged ? null : record.metrics,
    divergedAt: hasDiverged ? (model?.divergedAt ?? Number.NaN) : null,
    plane: hasDiverged
      ? null
      : isEnd && model.gridLogits !== null
        ? knownPlane(model.gridLogits, () => ({ ...plotGrid(base), logits: model.gridLogits! }))
        : record?.parameters
          ? knownPlane(record.parameters, () => planeOf(record.parameters!, base, outputs, plotGrid(base)))
          : null,
  };
}

const planes = new WeakMap<Float32Array, PlaneValues>();

/** The same object for the same network: what is drawn from it is not drawn again. */
function knownPlane(of: Float32Array, make: () => PlaneValues): PlaneValues {
  let known = planes.get(of);
  if (known === undefined) {
    known = make();
    planes.set(of, known);
  }
  return known;
}
