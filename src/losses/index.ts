export { type CatalogueLoss, type LossId, lossById, losses } from "./catalogue";
export { compileDefinition, compileOptions, type LossSizes, pageSizes, takesClasses } from "./compileDefinition";
export type {
  Citation,
  LabelSet,
  Landmark,
  LossDefinition,
  LossTask,
  LossView,
  PredictionKind,
  Slider,
} from "./definition";
export { findLoss, UnknownLossError } from "./findLoss";
export { type NetworkFit, networkFit } from "./fit";
export { LossOnLogits, type PointwiseLoss } from "./lossOnLogits";
export { LabelSetError, labelColumns, lossOnLogit, lossOnOutputs } from "./onNetwork";
export { openingLosses } from "./openingLosses";
