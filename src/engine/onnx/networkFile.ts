import { type ModelLayout, outputCount } from "../../experiment/modelLayout";
import { GraphScope, writeModel } from "../../language/onnx";
import { forwardNodes, type LayerValues } from "./networkNodes";
import { type Origin, originMetadata } from "./origin";

const DOC =
  "A classifier trained in Losscope. x: points [batch, inputs]. logit: the log-odds of the positive class. probability: its sigmoid.";

/**
 * A trained network as an .onnx file. Input `x` float [batch, inputs]; outputs `logit` and
 * `probability`, float [batch], and `scores` float [batch, 2] if the network has one output per
 * class. Weights have torch's names. `parameters`: [parameterCount] in the layout's order.
 */
export function networkFile(layout: ModelLayout, parameters: Float32Array, origin: Origin): Uint8Array<ArrayBuffer> {
  const scope = new GraphScope("network");
  const x = scope.input("x", "float", ["batch", layout.widths[0]!], "Points.");
  const outputs = forwardNodes(scope, layout, layerInitializers(scope, layout, parameters), x, "float").at(-1)!;
  const logit = decisionNodes(scope, outputs, outputCount(layout));
  scope.output("logit", logit, "float", ["batch"], "Log-odds of the positive class.");
  scope.output("probability", scope.add("Sigmoid", [logit]), "float", ["batch"], "Of the positive class.");
  if (outputCount(layout) > 1) {
    scope.output("scores", outputs, "float", ["batch", outputCount(layout)], "Of the negative and the positive class.");
  }
  return writeModel({ graph: scope.graph(), doc: DOC, metadata: originMetadata(origin) });
}

function layerInitializers(scope: GraphScope, { layers }: ModelLayout, parameters: Float32Array): LayerValues[] {
  return layers.map(({ inputs, outputs, weightOffset, biasOffset }, l) => ({
    weight: scope.initializer(`layers.${l}.weight`, {
      type: "float",
      dims: [outputs, inputs],
      values: parameters.slice(weightOffset, biasOffset),
    }),
    bias: scope.initializer(`layers.${l}.bias`, {
      type: "float",
      dims: [outputs],
      values: parameters.slice(biasOffset, biasOffset + outputs),
    }),
  }));
}

/** One logit per sample, [batch]: as `decisionLogits` in experiment/decision.ts. */
function decisionNodes(scope: GraphScope, outputs: string, count: number): string {
  const column = (k: number) => scope.add("Gather", [outputs, scope.constant("int64", [k])], { axis: { int: 1 } });
  const decision = count === 1 ? outputs : scope.add("Sub", [column(1), column(0)]);
  return scope.add("Squeeze", [decision, scope.constant("int64", [1])]);
}
