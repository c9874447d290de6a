import { bce } from "./binary/bce";
import { bceWithLogits } from "./binary/bceWithLogits";
import type { LossDefinition } from "./definition";
import { balancedBce } from "./imbalanced/balancedBce";
import { balancedBceWithLogits } from "./imbalanced/balancedBceWithLogits";
import { focal } from "./imbalanced/focal";
import { sigmoidFocal } from "./imbalanced/sigmoidFocal";
import { hinge } from "./margin/hinge";
import { softMargin } from "./margin/softMargin";
import { huber } from "./regression/huber";
import { l1 } from "./regression/l1";
import { mse } from "./regression/mse";
import { smoothL1 } from "./regression/smoothL1";

export type { Citation, LabelSet, Landmark, LossDefinition, LossTask, PredictionKind, Slider } from "./definition";
export { LossOnLogits, type PointwiseLoss } from "./lossOnLogits";

/** Every loss there is, in the order of the picker. Adding one is a file and a line here. */
export const losses = [
  focal,
  sigmoidFocal,
  balancedBce,
  balancedBceWithLogits,
  bce,
  bceWithLogits,
  softMargin,
  hinge,
  mse,
  l1,
  smoothL1,
  huber,
] as const satisfies readonly LossDefinition[];

export type LossId = (typeof losses)[number]["id"];

/** A definition whose id is known to be in the list, and with it its names in the texts. */
export type CatalogueLoss = LossDefinition & { id: LossId };

export class UnknownLossError extends Error {
  constructor(id: string) {
    super(`loss: expected one of ${losses.map((loss) => loss.id).join(", ")}, got ${id}`);
    this.name = "UnknownLossError";
  }
}

/** Throws UnknownLossError. */
export function lossById(id: string): CatalogueLoss {
  const found = losses.find((loss) => loss.id === id);
  if (found === undefined) throw new UnknownLossError(id);
  return found;
}
