/** The number of steps per epoch: the last batch may be short and still counts. */
export function stepsPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}
