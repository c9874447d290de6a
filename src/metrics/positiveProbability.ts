import type { RingsDataset } from "../experiment/experiment";

/**
 * The true probability of a positive at a distance from the rings' centre: the logistic function of the log odds in `bayes.ts`, unweighted. Two
 * rings without any spread have none between them: NaN.
 */
export function positiveProbability(dataset: RingsDataset, radius: number): number {
  const { positives, negatives, positiveRadius, negativeRadius, standardDeviation } = dataset;
  const apart = (radius - negativeRadius) ** 2 - (radius - positiveRadius) ** 2;
  const logOdds = Math.log(positives / negatives) + apart / (2 * standardDeviation ** 2);
  return 1 / (1 + Math.exp(-logOdds));
}
