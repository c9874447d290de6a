import type { Experiment } from "../../experiment/experiment";

/** What a file says of where it comes from. */
export interface Origin {
  experiment: Experiment;
  /** Steps taken before the file was written. */
  step: number;
}

/** As key and value, the form of ONNX's metadata; objects are JSON. `experiment` alone tells the whole run. */
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
