import type { CheckedFile, RuntimeProgress, TrainedState } from "../../engine/onnx";
import type { Experiment } from "../../experiment/experiment";

/**
 * From the page to check.worker.ts, once: what is to be written as .onnx files and run in ONNX
 * Runtime.
 */
export interface OnnxCheckRequest {
  experiment: Experiment;
  state: TrainedState;
}

/** In this order: progress, a file, another, and the runtime's name; or a failure at any point. */
export type OnnxCheckEvent =
  | ({ type: "loading" } & RuntimeProgress)
  | { type: "checked"; file: CheckedFile }
  | { type: "done"; runtime: string }
  | { type: "failed"; detail: string };
