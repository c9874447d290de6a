import type { Experiment } from "../experiment/experiment";
import type { Pace } from "../worker/run/protocol";
import { isUsualSize } from "./instantRetrain";

/**
 * How an experiment is first shown: `played` trains it before the user's eyes, `trained` shows only
 * its trained network, `untrained` waits at step 0.
 */
export type Opening = "played" | "trained" | "untrained";

/** How long the training is played, on a machine that is fast enough. */
const PLAYED_SECONDS = 1.2;

export interface OpeningWishes {
  /** What a link says about its network; undefined where it says nothing. */
  trained?: boolean | undefined;
  /** Whether the training is worth watching here, and the user has nothing against motion. */
  played: boolean;
}

/**
 * The only place that decides how an experiment opens: trained, unless its link says otherwise or
 * the training may take longer than a moment.
 */
export function openingOf(experiment: Experiment, { trained = true, played }: OpeningWishes): Opening {
  if (!trained || !isUsualSize(experiment)) return "untrained";
  return played ? "played" : "trained";
}

/** The pace at which an experiment is played. */
export function openingPace({ epochs }: Experiment): Pace {
  return { epochsPerSecond: epochs / PLAYED_SECONDS };
}
