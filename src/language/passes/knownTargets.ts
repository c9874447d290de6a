import { binaryOperations, unaryOperations } from "../evaluate/scalarOperations";
import type { Graph, GraphNode, NodeId } from "../graph";
import { GraphBuilder } from "../graphBuilder";
import { isBinary, isUnary } from "../operationKinds";

/** Nested choices are followed to this depth; deeper ones stay as they are. */
const MAX_DEPTH = 200;

/**
 * The same graph for samples whose target columns hold only the given rows ([rows][columns], one
 * per label). Conditions on the targets that have the same result for all rows are replaced by it,
 * and so are conditions that an outer choice has decided. Code for soft labels disappears where
 * labels are hard; every remaining value is computed as before.
 */
export function forKnownTargets(graph: Graph, rows: readonly (readonly number[])[]): Graph {
  const b = new GraphBuilder();
  const known = valuesOfRows(graph, rows);
  const all = rows.map((_, row) => row);
  const moved: NodeId[] = [];
  /** The new node for a node that only some rows can reach; all nodes before it have been moved. */
  const within = (id: NodeId, left: readonly number[], depth: number): NodeId => {
    const { op, inputs, shape } = graph.nodes[id]!;
    const values = known[id];
    if (values !== undefined && shape.length > 0 && left.every((row) => Object.is(values[row], values[left[0]!])))
      return b.constant(values[left[0]!]!);
    const answers = op === "select" ? known[inputs[0]!] : undefined;
    if (answers === undefined || depth > MAX_DEPTH) return moved[id]!;
    const [yes, no] = [left.filter((row) => answers[row] !== 0), left.filter((row) => answers[row] === 0)];
    if (yes.length === 0) return within(inputs[2]!, no, depth + 1);
    if (no.length === 0) return within(inputs[1]!, yes, depth + 1);
    return b.select(moved[inputs[0]!]!, within(inputs[1]!, yes, depth + 1), within(inputs[2]!, no, depth + 1));
  };
  for (const [id, node] of graph.nodes.entries()) {
    const isChoice = node.op === "select" && known[node.inputs[0]!] !== undefined;
    const inputs = node.inputs.map((input) => moved[input]!);
    if (!isChoice) moved[id] = b.rebuild(node, inputs);
    if (isChoice || known[id] !== undefined) moved[id] = within(id, all, 0);
  }
  const outputs = Object.entries(graph.outputs).map(([name, id]) => [
    name,
    // A constant has shape [], not one value per sample.
    graph.nodes[id]!.shape.length > 0 ? b.spread(moved[id]!) : moved[id]!,
  ]);
  return b.graph(Object.fromEntries(outputs));
}

/**
 * For each node that depends only on constants and targets, its value for each row; undefined for
 * other nodes.
 */
function valuesOfRows(
  { nodes }: Graph,
  rows: readonly (readonly number[])[],
): readonly (readonly number[] | undefined)[] {
  const known: (readonly number[] | undefined)[] = [];
  const answerOf = ({ op, inputs, value, column = 0 }: GraphNode, row: number): number => {
    const [x, y, z] = inputs.map((input) => known[input]![row]!) as [number, number, number];
    if (op === "constant") return value!;
    if (op === "target") return rows[row]![column]!;
    if (op === "select") return x !== 0 ? y : z;
    return isUnary(op) ? unaryOperations[op](x) : isBinary(op) ? binaryOperations[op](x, y) : Number.NaN;
  };
  for (const node of nodes) {
    const { op, inputs } = node;
    const leaf = op === "constant" || op === "target";
    const elementwise = op === "select" || isUnary(op) || isBinary(op);
    const isKnown = leaf || (elementwise && inputs.every((input) => known[input] !== undefined));
    known.push(isKnown ? rows.map((_, row) => answerOf(node, row)) : undefined);
  }
  return known;
}
