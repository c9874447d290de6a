import type { Experiment } from "./experiment";

/** The plot's square: both axes from −extent to extent. */
export interface GridSpec {
  /** Points along one side. */
  size: number;
  /** In the plane's units. */
  extent: number;
}

/** Points along one side of the plane's grid. */
const SIZE = 97;

/** The plane's square around the experiment's samples, with room for their spread. */
export function plotGrid({ dataset }: Pick<Experiment, "dataset">): GridSpec {
  const reach = Math.max(dataset.positiveRadius, dataset.negativeRadius) + 3.4 * dataset.standardDeviation;
  return { size: SIZE, extent: Math.max(reach, 0.5) };
}
