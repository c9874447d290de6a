import type { LossParameter, ParameterValue } from "../../language";
import { completeParameters } from "../parameterValues";
import { TensorLossError } from "../tensor";

/** A cluster of rare classes, behind one output of the head. */
export interface SoftmaxCluster {
  /** Its first class, and its number of classes. */
  readonly first: number;
  readonly size: number;
  /**
   * Number of features after the cluster's projection: in_features / div_value^(1, 2, …), rounded
   * down.
   */
  readonly projection: number;
}

/** How adaptive softmax divides the classes: frequent ones in the head, rare ones in clusters. */
export interface SoftmaxClusters {
  readonly features: number;
  readonly classes: number;
  /**
   * Classes that have their own output in the head; the head's other outputs stand for the
   * clusters.
   */
  readonly shortlist: number;
  readonly clusters: readonly SoftmaxCluster[];
  readonly headBias: boolean;
}

/**
 * torch's defaults. torch has none for the first three; these values give a tree that shows the
 * idea.
 */
export const clusterParameters: readonly LossParameter[] = [
  { name: "in_features", default: 64 },
  { name: "n_classes", default: 1000 },
  { name: "cutoffs", default: [20, 200] },
  { name: "div_value", default: 4 },
  { name: "head_bias", default: false },
];

/** Throws TensorLossError for arguments that torch refuses. */
export function softmaxClusters(given: Readonly<Record<string, ParameterValue>>): SoftmaxClusters {
  const complete = completeParameters(clusterParameters, given);
  const features = requireWhole("in_features", complete.in_features);
  const classes = requireWhole("n_classes", complete.n_classes);
  const { cutoffs, div_value: divisor } = complete;
  if (typeof divisor !== "number" || !(divisor > 0)) {
    throw new TensorLossError("div_value", "a number above 0", `${divisor}`);
  }
  if (
    !Array.isArray(cutoffs) ||
    cutoffs.length === 0 ||
    cutoffs.some((cutoff, i) => !Number.isInteger(cutoff) || cutoff <= (cutoffs[i - 1] ?? 0) || cutoff >= classes)
  ) {
    throw new TensorLossError("cutoffs", `whole numbers that grow, from 1 to ${classes - 1}`, `${cutoffs}`);
  }
  return {
    features,
    classes,
    shortlist: cutoffs[0] as number,
    clusters: cutoffs.map((first: number, i) => ({
      first,
      size: (cutoffs[i + 1] ?? classes) - first,
      projection: Math.floor(features / divisor ** (i + 1)),
    })),
    headBias: complete.head_bias === true,
  };
}

/** The index of the cluster that holds the class, or null for a class of the head. */
export function clusterOf({ shortlist, clusters }: SoftmaxClusters, label: number): number | null {
  return label < shortlist ? null : clusters.findLastIndex(({ first }) => first <= label);
}

function requireWhole(name: string, value: ParameterValue | undefined): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  throw new TensorLossError(name, "a whole number above 0", `${value}`);
}
