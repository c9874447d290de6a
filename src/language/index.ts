export type { Graph, GraphNode, NodeId, Op, ParameterValues, Shape } from "./graph";
export type { FormulaLine, Guard, LossParameter, LossProgram, ParameterValue } from "./program";
