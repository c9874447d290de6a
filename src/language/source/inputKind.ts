import type { NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";
import type { InputKind, ReadInput, Reading } from "../reading";

/** What a prediction is, by what the source calculates with it; else by its name. */
export function readInputKind(
  b: GraphBuilder,
  value: NodeId,
  name: string,
  columns: number,
  given: InputKind | undefined,
): ReadInput {
  if (given !== undefined) return { kind: given, by: "given" };
  if (columns > 1) return { kind: "class-logits", by: "operations" };
  const found = byOperations(b, value);
  if (found !== undefined) return { kind: found, by: "operations" };
  if (/logit|^z$|score|margin/i.test(name)) return { kind: "logit", by: "name" };
  if (/prob|^p$|sigm/i.test(name)) return { kind: "probability", by: "name" };
  return { kind: "value", by: "default" };
}

function byOperations(b: GraphBuilder, value: NodeId): InputKind | undefined {
  // Nodes that are the prediction itself, up to its sign, a factor, or a clamp.
  const plain = new Set<NodeId>();
  for (const [id, { op, inputs }] of b.nodes.entries()) {
    if (id > value) break;
    const [x, y] = inputs as [NodeId, NodeId];
    if (op === "prediction") plain.add(id);
    else if ((op === "neg" || op === "clampMin" || op === "clampMax" || op === "detach") && plain.has(x)) plain.add(id);
    else if ((op === "add" || op === "sub" || op === "mul") && plain.has(x) !== plain.has(y)) {
      const other = plain.has(x) ? y : x;
      if (!b.dependsOnSamples(other)) plain.add(id);
    }
    if (!plain.has(x)) continue;
    if (op === "sigmoid" || op === "softplus" || op === "tanh") return "logit";
    if (op === "log" || op === "bce" || op === "log1p") return "probability";
  }
  return undefined;
}

/** What the target holds. */
export function readLabels(
  b: GraphBuilder,
  value: NodeId,
  input: InputKind,
  columns: { readonly prediction: number; readonly target: number },
): Reading["labels"] {
  if (columns.target > 1) return "per-class";
  if (columns.prediction > 1) return "class";
  for (const [id, { op, inputs }] of b.nodes.entries()) {
    if (id > value) break;
    const [x, y] = inputs as [NodeId, NodeId];
    const isMargin = op === "mul" && b.node(x).op !== b.node(y).op && isLeaf(b, x) && isLeaf(b, y);
    if (!isMargin) continue;
    const users = b.nodes.slice(0, value + 1).filter((node) => node.inputs.includes(id));
    if (users.some((user) => user.op === "neg" || (user.op === "sub" && user.inputs[1] === id))) {
      const hinge = users.some((user) => user.op === "sub" && b.constantValue(user.inputs[0]!) !== undefined);
      if (hinge || input === "value") return "margin";
    }
  }
  return input === "value" ? "value" : "binary";
}

function isLeaf(b: GraphBuilder, id: NodeId): boolean {
  const { op } = b.node(id);
  return op === "prediction" || op === "target";
}
