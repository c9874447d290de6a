import type { NodeId, Shape } from "../graph";
import type { GraphBuilder } from "../graphBuilder";
import type { Memory, NumericValue } from "./values";

/**
 * Tensors share memory as in torch: a view sees what is changed in place through the tensor, and
 * the other way round.
 */

interface Kind {
  readonly boolean?: boolean;
  readonly integer?: NumericValue["integer"];
  readonly order?: NodeId | undefined;
}

/** A tensor with memory of its own. */
export function newTensor(cells: readonly NodeId[], shape: Shape, kind: Kind = {}): NumericValue {
  return tensorIn({ cells }, undefined, shape, kind);
}

/**
 * A tensor over the elements of `x` at `places` (all of them, in order, if undefined); `read` is
 * applied to every element that is read.
 */
export function viewOf(
  x: NumericValue,
  shape: Shape,
  places?: readonly number[],
  read?: (node: NodeId) => NodeId,
): NumericValue {
  const own = x.places;
  const through = places === undefined ? own : own === undefined ? places : places.map((place) => own[place]!);
  const memory = x.memory ?? { cells: x.nodes };
  return tensorIn(memory, through, shape, x, read ?? x.read);
}

function tensorIn(
  memory: Memory,
  places: readonly number[] | undefined,
  shape: Shape,
  { boolean = false, integer = false, order }: Kind,
  read?: (node: NodeId) => NodeId,
): NumericValue {
  let seen: readonly NodeId[] | undefined;
  let nodes: readonly NodeId[] = [];
  return {
    kind: "numeric",
    get nodes() {
      if (seen === memory.cells) return nodes;
      seen = memory.cells;
      const found = places === undefined ? seen : places.map((place) => memory.cells[place]!);
      nodes = read === undefined ? found : found.map(read);
      return nodes;
    },
    shape,
    python: false,
    boolean,
    integer,
    ...(order !== undefined && { order }),
    memory,
    ...(places !== undefined && { places }),
    ...(read !== undefined && { read }),
  };
}

/**
 * Changes a tensor in place. Where that is done without gradient, the new value keeps the old one's
 * derivative, as in torch.
 */
export function writeInto(b: GraphBuilder, x: NumericValue, values: readonly NodeId[], noGrad: boolean): void {
  const { memory, places } = x;
  if (memory === undefined) return;
  const cells = [...memory.cells];
  for (const [i, value] of values.entries()) {
    const place = places?.[i] ?? i;
    const old = cells[place]!;
    const silent = noGrad || x.read !== undefined;
    cells[place] = silent && b.dependsOnPrediction(old) ? b.add(old, b.unary("detach", b.sub(value, old))) : value;
  }
  memory.cells = cells;
}
