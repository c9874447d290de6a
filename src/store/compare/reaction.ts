import type { Comparison } from "../../experiment/comparison";
import { isUnderWay } from "../fleetRun";
import { trainsAtOnce } from "./comparisonSize";
import { type CompareState, type ComparisonRun, chosenComparison, matchesChoices } from "./state";

/** The store's reaction to changed choices. */
export type Reaction =
  | { do: "nothing" }
  /** The next run finishes its boundaries first; the newest choices are trained after it. */
  | { do: "markOutdated" }
  | { do: "train"; comparison: Comparison }
  /** Only the number of initial weights differs: the models trained so far stay. */
  | { do: "changeSeeds"; seeds: number; missing: "unchanged" | "train" | "finish" | "cancel" };

export function reactionTo(state: CompareState): Reaction {
  const comparison = chosenComparison(state);
  if (comparison === null) return { do: "nothing" };
  if (state.next !== null) return { do: "markOutdated" };
  const { run } = state;
  if (run === null || !matchesChoices(run, state)) {
    return trainsAtOnce(comparison) ? { do: "train", comparison } : { do: "nothing" };
  }
  if (run.comparison.seeds === comparison.seeds) return { do: "nothing" };
  return { do: "changeSeeds", seeds: comparison.seeds, missing: missingModels(run, comparison) };
}

function missingModels({ phase, stage, results, slots }: ComparisonRun, comparison: Comparison) {
  // The boundaries are not trained yet, or were cancelled before.
  if (stage === "boundaries" && (isUnderWay(phase) || phase.name === "cancelled")) return "unchanged";
  if (phase.name === "failed") return "unchanged";
  if (results.ended(comparison.seeds) === comparison.seeds * slots.length) return "finish";
  return trainsAtOnce(comparison) ? "train" : "cancel";
}
