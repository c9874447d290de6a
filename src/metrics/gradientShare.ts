/**
 * Which samples drive the gradient: shares of Σ|∂L/∂z| over a batch. They sum to 1; all are 0 if no
 * sample has a gradient.
 */
export interface GradientShare {
  positives: number;
  /** Negatives whose p_t is above the threshold. */
  easyNegatives: number;
  hardNegatives: number;
}

/**
 * `gradients` [rows] of the objective with respect to each sample's logit, `logits` [rows],
 * `labels` [rows] (1 for a positive). A negative is easy where its probability of the right class,
 * p_t = 1 − σ(z), is above `easyAbove`.
 */
export function gradientShare(
  gradients: ArrayLike<number>,
  logits: ArrayLike<number>,
  labels: Uint8Array,
  easyAbove: number,
): GradientShare {
  let positives = 0;
  let easy = 0;
  let hard = 0;
  for (let i = 0; i < labels.length; i++) {
    const pull = Math.abs(gradients[i]!);
    if (labels[i] === 1) positives += pull;
    else if (1 / (1 + Math.exp(logits[i]!)) > easyAbove) easy += pull;
    else hard += pull;
  }
  const total = positives + easy + hard;
  if (total === 0) return { positives: 0, easyNegatives: 0, hardNegatives: 0 };
  return { positives: positives / total, easyNegatives: easy / total, hardNegatives: hard / total };
}
