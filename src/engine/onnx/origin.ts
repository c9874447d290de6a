import type { Experiment } from "../../experiment/experiment";

/** What a file says about its origin. */
export interface Origin {
  experiment: Experiment;
  /** Steps taken before the file was written. */
  step: number;
}

/**
 * Keys and values, as in ONNX's metadata; objects are JSON. `experiment` alone determines the whole
 * run.
 */
export function originMetadata({ experiment, step }: Origin): Record<string, string> {
  return {
    application: "Losscope",
    loss: experiment.loss.id,
    loss_parameters: JSON.stringify(experiment.loss.parameters),
    seeds: JSON.stringify(experiment.seeds),
    step: String(step),
    experiment: JSON.stringify(experiment),
  };
}
