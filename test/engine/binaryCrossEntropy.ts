import type { Graph, GraphNode, LossProgram } from "../../src/language";
import { withKey } from "../../src/language/keyedGraph";

const node = (op: GraphNode["op"], shape: GraphNode["shape"], ...inputs: number[]): GraphNode => ({
  op,
  shape,
  inputs,
});

const batch: Graph = {
  nodes: [
    node("prediction", ["batch"]),
    node("target", ["batch"]),
    node("batchSize", []),
    node("softplus", ["batch"], 0),
    node("mul", ["batch"], 0, 1),
    node("sub", ["batch"], 3, 4),
    node("sum", [], 5),
    node("div", [], 6, 2),
    node("sigmoid", ["batch"], 0),
    node("sub", ["batch"], 8, 1),
    node("div", ["batch"], 9, 2),
  ],
  outputs: { perSample: 5, objective: 7, gradient: 10 },
};

/**
 * mean(softplus(z) − y·z) and its gradient (σ(z) − y) / n, written as a graph without the compiler:
 * an objective that needs no source.
 */
export const binaryCrossEntropy: LossProgram = {
  name: "binaryCrossEntropy",
  parameters: [],
  inputs: [
    { name: "z", differentiable: true, shape: [], firstColumn: 0 },
    { name: "y", differentiable: false, shape: [], firstColumn: 0 },
  ],
  predictionColumns: 1,
  targetColumns: 1,
  elementColumns: 1,
  weighted: false,
  fixed: {},
  reduction: "mean",
  pointwise: true,
  batch: withKey(batch),
  sample: { nodes: [], outputs: {} },
  guards: [],
  formula: { graph: { nodes: [], outputs: {} }, names: [], notations: [], inputs: [] },
  notes: [],
};
