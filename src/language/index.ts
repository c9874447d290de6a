/**
 * The part of the loss language that the page's first load may see: programs and their evaluation.
 * The compiler, WGSL, WebAssembly and LaTeX are imported from their own files.
 */

export { LossSourceError } from "./errors";
export {
  createEvaluator,
  type Evaluator,
  type EvaluatorInput,
  type EvaluatorOutput,
  evaluateScalars,
  type FloatArray,
  type FloatArrayConstructor,
  MissingParameterError,
} from "./evaluate/evaluator";
export type { Graph, GraphNode, NodeId, Op, ParameterValues, Shape } from "./graph";
export {
  columnOutput,
  elementName,
  type Formula,
  type Guard,
  isNumberList,
  type LossParameter,
  type LossProgram,
  type ParameterValue,
  type ProgramInput,
} from "./program";
export { numericParameters, programFits } from "./programFits";
export type { InputKind, ReadEntry, ReadInput, Reading, ReadRoles, Unread } from "./reading";
export type { InputShapes } from "./source/lossInputs";
