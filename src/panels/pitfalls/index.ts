import {
  alphaClass,
  focalMissing,
  gammaBelowOne,
  gammaFactor,
  gammaZero,
  kerasAlpha,
  probabilityFromLog,
} from "./focalPitfalls";
import { adamWeightDecay } from "./optimizerPitfalls";
import type { Pitfall } from "./pitfall";
import { clampedLogarithm, classBalancedBeta, divergenceMean, weightedMeanDivides } from "./reductionPitfalls";

/** All pitfalls, in the order of the index. */
export const pitfalls: readonly Pitfall[] = [
  alphaClass,
  gammaBelowOne,
  gammaZero,
  gammaFactor,
  probabilityFromLog,
  kerasAlpha,
  focalMissing,
  weightedMeanDivides,
  clampedLogarithm,
  divergenceMean,
  classBalancedBeta,
  adamWeightDecay,
];
