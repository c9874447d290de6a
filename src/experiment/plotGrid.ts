import { datasetOfKind } from "../datasets";
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

/** The square of the plane that contains the experiment's samples. */
export function plotGrid({ dataset }: Pick<Experiment, "dataset">): GridSpec {
  return { size: SIZE, extent: datasetOfKind(dataset.kind).extent(dataset) };
}
