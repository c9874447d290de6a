/** The loss language: PyTorch source in; value, derivatives, WGSL and LaTeX out. */
export { type CompileOptions, compileLoss } from "./compile";
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
} from "./evaluator";
export { numericParameters, programFits } from "./fit";
export type { Graph, GraphNode, NodeId, Op, ParameterValues, Shape } from "./graph";
export { keepOutputs } from "./graphBuilder";
export { type Head, logOddsHead, logSoftmaxHead, onHead, sigmoidHead } from "./heads";
export { type FormulaLine, type FormulaSymbols, formulaLines } from "./latex/formulaLines";
export { type FormulaPoint, formulaWithNumbers } from "./latex/formulaWithNumbers";
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
export type { InputShapes } from "./source/lossInputs";
export { emitWgsl, type WgslLoss, type WgslPass, type WgslRanking } from "./wgsl";
