import type { ModelLayout } from "../../experiment/modelLayout";
import { outputCount } from "../../experiment/modelLayout";
import { GraphScope, type OnnxModel } from "../../language/onnx";
import { forwardNodes, splitParameters } from "./networkNodes";

/**
 * A network whose parameters are an input, so that one session serves a whole training. `x`
 * [points, inputs] gives `outputs` [points, outputs], in float64 like the training.
 */
export function networkModel(layout: ModelLayout): OnnxModel {
  const scope = new GraphScope("network");
  const flat = scope.input("parameters", "double", [layout.parameterCount]);
  const x = scope.input("x", "double", ["points", layout.widths[0]!]);
  const values = forwardNodes(scope, layout, splitParameters(scope, layout, flat), x, "double");
  scope.output("outputs", values.at(-1)!, "double", ["points", outputCount(layout)]);
  return { graph: scope.graph(), doc: "", metadata: {} };
}
