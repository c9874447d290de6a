import type { NodeId } from "../graph";

/** What a family's members are numbered by. */
export interface Axis {
  /** Its letter `k`, or what is picked, `y`; empty for a vector as a whole. */
  readonly latex: string;
  readonly size: number;
}

/** Nodes that one formula stands for, row-major along the axes; a single node has no axis. */
export interface Family {
  readonly nodes: readonly NodeId[];
  readonly axes: readonly Axis[];
}

/** Thrown where the members of a family have no formula in common; they are then written one by one. */
export class NoCommonFormula extends Error {}

export const single = (node: NodeId): Family => ({ nodes: [node], axes: [] });

/** More members than any loss has classes times classes. */
const MAX_MEMBERS = 4_096;

/** The same without the axes along which all members are the same. */
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

/** Each member's own list, along new axes behind the others. Throws NoCommonFormula. */
export function spreadOut(family: Family, lists: readonly (readonly NodeId[])[], added: readonly Axis[]): Family {
  const size = added.reduce((product, axis) => product * axis.size, 1);
  if (lists.some((list) => list.length !== size) || lists.length * size > MAX_MEMBERS) throw new NoCommonFormula();
  return { nodes: lists.flat(), axes: [...family.axes, ...added] };
}

/** What is the same of every member. Throws NoCommonFormula. */
export function common<Value>({ nodes }: Family, of: (node: NodeId) => Value): Value {
  const value = of(nodes[0]!);
  if (nodes.some((node) => of(node) !== value)) throw new NoCommonFormula();
  return value;
}
