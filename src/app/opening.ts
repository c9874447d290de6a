import type { Experiment } from "../experiment/experiment";
import { type Opening, openingOf } from "../store/opening";

/** How the page's own or a link's experiment opens for this user. */
export function openingHere(experiment: Experiment): Opening {
  return openingOf(experiment, { played: !matchMedia("(prefers-reduced-motion: reduce)").matches });
}
