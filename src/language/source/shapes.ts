import type { Dim, FlatDim, Shape } from "../graph";

/** torch's shapes, the batch included, and how the elements of one map to another. */

/** Whether a dimension holds the samples, alone or with several values of each. */
export function isBatch(dim: Dim): dim is "batch" | FlatDim {
  return typeof dim === "string";
}

export function hasBatch(shape: Shape): boolean {
  return shape.some(isBatch);
}

/** The dimension with `lanes` values of every sample. */
export function batchOf(lanes: number): Dim {
  return lanes === 1 ? "batch" : `batch*${lanes}`;
}

/** How many elements of one sample lie along a dimension. */
export function lanes(dim: Dim): number {
  if (typeof dim === "number") return dim;
  return dim === "batch" ? 1 : Number(dim.slice("batch*".length));
}

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
  if (shape.filter(isBatch).length > 1) throw new SeveralBatchesError(shape);
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
    const size = lanes(shape.at(-axis)!);
    const own = lanes(smaller.at(-axis) ?? 1);
    if (own !== 1) {
      result += (rest % size) * stride;
      stride *= own;
    }
    rest = Math.floor(rest / size);
  }
  return result;
}
