/**
 * Above this logit, σ(z) always rounds to more than one half; between 0 and this it may round to
 * one half.
 */
const SURELY_POSITIVE = 1e-15;

/**
 * The side of the boundary that a logit is on: positive if σ(z) > 0.5, strictly, with σ rounded to
 * float64.
 */
export function callsPositive(logit: number): boolean {
  return logit > SURELY_POSITIVE || (logit > 0 && 1 / (1 + Math.exp(-logit)) > 0.5);
}

/**
 * Turns a network's outputs into one logit per sample: a single output is the logit itself; for two
 * class scores it is z₁ − z₀, because softmax gives the positive class the probability σ(z₁ − z₀).
 * `outputs` is [rows, count] row-major. The result is [rows]; with one output it is the same array.
 * Throws RangeError if `count` is neither 1 nor 2.
 */
export function decisionLogits<Values extends Float32Array | Float64Array>(outputs: Values, count: number): Values {
  if (count === 1) return outputs;
  if (count !== 2) throw new RangeError(`network outputs: expected 1 or 2, got ${count}`);
  const logits = outputs.slice(0, outputs.length / 2) as Values;
  for (let i = 0; i < logits.length; i++) logits[i] = outputs[2 * i + 1]! - outputs[2 * i]!;
  return logits;
}
