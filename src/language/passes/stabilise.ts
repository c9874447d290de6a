import type { Graph, NodeId } from "../graph";
import { GraphBuilder } from "../graphBuilder";

/**
 * An equivalent graph that keeps its precision, and notes on where it is better than torch (see
 * `LossProgram.notes`).
 */
export interface Stabilised {
  readonly graph: Graph;
  readonly notes: readonly string[];
}

/** A power of a probability: torch's gradient is NaN where the probability rounds to 0. */
export const LOG_SPACE_POWER = "log-space-power";
/** ln(1 + e^x): torch's value is infinite, and its gradient NaN, where e^x overflows. */
export const STABLE_SOFTPLUS = "stable-softplus";

/**
 * Rewrites expressions that lose digits or overflow although their result is representable:
 * - log σ(x) → −softplus(−x), and the log of products, powers, exp and two-way blends of such
 * - 1 − σ(x) → σ(−x), 1 − (y·p + (1 − y)·(1 − p)) → y·(1 − p) + (1 − y)·p, 1 − e^x → −expm1(x)
 * - σ(x)^γ → exp(γ·log σ(x)): finite value *and* derivative for every γ ≥ 0, also for 0 < γ < 1,
 *   where x^γ has an infinite slope at 0
 * - log1p(e^x) → softplus(x)
 * - (1 + u)^a − 1 → expm1(a·log1p(u)), √(1 + u) − 1 → u / (√(1 + u) + 1): near a = 0 or u = 0 the
 *   difference would lose its digits
 *
 * Probabilities that come from outside stay as they are: lost digits cannot be recovered, and
 * torch's own result is expected.
 */
export function stabilise(source: Graph): Stabilised {
  const b = new GraphBuilder();
  const notes = new Set<string>();
  const moved = b.copy(source, (node, inputs) => {
    const [x, y] = inputs as [NodeId, NodeId];
    if (node.op === "log") {
      const stable = logarithm(b, x);
      if (stable !== undefined) return stable;
    }
    if (node.op === "log1p" && b.node(x).op === "neg") {
      const rest = complement(b, b.node(x).inputs[0]!);
      const stable = rest === undefined ? undefined : logarithm(b, rest);
      if (stable !== undefined) return stable;
    }
    if (node.op === "log1p" && b.node(x).op === "exp") {
      notes.add(STABLE_SOFTPLUS);
      return b.unary("softplus", b.node(x).inputs[0]!);
    }
    if (node.op === "sub" && b.constantValue(x) === 1) {
      const stable = complement(b, y);
      if (stable !== undefined) return stable;
    }
    if (node.op === "sub" && b.constantValue(y) === 1) {
      const stable = lessOne(b, x);
      if (stable !== undefined) return stable;
    }
    if (node.op === "pow" && isSmallProbability(b, x)) {
      const stable = logarithm(b, x);
      if (stable !== undefined) {
        if (mayBeBelowOne(b.constantValue(y))) notes.add(LOG_SPACE_POWER);
        const power = b.unary("exp", b.mul(y, withinBlend(b, x, stable)));
        return outsideBlend(b, x, power, (plain) => b.binary("pow", plain, y));
      }
    }
    return b.rebuild(node, inputs);
  });
  const outputs = Object.fromEntries(Object.entries(source.outputs).map(([name, id]) => [name, moved[id]!]));
  return { graph: b.graph(outputs), notes: [...notes] };
}

/** Whether x^exponent may have an infinite slope at 0; a parameter has no constant value. */
function mayBeBelowOne(exponent: number | undefined): boolean {
  return exponent === undefined || (exponent > 0 && exponent < 1);
}

type Form = "small" | "logarithm" | "complement";
const forms = new WeakMap<GraphBuilder, Record<Form, Map<NodeId, unknown>> & { depth: number }>();

/** Deeper than any rewrite needs, and far below the stack limit. */
const MAX_FORM_DEPTH = 200;

/**
 * Each node's form is computed once. Otherwise a chain of nodes that are each used twice would take
 * 2^depth steps.
 */
