import { dice } from "./batch/dice";
import { focalTversky } from "./batch/focalTversky";
import { ghmC } from "./batch/ghmC";
import { jaccard } from "./batch/jaccard";
import { lovaszHinge } from "./batch/lovaszHinge";
import { ohem } from "./batch/ohem";
import { pairwiseAuc } from "./batch/pairwiseAuc";
import { softFBeta } from "./batch/softFBeta";
import { softMcc } from "./batch/softMcc";
import { tversky } from "./batch/tversky";
import { bce } from "./binary/bce";
import { bceWithLogits } from "./binary/bceWithLogits";
import { adaptiveLogSoftmax } from "./classes/adaptiveLogSoftmax";
import { crossEntropy } from "./classes/crossEntropy";
import { linearCrossEntropy } from "./classes/linearCrossEntropy";
import { multilabelMargin } from "./classes/multilabelMargin";
import { multilabelSoftMargin } from "./classes/multilabelSoftMargin";
import { multiMargin } from "./classes/multiMargin";
import { nll } from "./classes/nll";
import type { LossDefinition } from "./definition";
import { jensenShannon } from "./distribution/jensenShannon";
import { klDivergence } from "./distribution/klDivergence";
import { contrastive } from "./embedding/contrastive";
import { cosineEmbedding } from "./embedding/cosineEmbedding";
import { cosineSimilarity } from "./embedding/cosineSimilarity";
import { hingeEmbedding } from "./embedding/hingeEmbedding";
import { infoNce } from "./embedding/infoNce";
import { pairwiseDistance } from "./embedding/pairwiseDistance";
import { tripletMargin } from "./embedding/tripletMargin";
import { tripletMarginWithDistance } from "./embedding/tripletMarginWithDistance";
import { findLoss } from "./findLoss";
import { adaptiveFocal } from "./imbalanced/adaptiveFocal";
import { asymmetric } from "./imbalanced/asymmetric";
import { balancedBce } from "./imbalanced/balancedBce";
import { balancedBceWithLogits } from "./imbalanced/balancedBceWithLogits";
import { classBalancedFocal } from "./imbalanced/classBalancedFocal";
import { classBalancedFocalClasses } from "./imbalanced/classBalancedFocalClasses";
import { focal } from "./imbalanced/focal";
import { focalStar } from "./imbalanced/focalStar";
import { ldam } from "./imbalanced/ldam";
import { logitAdjusted } from "./imbalanced/logitAdjusted";
import { poly1Bce } from "./imbalanced/poly1Bce";
import { poly1BceWithLogits } from "./imbalanced/poly1BceWithLogits";
import { poly1Focal } from "./imbalanced/poly1Focal";
import { poly1SigmoidFocal } from "./imbalanced/poly1SigmoidFocal";
import { sigmoidFocal } from "./imbalanced/sigmoidFocal";
import { softmaxFocal } from "./imbalanced/softmaxFocal";
import { varifocal } from "./imbalanced/varifocal";
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
import { generalizedCrossEntropy } from "./noisyLabels/generalizedCrossEntropy";
import { generalizedCrossEntropyClasses } from "./noisyLabels/generalizedCrossEntropyClasses";
import { labelSmoothing } from "./noisyLabels/labelSmoothing";
import { labelSmoothingWithLogits } from "./noisyLabels/labelSmoothingWithLogits";
import { softBootstrapping } from "./noisyLabels/softBootstrapping";
import { symmetricCrossEntropy } from "./noisyLabels/symmetricCrossEntropy";
import { symmetricCrossEntropyClasses } from "./noisyLabels/symmetricCrossEntropyClasses";
import { marginRanking } from "./ranking/marginRanking";
import { rankNet } from "./ranking/rankNet";
import { balancedL1 } from "./regression/balancedL1";
import { cauchy } from "./regression/cauchy";
import { epsilonInsensitive } from "./regression/epsilonInsensitive";
import { expectile } from "./regression/expectile";
import { gammaNll } from "./regression/gammaNll";
import { gaussianNll } from "./regression/gaussianNll";
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
import { ctc } from "./sequence/ctc";

export { compileDefinition } from "./compileDefinition";
export { compileOptions, type LossSizes, pageSizes, takesClasses } from "./compileOptions";
export type {
  Citation,
  LabelSet,
  Landmark,
  LossDefinition,
  LossPictureKind,
  LossTask,
  PredictionKind,
  Slider,
} from "./definition";
export { findLoss, UnknownLossError } from "./findLoss";
export { LabelSetError, labelColumns } from "./labelColumns";
export { logitGraphs } from "./logitGraphs";
export { LossOnLogits, type PointwiseLoss } from "./lossOnLogits";
export { type NetworkFit, networkFit } from "./networkFit";
export { lossOnLogit, lossOnOutputs } from "./onNetwork";
export { openingLosses } from "./openingLosses";

/** The only list of losses, in the order of the picker. To add one: a file, and a line here. */
export const losses = [
  focal,
  sigmoidFocal,
  balancedBce,
  balancedBceWithLogits,
  classBalancedFocal,
  classBalancedFocalClasses,
  softmaxFocal,
  asymmetric,
  ldam,
  logitAdjusted,
  poly1Bce,
  poly1BceWithLogits,
  poly1Focal,
  poly1SigmoidFocal,
  focalStar,
  adaptiveFocal,
  varifocal,
  dice,
  jaccard,
  tversky,
  focalTversky,
  softFBeta,
  softMcc,
  ghmC,
  ohem,
  lovaszHinge,
  pairwiseAuc,
  bce,
  bceWithLogits,
  labelSmoothing,
  labelSmoothingWithLogits,
  generalizedCrossEntropy,
  generalizedCrossEntropyClasses,
  symmetricCrossEntropy,
  symmetricCrossEntropyClasses,
  softBootstrapping,
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
  gaussianNll,
  gammaNll,
  tweedie,
  crossEntropy,
  nll,
  linearCrossEntropy,
  multiMargin,
  multilabelMargin,
  multilabelSoftMargin,
  adaptiveLogSoftmax,
  marginRanking,
  rankNet,
  hingeEmbedding,
  cosineEmbedding,
  tripletMargin,
  tripletMarginWithDistance,
  contrastive,
  infoNce,
  cosineSimilarity,
  pairwiseDistance,
  klDivergence,
  jensenShannon,
  ctc,
] as const satisfies readonly LossDefinition[];

export type LossId = (typeof losses)[number]["id"];

/** A definition whose id is known to be in the list, so that its text keys are known too. */
export type CatalogueLoss = LossDefinition & { id: LossId };

/** Throws UnknownLossError. */
export function lossById(id: string): CatalogueLoss {
  return findLoss<CatalogueLoss>(losses, id);
}
