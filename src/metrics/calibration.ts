/** Number of bins, as in Guo et al. (2017). */
const BINS = 15;

/**
 * Expected calibration error: how far the predicted probability of "positive" is from the share
 * that is positive. The n samples are put by p = σ(z) into 15 bins of equal width, ((m − 1)/15,
 * m/15], with 0 in the first; ECE = Σₘ |Bₘ|/n · |share of positives in Bₘ − mean p in Bₘ|. Guo,
 * Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017, equation 3, for
 * the positive class of two. `logits` [rows]; `labels` [rows], 1 for a positive. From 0 to 1; NaN
 * if there are no rows or a logit is NaN.
 */
export function expectedCalibrationError(logits: ArrayLike<number>, labels: Uint8Array): number {
  const rows = labels.length;
  const surplus = new Float64Array(BINS); // |Bₘ| · (mean p − share of positives) of each bin
  for (let i = 0; i < rows; i++) {
    const p = 1 / (1 + Math.exp(-logits[i]!));
    if (Number.isNaN(p)) return Number.NaN;
    const bin = Math.max(Math.ceil(p * BINS) - 1, 0);
    surplus[bin] = surplus[bin]! + p - labels[i]!;
  }
  let sum = 0;
  for (const each of surplus) sum += Math.abs(each);
  return sum / rows;
}