function remembered<Found>(b: GraphBuilder, form: Form, id: NodeId, find: () => Found): Found | undefined {
  let known = forms.get(b);
  if (known === undefined) {
    known = { small: new Map(), logarithm: new Map(), complement: new Map(), depth: 0 };
    forms.set(b, known);
  }
  const found = known[form];
  if (found.has(id)) return found.get(id) as Found;
  if (known.depth >= MAX_FORM_DEPTH) return undefined;
  known.depth++;
  const result = find();
  known.depth--;
  found.set(id, result);
  return result;
}

/**
 * Returns `inside` where the blend's weight is in [0, 1], for which it was derived, and the
 * source's own operation, `literally`, for any other weight (say a label of −1). Where `inside` is
 * selected, `literally` is computed at 1 instead of at `id`: otherwise an infinite derivative of
 * the unselected branch would be multiplied by zero, giving NaN.
 */
function outsideBlend(b: GraphBuilder, id: NodeId, inside: NodeId, literally: (plain: NodeId) => NodeId): NodeId {
  const weight = b.node(id).op === "add" ? blend(b, id)?.weight : undefined;
  if (weight === undefined) return inside;
  const fits = isShare(b, weight);
  return b.select(fits, inside, literally(b.select(fits, b.constant(1), id)));
}

/**
 * The part of a blend's logarithm for weights from 0 to 1; the other part may be the log of a
 * negative number.
 */
function withinBlend(b: GraphBuilder, id: NodeId, logarithm: NodeId): NodeId {
  const weight = b.node(id).op === "add" ? blend(b, id)?.weight : undefined;
  const { op, inputs } = b.node(logarithm);
  return weight !== undefined && op === "select" && inputs[0] === isShare(b, weight) ? inputs[1]! : logarithm;
}

/** 1 where 0 ≤ weight ≤ 1. */
function isShare(b: GraphBuilder, weight: NodeId): NodeId {
  return b.binary("and", b.binary("ge", weight, b.constant(0)), b.binary("le", weight, b.constant(1)));
}

/**
 * Whether a node is σ of something, or a blend of such: it can be so close to 0 that a power of it
 * needs log space.
 */
function isSmallProbability(b: GraphBuilder, id: NodeId): boolean {
  return remembered(b, "small", id, () => findSmallProbability(b, id)) ?? false;
}

function findSmallProbability(b: GraphBuilder, id: NodeId): boolean {
  const node = b.node(id);
  if (node.op === "sigmoid") return true;
  if (node.op === "select") return node.inputs.slice(1).every((input) => isSmallProbability(b, input));
  const mix = blend(b, id);
  return mix !== undefined && isSmallProbability(b, mix.a) && isSmallProbability(b, mix.b);
}

/** log of a node, if its form allows computing it without the node itself; else undefined. */
function logarithm(b: GraphBuilder, id: NodeId): NodeId | undefined {
  return remembered(b, "logarithm", id, () => findLogarithm(b, id));
}

function findLogarithm(b: GraphBuilder, id: NodeId): NodeId | undefined {
  const node = b.node(id);
  const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
  switch (node.op) {
    case "sigmoid":
      return b.neg(b.unary("softplus", b.neg(x)));
    case "exp":
      return x;
    case "select": {
      const [first, second] = [logarithm(b, y), logarithm(b, z)];
      return first === undefined || second === undefined ? undefined : b.select(x, first, second, node.name);
    }
    case "pow": {
      const base = logarithm(b, x);
      return base === undefined ? undefined : b.mul(y, base);
    }
    case "mul": {
      const [first, second] = [logarithm(b, x), logarithm(b, y)];
      return first === undefined || second === undefined ? undefined : b.add(first, second);
    }
    case "add": {
      const mix = blend(b, id);
      if (mix === undefined) return undefined;
      const [first, second] = [logarithm(b, mix.a), logarithm(b, mix.b)];
      if (first === undefined || second === undefined) return undefined;
      return outsideBlend(b, id, logarithmOfBlend(b, mix.weight, first, second), (plain) => b.unary("log", plain));
    }
    default:
      return undefined;
  }
}

/**
 * log(w·e^a + (1 − w)·e^b). Hard labels take their own side exactly; soft labels are added in log
 * space.
 */
