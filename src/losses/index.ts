import { bce } from "./binary/bce";
import { bceWithLogits } from "./binary/bceWithLogits";
import type { LossDefinition } from "./definition";
import { balancedBce } from "./imbalanced/balancedBce";
import { balancedBceWithLogits } from "./imbalanced/balancedBceWithLogits";
import { focal } from "./imbalanced/focal";
import { sigmoidFocal } from "./imbalanced/sigmoidFocal";
import { exponential } from "./margin/exponential";
import { hinge } from "./margin/hinge";
import { modifiedHuber } from "./margin/modifiedHuber";
import { perceptron } from "./margin/perceptron";
import { ramp } from "./margin/ramp";
import { savage } from "./margin/savage";
import { sigmoidMargin } from "./margin/sigmoidMargin";
import { smoothHinge } from "./margin/smoothHinge";
import { softMargin } from "./margin/softMargin";
import { squaredHinge } from "./margin/squaredHinge";
import { tangent } from "./margin/tangent";
import { zeroOne } from "./margin/zeroOne";
import { balancedL1 } from "./regression/balancedL1";
import { cauchy } from "./regression/cauchy";
import { epsilonInsensitive } from "./regression/epsilonInsensitive";
import { expectile } from "./regression/expectile";
import { gammaNll } from "./regression/gammaNll";
import { gemanMcClure } from "./regression/gemanMcClure";
import { generalRobust } from "./regression/generalRobust";
import { huber } from "./regression/huber";
import { l1 } from "./regression/l1";
import { logCosh } from "./regression/logCosh";
import { mape } from "./regression/mape";
import { mse } from "./regression/mse";
import { msle } from "./regression/msle";
import { poissonNll } from "./regression/poissonNll";
import { pseudoHuber } from "./regression/pseudoHuber";
import { quantile } from "./regression/quantile";
import { smape } from "./regression/smape";
import { smoothL1 } from "./regression/smoothL1";
import { tukey } from "./regression/tukey";
import { tweedie } from "./regression/tweedie";
import { welsch } from "./regression/welsch";

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
  squaredHinge,
  smoothHinge,
  modifiedHuber,
  exponential,
  perceptron,
  ramp,
  savage,
  tangent,
  sigmoidMargin,
  zeroOne,
  mse,
  l1,
  smoothL1,
  huber,
  logCosh,
  pseudoHuber,
  quantile,
  expectile,
  epsilonInsensitive,
  cauchy,
  welsch,
  gemanMcClure,
  tukey,
  generalRobust,
  balancedL1,
  msle,
  mape,
  smape,
  poissonNll,
  gammaNll,
  tweedie,
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
