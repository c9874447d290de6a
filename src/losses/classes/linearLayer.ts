/**
 * Forward and backward pass of one sample through a linear layer. Weights as in torch, [outputs,
 * inputs] row-major.
 */

/**
 * weight · x (+ bias), [outputs]. x may be empty: a projection to zero features scores every class
 * 0.
 */
export function linear(weight: Float64Array, outputs: number, x: Float64Array, bias?: Float64Array): Float64Array {
  return Float64Array.from({ length: outputs }, (_, row) => {
    let sum = bias?.[row] ?? 0;
    for (let k = 0; k < x.length; k++) sum += weight[row * x.length + k]! * x[k]!;
    return sum;
  });
}

/**
 * Adds the weight's gradient: into[row, k] += gradient[row]·x[k]. With x = [1] it is the bias's
 * gradient.
 */
export function addOuter(into: Float64Array, gradient: Float64Array, x: Float64Array): void {
  for (let row = 0; row < gradient.length; row++) {
    for (let k = 0; k < x.length; k++) into[row * x.length + k]! += gradient[row]! * x[k]!;
  }
}

/** Adds the input's gradient: into += weightᵀ · gradient. */
export function addTransposed(into: Float64Array, weight: Float64Array, gradient: Float64Array): void {
  for (let row = 0; row < gradient.length; row++) {
    for (let k = 0; k < into.length; k++) into[k]! += weight[row * into.length + k]! * gradient[row]!;
  }
}
