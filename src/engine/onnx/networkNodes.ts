import type { ModelLayout } from "../../experiment/modelLayout";
import type { GraphScope } from "../../language/onnx";

/** One layer's parameters, as names of values: weight [outputs, inputs], bias [outputs]. */
export interface LayerValues {
  readonly weight: string;
  readonly bias: string;
}

/** Splits a flat parameter vector, in the layout's order, into the layers' parameters. */
export function splitParameters(scope: GraphScope, layout: ModelLayout, flat: string): LayerValues[] {
  const sizes = layout.layers.flatMap(({ inputs, outputs }) => [inputs * outputs, outputs]);
  const parts = scope.addAll("Split", [flat, scope.constant("int64", sizes)], sizes.length, { axis: { int: 0 } });
  return layout.layers.map(({ inputs, outputs }, l) => ({
    weight: scope.add("Reshape", [parts[2 * l]!, scope.constant("int64", [outputs, inputs])]),
    bias: parts[2 * l + 1]!,
  }));
}

/**
 * Values [batch, width] from the features to the network's outputs, each after its activation; the
 * first are the features. All have one type.
 */
export function forwardNodes(
  scope: GraphScope,
  layout: ModelLayout,
  layers: readonly LayerValues[],
  features: string,
  type: "float" | "double",
): string[] {
  const values = [features];
  for (const [l, { weight, bias }] of layers.entries()) {
    const linear = scope.add("Gemm", [values[l]!, weight, bias], { transB: { int: 1 } });
    values.push(l === layers.length - 1 ? linear : activated(scope, layout, linear, type));
  }
  return values;
}

function activated(scope: GraphScope, layout: ModelLayout, z: string, type: "float" | "double"): string {
  const { activation, negativeSlope } = layout;
  switch (activation) {
    case "relu":
      return scope.add("Relu", [z]);
    case "leaky_relu":
      if (type === "float") return scope.add("LeakyRelu", [z], { alpha: { float: negativeSlope } });
      // ONNX stores LeakyRelu's slope as float32, so the slope is applied by hand.
      return leaked(scope, layout, z, z);
    case "tanh":
      return scope.add("Tanh", [z]);
    case "sigmoid":
      return scope.add("Sigmoid", [z]);
  }
}

/**
 * The objective's gradient with respect to all parameters, flat [parameterCount], from its gradient
 * with respect to the outputs [batch, outputs]; doubles.
 */
export function backwardNodes(
  scope: GraphScope,
  layout: ModelLayout,
  layers: readonly LayerValues[],
  values: readonly string[],
  outputGradient: string,
): string {
  const parts: string[] = [];
  let above = outputGradient;
  for (let l = layers.length - 1; l >= 0; l--) {
    const weight = scope.add("Gemm", [above, values[l]!], { transA: { int: 1 } });
    const bias = scope.add("ReduceSum", [above, scope.constant("int64", [0])], { keepdims: { int: 0 } });
    parts.unshift(scope.add("Reshape", [weight, scope.constant("int64", [-1])]), bias);
    if (l > 0) above = throughActivation(scope, layout, values[l]!, scope.add("MatMul", [above, layers[l]!.weight]));
  }
  return scope.add("Concat", parts, { axis: { int: 0 } });
}

/** `values` where `z` is positive, times the slope elsewhere; doubles. */
function leaked(scope: GraphScope, { negativeSlope }: ModelLayout, z: string, values: string): string {
  const less = scope.add("Mul", [values, scope.constant("double", [negativeSlope])]);
  return scope.add("Where", [scope.add("Greater", [z, scope.constant("double", [0])]), values, less]);
}

/**
 * `gradient` times the activation's derivative, computed from the activation's outputs; at kinks
 * torch's choice.
 */
function throughActivation(scope: GraphScope, layout: ModelLayout, values: string, gradient: string): string {
  const one = scope.constant("double", [1]);
  const zero = scope.constant("double", [0]);
  switch (layout.activation) {
    case "relu":
      return scope.add("Where", [scope.add("Greater", [values, zero]), gradient, zero]);
    case "leaky_relu":
      return leaked(scope, layout, values, gradient);
    case "tanh":
      return scope.add("Mul", [gradient, scope.add("Sub", [one, scope.add("Mul", [values, values])])]);
    case "sigmoid":
      return scope.add("Mul", [gradient, scope.add("Mul", [values, scope.add("Sub", [one, values])])]);
  }
}
