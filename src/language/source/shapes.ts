import type { Shape } from "../graph";

/** torch's shapes, the batch included, and how the elements of one map to another. */

/** [batch] with [batch, 1] broadcasts to every pair of samples. */
export class SeveralBatchesError extends Error {
  readonly shape: Shape;
  constructor(shape: Shape) {
    super(`the shape [${shape.join(", ")}] has the batch more than once`);
    this.name = "SeveralBatchesError";
    this.shape = shape;
  }
}

/**
 * torch's rule, from the right: equal sizes, or 1 on one side. Undefined where they do not fit;
 * throws SeveralBatchesError.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const length = Math.max(a.length, b.length);
  const shape: Shape[number][] = [];
  for (let i = 1; i <= length; i++) {
    const [left, right] = [a[a.length - i] ?? 1, b[b.length - i] ?? 1];
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape.unshift(left === 1 ? right : left);
  }
  if (shape.filter((dim) => dim === "batch").length > 1) throw new SeveralBatchesError(shape);
  return shape;
}

/**
 * The element of a tensor of shape `smaller` that is combined with element `index` of `shape`: both
 * row-major over literal sizes, dimensions of size 1 repeated.
 */
export function elementOf(index: number, shape: Shape, smaller: Shape): number {
  let rest = index;
  let stride = 1;
  let result = 0;
  for (let axis = 1; axis <= shape.length; axis++) {
    const size = literal(shape.at(-axis)!);
    const own = literal(smaller.at(-axis) ?? 1);
    if (own !== 1) {
      result += (rest % size) * stride;
      stride *= own;
    }
    rest = Math.floor(rest / size);
  }
  return result;
}

function literal(dim: Shape[number]): number {
  return dim === "batch" ? 1 : dim;
}
