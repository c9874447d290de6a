import type { Experiment } from "../../experiment/experiment";
import { plotGrid } from "../../experiment/plotGrid";
import type { CatalogueLoss } from "../../losses";
import { findLoss } from "../../losses/findLoss";
import { type NetworkFit, networkFit } from "../../losses/networkFit";
import type { BayesBoundary } from "../../metrics/bayes";
import type { MetricValues } from "../../metrics/metrics";
import { type PlaneValues, planeOf } from "../../store/compare/fields";
import { isSameLoss, type Slot } from "../../store/compare/slots";
import { type CompareState, type ComparisonRun, chosenComparison, matchesChoices } from "../../store/compare/state";
import { isUnderWay } from "../../store/fleetRun";
import { bayesOf } from "../../store/sweep/theory";
import type { ModelEpoch } from "../../training/trainedModel";

export const LETTERS = ["A", "B", "C", "D"] as const;

/** A slot as the view shows it: its loss, and its part of the run on screen. */
export interface SlotModel {
  slot: Slot;
  /** Index among the slots; decides the letter, dash pattern, hatch and mark. */
  position: number;
  letter: string;
  definition: CatalogueLoss;
  fit: NetworkFit;
  /** Index in the run; null if the run does not contain this slot's loss. */
  index: number | null;
  /** Whether the run trained the slot's current parameters. */
  isCurrent: boolean;
  /** Recorded epochs of the run from the first initial weights. */
  history: readonly ModelEpoch[];
  /** At the epoch shown; null if not measured or diverged. */
  metrics: MetricValues | null;
  plane: PlaneValues | null;
  /** The network's parameters at the epoch shown; null where they are not kept. */
  parameters: Float32Array | null;
  /** The step at which it diverged; null if it has not by the epoch shown. */
  divergedAt: number | null;
  bayes: BayesBoundary | null;
}

/** Everything the Compare view draws. */
export interface ComparisonModel {
  state: CompareState;
  run: ComparisonRun | null;
  /**
   * The experiment behind the numbers: the run's, or before the first run the one that would be
   * trained.
   */
  base: Experiment;
  slots: readonly SlotModel[];
  /** Differences are `second` minus `first`. */
  first: SlotModel;
  second: SlotModel;
  /** The epoch on screen, and the last one that every loss has finished. */
  epoch: number;
  lastEpoch: number;
  /** Whether the run trains what is chosen now. */
  matchesChoices: boolean;
  /** Whether changed settings are being trained and will replace the run on screen shortly. */
  isFollowing: boolean;
  /** Whether there is a run to cancel. */
  isUnderWay: boolean;
  /** Whether a network can be trained on at least one slot's loss. */
  canTrain: boolean;
  /** Whether both slots of the pair have the same loss with the same parameters. */
  isSamePair: boolean;
}

/** Returns null until the view has been opened. */
export function comparisonModel(state: CompareState): ComparisonModel | null {
  const { run, next } = state;
  const base = run?.comparison.base ?? state.base;
  if (base === null || state.slots.length === 0) return null;
  const lastEpoch = run === null ? 0 : lastLockedEpoch(run);
  const epoch = Math.min(state.epoch ?? lastEpoch, lastEpoch);
  const wanted = chosenComparison(state);
  const current = run !== null && matchesChoices(run, state);
  const slots = state.slots.map((slot, position) => slotModel(slot, position, state, base, epoch));
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
    matchesChoices: current,
    isFollowing: next !== null,
    // A run cancelled because another one replaces it still counts as under way.
    isUnderWay: run !== null && (isUnderWay(run.phase) || (next !== null && run.phase.name === "cancelled")),
    canTrain: wanted !== null,
    isSamePair: isSameLoss(first.slot.loss, second.slot.loss, first.definition),
  };
}

/** The last epoch that has been measured for every loss. */
function lastLockedEpoch({ results, slots }: ComparisonRun): number {
  return Math.min(...slots.map((_, index) => results.history(index, 0).at(-1)?.epoch ?? 0));
}

function slotModel(slot: Slot, position: number, state: CompareState, base: Experiment, epoch: number): SlotModel {
  const { run } = state;
  const definition = findLoss(state.losses, slot.loss.id);
  const fit = networkFit(definition);
  const found = run?.slots.findIndex(({ key }) => key === slot.key) ?? -1;
  const index = found === -1 ? null : found;
  // The loss that the run trained; the slot's may have changed since.
  const trained = index === null ? slot.loss : run!.slots[index]!.loss;
  const shown: Omit<SlotModel, "slot" | "position" | "letter" | "definition" | "fit"> =
    run === null || index === null || trained.id !== slot.loss.id
      ? {
          index: null,
          isCurrent: false,
          history: [],
          metrics: null,
          plane: null,
          parameters: null,
          divergedAt: null,
          bayes: null,
        }
      : {
          index,
          isCurrent: trained === slot.loss,
          ...networkState(run, index, epoch, base, fit.trains ? fit.outputs : 1),
          bayes: bayesOf({ ...base, loss: trained }, definition),
        };
  return { slot, position, letter: LETTERS[position]!, definition, fit, ...shown };
}

function networkState(run: ComparisonRun, index: number, epoch: number, base: Experiment, outputs: 1 | 2) {
  const history = run.results.history(index, 0);
  const record = history.findLast((candidate) => candidate.epoch <= epoch);
  const model = run.results.model(index, 0);
  const isEnd = model !== undefined && epoch >= base.epochs;
  const hasDiverged = record !== undefined && Number.isNaN(record.metrics.accuracy);
  return {
    history,
    metrics: record === undefined || hasDiverged ? null : record.metrics,
    parameters: record?.parameters ?? null,
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

/** Returns the same object for the same network, so that it is not drawn again. */
function knownPlane(of: Float32Array, make: () => PlaneValues): PlaneValues {
  let known = planes.get(of);
  if (known === undefined) {
    known = make();
    planes.set(of, known);
  }
  return known;
}
