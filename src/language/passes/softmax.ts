import type { NodeId } from "../graph";
import type { GraphBuilder } from "../graphBuilder";

/**
 * ln softmax of some columns: (zₖ − m) − ln Σⱼ e^(zⱼ − m) with m the largest, in torch's order of
 * operations. m counts as a constant in the derivative, which is correct without it.
 */
export function logSoftmax(b: GraphBuilder, z: readonly NodeId[]): NodeId[] {
  const shifted = fromLargest(b, z).map(({ difference }) => difference);
  const total = b.unary(
    "log",
    sumOf(
      b,
      shifted.map((x) => b.unary("exp", x)),
    ),
  );
  return shifted.map((x) => b.sub(x, total));
}

/** ln Σₖ e^zₖ */
export function logSumExp(b: GraphBuilder, z: readonly NodeId[]): NodeId {
  const shifted = fromLargest(b, z);
  const total = sumOf(
    b,
    shifted.map(({ difference }) => b.unary("exp", difference)),
  );
  return b.add(shifted[0]!.largest, b.unary("log", total));
}

export function sumOf(b: GraphBuilder, terms: readonly NodeId[]): NodeId {
  return terms.reduce(b.add);
}

function fromLargest(b: GraphBuilder, z: readonly NodeId[]) {
  const largest = b.unary(
    "detach",
    z.reduce((one, other) => b.binary("maximum", one, other)),
  );
  return z.map((x) => ({ largest, difference: b.sub(x, largest) }));
}
