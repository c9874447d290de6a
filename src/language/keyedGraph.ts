import type { Graph } from "./graph";

/** A graph that engines compile and know by its key. */
export interface KeyedGraph extends Graph {
  /** Equal for graphs that compute the same: with the same nodes and outputs. */
  readonly key: string;
}

/** The key is a hash of 106 bits, so that two different graphs never meet in practice. */
export function withKey(graph: Graph): KeyedGraph {
  return { ...graph, key: keyOf(graph) };
}

function keyOf({ nodes, outputs }: Graph): string {
  // JSON has no NaN, no infinities and no −0.
  const numberText = (value: number) => (Object.is(value, -0) ? "-0" : String(value));
  const text = JSON.stringify([
    nodes.map(({ op, inputs, shape, value, name, column }) => [
      op,
      inputs,
      shape.length,
      value === undefined ? null : numberText(value),
      name ?? null,
      column ?? 0,
    ]),
    outputs,
  ]);
  return hash53(text, 0).toString(36) + hash53(text, 1).toString(36);
}

/** cyrb53: 53 bits of a text, two 32-bit multiplicative hashes that are mixed at the end. */
function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 2 ** 32 * (0x1fffff & low) + (high >>> 0);
}
