import { isNode, lineAt, type Node, parseModule, propertyName, walk } from "./moduleFacts";

/**
 * The places of a module that use the value `fill` returns, as `file:line` and what is wrong there.
 * Only an array created in the same expression may use it: `new Float64Array(n).fill(1)`.
 *
 * Reason: Firefox's optimising compiler returns the parent array from `fill` on a subarray, so that
 * a chained call, a length or a stored reference reaches the wrong elements. Seen in Firefox 153
 * after some 1500 calls, with every type of array; `sort`, `reverse` and `copyWithin` return the
 * subarray:
 *
 *     const parent = new Float32Array(4096);
 *     const filledLength = (from, to) => parent.subarray(from, to).fill(0).length;
 *     for (let i = 0; i < 20000; i++) if (filledLength(7, 12) !== 5) throw new Error(`call ${i}`);
 */
export function usesOfFillResults(path: string, text: string): string[] {
  const found: string[] = [];
  const statements = new Set<Node>();
  walk(parseModule(path, text), (node) => {
    if (node.type === "ExpressionStatement") statements.add(withoutChain(node.expression as Node));
    const array = filledArray(node);
    if (!array || statements.has(node) || isNewArray(array) || isInstructionSet(array)) return;
    found.push(
      `${path}:${lineAt(text, node)} uses what fill returns, which is wrong in Firefox for a subarray: call fill as a statement`,
    );
  });
  return found;
}

/** The array on which `fill` is called. */
function filledArray(node: Node): Node | undefined {
  if (node.type !== "CallExpression" || !isNode(node.callee)) return undefined;
  const { callee } = node;
  if (callee.type !== "MemberExpression" || propertyName(callee) !== "fill") return undefined;
  return callee.object as Node;
}

/** The call in `a?.fill(0)`. */
function withoutChain(node: Node): Node {
  return node.type === "ChainExpression" ? (node.expression as Node) : node;
}

/** `new X(…)`, `Array(…)`, `Array.from(…)` */
function isNewArray(node: Node): boolean {
  if (node.type === "NewExpression") return true;
  if (node.type !== "CallExpression" || !isNode(node.callee)) return false;
  const made = node.callee.type === "MemberExpression" ? (node.callee.object as Node) : node.callee;
  return made.type === "Identifier" && made.name === "Array";
}

/** `memory.fill` is an instruction of WebAssembly, written by src/wasm. */
function isInstructionSet(node: Node): boolean {
  return node.type === "Identifier" && node.name === "memory";
}
