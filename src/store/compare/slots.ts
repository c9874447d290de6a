import { comparisonLimits } from "../../experiment/comparison";
import type { LossChoice } from "../../experiment/experiment";
import { writtenParameters } from "../../language/python/defaults";
import type { LossDefinition } from "../../losses";
import { completeParameters } from "../../losses/parameterValues";

/** A place for a loss in the comparison. */
export interface Slot {
  /** Unique among all slots there have been. Letters follow the order of the slots. */
  key: number;
  loss: LossChoice;
}

/**
 * A new slot gets the first of these that no slot has: cross entropy, the tutorial's focal loss,
 * then other kinds.
 */
const suggestions = ["bce-logits", "focal", "dice", "balanced-bce-logits", "hinge"];

export function suggestedLoss(taken: readonly LossChoice[], known: readonly { id: string }[]): LossChoice {
  const free = suggestions.find(
    (id) => known.some((loss) => loss.id === id) && taken.every((choice) => choice.id !== id),
  );
  return { id: free ?? taken[0]!.id, parameters: {} };
}

export function canAddSlot(slots: readonly Slot[]): boolean {
  return slots.length < comparisonLimits.losses.max;
}

export function canRemoveSlot(slots: readonly Slot[]): boolean {
  return slots.length > comparisonLimits.losses.min;
}

/**
 * Whether both train alike: the same loss at the same values, written out or left to the source's
 * defaults.
 */
export function isSameLoss(one: LossChoice, other: LossChoice, { source }: Pick<LossDefinition, "source">): boolean {
  if (one.id !== other.id) return false;
  const written = writtenParameters(source);
  const all = ({ parameters }: LossChoice) => JSON.stringify(completeParameters(written, parameters));
  return all(one) === all(other);
}
