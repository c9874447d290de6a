/** The loss language: PyTorch source in; value, derivatives, WGSL and LaTeX out. */

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
export { keepOutputs } from "./graphBuilder";
export { type FormulaLine, type FormulaSymbols, formulaLines } from "./latex/formulaLines";
export { type FormulaPoint, formulaWithNumbers } from "./latex/formulaWithNumbers";
export { type CompileOptions, compileLoss } from "./passes/compile";
export { type Head, logOddsHead, logSoftmaxHead, onHead, sigmoidHead } from "./passes/heads";
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
export type { InputShapes } from "./source/lossInputs";
export { emitWgsl, type WgslLoss, type WgslPass, type WgslRanking } from "./wgsl/emitWgsl";
