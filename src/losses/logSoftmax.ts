/**
 * Writes ln softmax of `logits[start … start + classes)` to the same indices of `into`: x − max −
 * ln Σ exp(x − max), in this order, so that large logits neither overflow nor lose small
 * differences. NaN or +∞ among the logits makes all results NaN, as in torch.
 */
export function logSoftmax(logits: Float64Array, start: number, classes: number, into: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let c = start; c < start + classes; c++) highest = Math.max(highest, logits[c]!);
  let sum = 0;
  for (let c = start; c < start + classes; c++) sum += Math.exp(logits[c]! - highest);
  const logSum = Math.log(sum);
  for (let c = start; c < start + classes; c++) into[c] = logits[c]! - highest - logSum;
}
