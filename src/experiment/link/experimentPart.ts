/**
 * The experiment's part of a link, `e=1.…`. It holds what differs from the defaults, so that it
 * stays short and a later version can add fields.
 */
import { tutorialExperiment } from "../defaults";
import type { Experiment } from "../experiment";
import type { DroppedField } from "../reading";
import { parseExperiment } from "../schema";
import { differences, type Json } from "./differences";
import { type PackedProblem, pack, unpack } from "./packed";

/** What a link held and the page could not use. */
export interface DroppedLink extends DroppedField {
  /** Set if it is not about a field. */
  problem?: LinkProblem;
}

/**
 * `several`: more than one experiment, of which one was used. `unknown`: nothing that this page
 * knows. `unread`: the code for reading it could not be fetched.
 */
export type LinkProblem = PackedProblem | "several" | "unknown" | "unread";

export interface LinkedExperiment {
  experiment: Experiment;
  dropped: DroppedLink[];
}

/**
 * The part's value; null for the tutorial's experiment. Fields that do not fit the schema are left
 * out, because reading would drop them.
 */
export async function experimentPart(experiment: Experiment): Promise<string | null> {
  const changed = whatDiffers(parseExperiment(experiment).experiment);
  return Object.keys(changed).length === 0 ? null : pack(changed);
}

/** The experiment in the part's value; the defaults, and the reason, if it cannot be read. */
export function readExperimentPart(text: string): LinkedExperiment {
  const unpacked = unpack(text);
  if ("value" in unpacked) return parseExperiment(unpacked.value);
  const { experiment } = parseExperiment({});
  return { experiment, dropped: [{ path: "link", used: "the defaults", ...unpacked }] };
}

/**
 * What a link must contain: everything that reading would not complete by itself. The optimiser's
 * defaults depend on its name, the data set's on its kind.
 */
function whatDiffers(experiment: Experiment): Json {
  const { dataset, optimizer } = experiment;
  const completed = parseExperiment({
    dataset: { kind: dataset.kind },
    optimizer: { name: optimizer.name },
  }).experiment;
  const base = {
    ...completed,
    dataset: { ...completed.dataset, kind: tutorialExperiment.dataset.kind },
    optimizer: { ...completed.optimizer, name: tutorialExperiment.optimizer.name },
  };
  return differences(experiment as unknown as Json, base as unknown as Json);
}
