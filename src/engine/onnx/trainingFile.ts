import { writeModel } from "../../language/onnx";
import { optimizerUpdate } from "../../optimizers/update";
import type { TrainingJob } from "../backend";
import { type Origin, originMetadata } from "./origin";
import { trainingGraph } from "./trainingGraph";
import { rateValues } from "./trainingInputs";

const DOC = [
  "The training of one network in Losscope, as a graph: a Scan whose body is one step (forward, loss, gradient, penalties, optimiser).",
  "features, targets and labels are rows in the order of the batches; batch_start and batch_end say which rows each step takes.",
  "Feed trained_parameters and the optimiser's other trained vectors back as inputs to go on. Those vectors start at the values in the metadata's initial_state.",
  "The optimiser's inputs that have one value per step have their formulas in their descriptions, for the step t counted from 1.",
  "All numbers are double, because roundings to float would grow from step to step.",
].join("\n");

/**
 * The training of a job's first model as an .onnx file. Its rates and its loss's parameters are in
 * the metadata.
 */
export function trainingFile(job: TrainingJob, origin: Origin): Uint8Array<ArrayBuffer> {
  const { settings } = job.members[0]!;
  return writeModel({
    graph: trainingGraph(job),
    doc: DOC,
    metadata: {
      ...originMetadata(origin),
      optimizer: JSON.stringify(job.optimizer),
      rates: JSON.stringify(rateValues(settings)),
      loss_inputs: JSON.stringify(settings.lossParameters),
      initial_state: JSON.stringify(optimizerUpdate(job.optimizer).state),
    },
  });
}
