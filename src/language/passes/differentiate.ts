import type { NodeId } from "../graph";
import { ABSENT, type GraphBuilder } from "../graphBuilder";

/**
 * Reverse-mode derivative as a graph. Adds to `builder` the nodes of d `output` / d prediction and
 * returns the gradient node of each of the prediction's `columns`.
 *
 * A [batch] output counts as the sum of its elements, so a sample's own derivative comes out where
 * samples are not coupled. At kinks the values are torch's: abs, relu and sign give 0, clamp gives
 * 1, and maximum and minimum give ½ to each side of a tie.
 */
export function differentiate(builder: GraphBuilder, output: NodeId, columns: number): NodeId[] {
  const adjoints = new Map<NodeId, NodeId>([[output, builder.constant(1)]]);
  const gradients = Array.from({ length: columns }, () => builder.constant(0));
  for (let id = output; id >= 0; id--) {
    const adjoint = adjoints.get(id);
    if (adjoint === undefined || !builder.dependsOnPrediction(id)) continue;
    const node = builder.node(id);
    if (node.op === "prediction") {
      gradients[node.column ?? 0] = adjoint;
      continue;
    }
    for (const [input, contribution] of contributions(builder, id, adjoint)) {
      if (!builder.dependsOnPrediction(input)) continue;
      // A scalar that was broadcast over the batch collects the adjoints of all samples.
      const reduced =
        builder.shape(input).length === 0 && node.shape.length > 0 ? sumOverBatch(builder, contribution) : contribution;
      const earlier = adjoints.get(input);
      adjoints.set(input, earlier === undefined ? reduced : builder.add(earlier, reduced));
    }
  }
  return gradients;
}

function sumOverBatch(builder: GraphBuilder, x: NodeId): NodeId {
  return builder.reduce("sum", x);
}

/**
 * For each input, the adjoint times the local derivative. Inputs without a derivative (conditions,
 * comparisons, floor) are left out.
 */
function contributions(b: GraphBuilder, id: NodeId, adjoint: NodeId): [NodeId, NodeId][] {
  const node = b.node(id);
  const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
  const one = b.constant(1);
  const zero = b.constant(0);
  const times = (factor: NodeId) => b.mul(adjoint, factor);
  const where = (condition: NodeId, value: NodeId) => b.select(condition, value, zero);
  switch (node.op) {
    case "neg":
      return [[x, b.neg(adjoint)]];
    case "abs":
      return [[x, times(b.unary("sign", x))]];
    case "exp":
      return [[x, times(id)]];
    case "expm1":
      return [[x, times(b.unary("exp", x))]];
    case "log":
      return [[x, b.div(adjoint, x)]];
    case "log1p":
      return [[x, b.div(adjoint, b.add(one, x))]];
    case "sqrt":
      return [[x, b.div(adjoint, b.mul(b.constant(2), id))]];
    case "sin":
      return [[x, times(b.unary("cos", x))]];
    case "cos":
      return [[x, b.neg(times(b.unary("sin", x)))]];
    case "tanh":
      return [[x, times(b.sub(one, b.mul(id, id)))]];
    case "atan":
      return [[x, b.div(adjoint, b.add(one, b.mul(x, x)))]];
    case "sigmoid":
      // σ(x)·σ(−x) keeps digits that 1 − σ(x) would lose.
      return [[x, times(b.mul(id, b.unary("sigmoid", b.neg(x))))]];
    case "softplus":
      return [[x, times(b.unary("sigmoid", x))]];
    case "relu":
      return [[x, where(b.binary("gt", x, zero), adjoint)]];
    case "add":
      return [
        [x, adjoint],
        [y, adjoint],
      ];
    case "sub":
      return [
        [x, adjoint],
        [y, b.neg(adjoint)],
      ];
    case "mul":
      return [
        [x, times(y)],
        [y, times(x)],
      ];
    case "div":
      return [
        [x, b.div(adjoint, y)],
        [y, b.neg(b.mul(adjoint, b.div(id, y)))],
      ];
    case "pow":
      return [
        [x, times(powerSlope(b, x, y))],
        // torch: 0 where the base is 0 and the exponent is not negative.
        [
          y,
          times(
            b.select(
              b.binary("and", b.binary("eq", x, zero), b.binary("ge", y, zero)),
              zero,
              b.mul(id, b.unary("log", x)),
            ),
          ),
        ],
      ];
    case "maximum":
    case "minimum": {
      const first = b.binary(node.op === "maximum" ? "gt" : "lt", x, y);
      const tie = b.mul(b.constant(0.5), adjoint);
      const equal = b.binary("eq", x, y);
      return [
        [x, b.select(equal, tie, where(first, adjoint))],
        [y, b.select(equal, tie, b.select(first, zero, adjoint))],
      ];
    }
    case "clampMin":
    case "clampMax": {
      const free = b.binary(node.op === "clampMin" ? "ge" : "le", x, y);
      return [
        [x, where(free, adjoint)],
        [y, b.select(free, zero, adjoint)],
      ];
    }
    case "logaddexp":
      return [
        [x, times(b.unary("sigmoid", b.sub(x, y)))],
        [y, times(b.unary("sigmoid", b.sub(y, x)))],
      ];
    case "atan2": {
      const squares = b.add(b.mul(x, x), b.mul(y, y));
      return [
        [x, times(b.div(y, squares))],
        [y, b.neg(times(b.div(x, squares)))],
      ];
    }
    case "mod":
      return [
        [x, adjoint],
        [y, b.neg(times(b.unary("floor", b.div(x, y))))],
      ];
    case "bce": {
      // torch stores this bound as a float32, even when it computes in float64.
      const spread = b.binary("clampMin", b.mul(x, b.sub(one, x)), b.constant(Math.fround(1e-12)));
      const logit = b.sub(b.unary("log", x), b.unary("log1p", b.neg(x)));
      return [
        [x, times(b.div(b.sub(x, y), spread))],
        [y, b.neg(times(logit))],
      ];
    }
    case "select":
      if (node.name !== undefined) {
        return [
          [y, b.select(x, adjoint, zero, ABSENT)],
          [z, b.select(b.unary("not", x), adjoint, zero, ABSENT)],
        ];
      }
      return [
        [y, where(x, adjoint)],
        [z, b.select(x, zero, adjoint)],
      ];
    case "sum":
    case "spread":
      return [[x, adjoint]];
    case "cumulate":
      return [[x, b.rank("cumulateBack", adjoint, y)]];
    case "cumulateBack":
      return [[x, b.rank("cumulate", adjoint, y)]];
    case "max":
    case "min": {
      // torch divides the derivative evenly among all samples that attain the extreme.
      const attains = b.binary("eq", x, id);
      return [[x, where(attains, b.div(adjoint, b.reduce("sum", attains)))]];
    }
    default:
      return [];
  }
}

/** d x^c / dx = c·x^(c−1); it is 0 where c = 0, even at x = 0, as in torch. */
function powerSlope(b: GraphBuilder, x: NodeId, c: NodeId): NodeId {
  const zero = b.constant(0);
  const slope = b.mul(c, b.binary("pow", x, b.sub(c, b.constant(1))));
  return b.select(b.binary("eq", c, zero), zero, slope);
}
