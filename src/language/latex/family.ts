import type { NodeId } from "../graph";

/** The axis along which the members of a family are numbered. */
export interface Axis {
  /** Its index letter `k`, or the selected index `y`; empty for a vector as a whole. */
  readonly latex: string;
  readonly size: number;
}

/** Nodes that share one formula, row-major along the axes. A single node has no axis. */
export interface Family {
  readonly nodes: readonly NodeId[];
  readonly axes: readonly Axis[];
}

/** Thrown if the members of a family have no common formula; they are then written one by one. */
export class NoCommonFormula extends Error {}

export const single = (node: NodeId): Family => ({ nodes: [node], axes: [] });

/** Larger than the number of classes squared of any loss. */
const MAX_MEMBERS = 4_096;

/** The same family without the axes along which all members are equal. */
export function settled(family: Family): Family {
  let { nodes, axes } = family;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const { size } = axes[axis]!;
    const stride = axes.slice(axis + 1).reduce((product, next) => product * next.size, 1);
    const first = (i: number) => i - (Math.floor(i / stride) % size) * stride;
    if (nodes.some((node, i) => node !== nodes[first(i)])) continue;
    nodes = nodes.filter((_, i) => first(i) === i);
    axes = axes.filter((_, i) => i !== axis);
  }
  return axes.length === family.axes.length ? family : { nodes, axes };
}

/**
 * The family in which each member is replaced by the nodes of its list, along new last axes. Throws
 * NoCommonFormula.
 */
export function spreadOut(family: Family, lists: readonly (readonly NodeId[])[], added: readonly Axis[]): Family {
  const size = added.reduce((product, axis) => product * axis.size, 1);
  if (lists.some((list) => list.length !== size) || lists.length * size > MAX_MEMBERS) throw new NoCommonFormula();
  return { nodes: lists.flat(), axes: [...family.axes, ...added] };
}

/** The value that all members share. Throws NoCommonFormula. */
export function common<Value>({ nodes }: Family, of: (node: NodeId) => Value): Value {
  const value = of(nodes[0]!);
  if (nodes.some((node) => of(node) !== value)) throw new NoCommonFormula();
  return value;
}
