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
export { type FormulaLine, type FormulaPoint, type FormulaSymbols, formulaLines, formulaWithNumbers } from "./latex";
export { onLogit } from "./onLogit";
export type { Formula, Guard, LossParameter, LossProgram, ParameterValue } from "./program";
export { emitWgsl, type WgslLoss, type WgslPass } from "./wgsl";
