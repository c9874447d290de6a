/** Above this, σ(z) rounds to more than one half; between 0 and this it may round to one half itself. */
const SURELY_POSITIVE = 1e-15;

/** The side of the boundary a logit is on: positive where σ(z) > 0.5, strictly, with σ as float64 rounds it. */
export function callsPositive(logit: number): boolean {
  return logit > SURELY_POSITIVE || (logit > 0 && 1 / (1 + Math.exp(-logit)) > 0.5);
}

/**
 * From a network's outputs to one logit per sample: the output itself where there is one; of two class scores z₀ and z₁, z₁ − z₀, for softmax gives
 * the positive class the probability σ(z₁ − z₀). `outputs` is [rows, count] row-major, the result [rows], and with one output the same array.
 * Throws RangeError where `count` is neither 1 nor 2.
 */
export function decisionLogits<Values extends Float32Array | Float64Array>(outputs: Values, count: number): Values {
  if (count === 1) return outputs;
  if (count !== 2) throw new RangeError(`network outputs: expected 1 or 2, got ${count}`);
  const logits = outputs.slice(0, outputs.length / 2) as Values;
  for (let i = 0; i < logits.length; i++) logits[i] = outputs[2 * i + 1]! - outputs[2 * i]!;
  return logits;
}