function logarithmOfBlend(b: GraphBuilder, weight: NodeId, logA: NodeId, logB: NodeId): NodeId {
  const [zero, one, tiny] = [b.constant(0), b.constant(1), b.constant(1e-30)];
  const logOf = (x: NodeId) => b.unary("log", b.binary("clampMin", x, tiny));
  const soft = b.binary("logaddexp", b.add(logOf(weight), logA), b.add(logOf(b.sub(one, weight)), logB));
  return b.select(b.binary("eq", weight, one), logA, b.select(b.binary("eq", weight, zero), logB, soft));
}

/** 1 − node without cancellation, if its form allows it; else undefined. */
function complement(b: GraphBuilder, id: NodeId): NodeId | undefined {
  return remembered(b, "complement", id, () => findComplement(b, id));
}

function findComplement(b: GraphBuilder, id: NodeId): NodeId | undefined {
  const node = b.node(id);
  const [x, y, z] = node.inputs as [NodeId, NodeId, NodeId];
  switch (node.op) {
    case "sigmoid":
      return b.unary("sigmoid", b.neg(x));
    case "exp":
      return b.dependsOnPrediction(x) ? b.neg(b.unary("expm1", x)) : undefined;
    case "select": {
      const [first, second] = [complement(b, y), complement(b, z)];
      return first === undefined || second === undefined ? undefined : b.select(x, first, second, node.name);
    }
    case "add": {
      const mix = blend(b, id);
      if (mix === undefined) return undefined;
      const [first, second] = [complement(b, mix.a), complement(b, mix.b)];
      if (first === undefined || second === undefined) return undefined;
      const rest = b.sub(b.constant(1), mix.weight);
      return b.add(b.mul(mix.weight, first), b.mul(rest, second));
    }
    default:
      return undefined;
  }
}

/** node − 1 without cancellation, if its form allows it; else undefined. */
function lessOne(b: GraphBuilder, id: NodeId): NodeId | undefined {
  const { op, inputs } = b.node(id);
  const excess = op === "pow" || op === "sqrt" ? excessOverOne(b, inputs[0]!) : undefined;
  if (excess === undefined) return undefined;
  if (op === "sqrt") return b.div(excess, b.add(id, b.constant(1)));
  return b.unary("expm1", b.mul(inputs[1]!, b.unary("log1p", excess)));
}

/** u for a node 1 + u, where u is a sum of squares or a multiple of one: not negative. */
function excessOverOne(b: GraphBuilder, id: NodeId): NodeId | undefined {
  const { op, inputs } = b.node(id);
  if (op !== "add") return undefined;
  const [x, y] = inputs as [NodeId, NodeId];
  const excess = b.constantValue(x) === 1 ? y : b.constantValue(y) === 1 ? x : undefined;
  return excess !== undefined && b.dependsOnPrediction(excess) && isSquare(b, excess) ? excess : undefined;
}

/** x·x, or a square divided by what does not depend on the prediction. */
function isSquare(b: GraphBuilder, id: NodeId): boolean {
  const { op, inputs } = b.node(id);
  if (op === "mul") return inputs[0] === inputs[1];
  if (op === "pow") return b.constantValue(inputs[1]!) === 2;
  return op === "div" && !b.dependsOnPrediction(inputs[1]!) && isSquare(b, inputs[0]!);
}

interface Blend {
  weight: NodeId;
  a: NodeId;
  b: NodeId;
}

/** Matches `w·a + (1 − w)·b` in any order, where w does not depend on the prediction. */
function blend(b: GraphBuilder, id: NodeId): Blend | undefined {
  const node = b.node(id);
  if (node.op !== "add") return undefined;
  const [first, second] = node.inputs.map((input) => b.node(input));
  if (first?.op !== "mul" || second?.op !== "mul") return undefined;
  for (const [left, right] of [
    [first, second],
    [second, first],
  ] as const) {
    for (const side of [0, 1] as const) {
      const weight = left.inputs[side]!;
      if (b.dependsOnPrediction(weight)) continue;
      for (const other of [0, 1] as const) {
        const rest = b.node(right.inputs[other]!);
        if (rest.op === "sub" && b.constantValue(rest.inputs[0]!) === 1 && rest.inputs[1] === weight) {
          return { weight, a: left.inputs[1 - side]!, b: right.inputs[1 - other]! };
        }
      }
    }
  }
  return undefined;
}
