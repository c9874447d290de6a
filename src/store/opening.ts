import type { Experiment } from "../experiment/experiment";
import type { Pace } from "../worker/run/protocol";
import { isUsualSize } from "./instantRetrain";
import type { PageState } from "./page/pageState";

/**
 * How an experiment is first shown: `played` trains it before the user's eyes, `trained` shows only
 * its trained network, `untrained` waits at step 0; a number shows it after as many steps.
 */
export type Opening = "played" | "trained" | "untrained" | number;

/** How long the training is played, on a machine that is fast enough. */
const PLAYED_SECONDS = 1.2;

/**
 * The only place that decides how a page opens: trained as it says, unless the training may take
 * longer than a moment. `played`: whether a whole training is worth watching here, and the user has
 * nothing against motion.
 */
export function openingOf(
  { experiment, explore: { trained } }: Pick<PageState, "experiment" | "explore">,
  { played }: { played: boolean },
): Opening {
  if (trained === 0 || !isUsualSize(experiment)) return "untrained";
  if (trained !== "all") return trained;
  return played ? "played" : "trained";
}

/** The pace at which an experiment is played. */
export function openingPace({ epochs }: Experiment): Pace {
  return { epochsPerSecond: epochs / PLAYED_SECONDS };
}
