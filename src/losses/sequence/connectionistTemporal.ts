import type { LossParameter, ParameterValue } from "../../language";
import { logSoftmax } from "../logSoftmax";
import { completeParameters } from "../parameterValues";
import { requireTensor, type Tensor, type TensorLoss, TensorLossError, type TensorLossValues, zeros } from "../tensor";
import { alignmentLattice, occupancy } from "./alignmentLattice";

const parameters: readonly LossParameter[] = [
  { name: "blank", default: 0 },
  { name: "zero_infinity", default: false },
];

/**
 * Connectionist temporal classification: −ln of the total probability of all alignments of the
 * targets with the time steps. `logits` [T, N, C], before log_softmax; `targets` [N, S], padded
 * (only the first target_length of a row count); `input_lengths` [N] and `target_lengths` [N]. The
 * mean divides each row by max(target_length, 1), then averages. Range [0, ∞]. If no alignment
 * fits, the loss is ∞ with NaN gradients; with `zero_infinity` both are 0.
 */
export const connectionistTemporal: TensorLoss = {
  parameters,
  inputs: () => [
    { name: "logits", differentiable: true },
    { name: "targets", differentiable: false },
    { name: "input_lengths", differentiable: false },
    { name: "target_lengths", differentiable: false },
  ],
  evaluate,
};

function evaluate(
  inputs: Readonly<Record<string, Tensor>>,
  given: Readonly<Record<string, ParameterValue>>,
): TensorLossValues {
  const complete = completeParameters(parameters, given);
  const logits = requireTensor(inputs, "logits", [-1, -1, -1]);
  const [steps, count, classes] = logits.shape as [number, number, number];
  const targets = requireTensor(inputs, "targets", [count, -1]);
  const width = targets.shape[1]!;
  const inputLengths = requireLengths(inputs, "input_lengths", count, steps);
  const targetLengths = requireLengths(inputs, "target_lengths", count, width);
  const blank = requireIndex("blank", complete.blank, classes);
  const zeroInfinity = complete.zero_infinity === true;

  const perSample = zeros([count]);
  const sumGradient = zeros(logits.shape);
  const meanGradient = zeros(logits.shape);
  let mean = 0;
  for (let n = 0; n < count; n++) {
    const ownSteps = inputLengths[n]!;
    const ownLabels = targetLengths[n]!;
    const labels = Array.from(targets.data.subarray(n * width, n * width + ownLabels), (label) =>
      requireIndex("targets", label, classes),
    );
    const logProbabilities = rowLogProbabilities(logits, n, ownSteps);
    const lattice = alignmentLattice(logProbabilities, classes, labels, blank);
    const loss = -lattice.logProbability;
    const share = 1 / (Math.max(ownLabels, 1) * count);
    if (zeroInfinity && loss === Number.POSITIVE_INFINITY) continue;
    perSample.data[n] = loss;
    mean += loss * share;

    // Gradient with respect to a logit: the symbol's probability minus the share of alignments that
    // have it at that time step.
    const states = lattice.symbols.length;
    const wanted = occupancy(lattice);
    const possible = Number.isFinite(loss);
    for (let t = 0; t < ownSteps; t++) {
      const at = (t * count + n) * classes;
      for (let c = 0; c < classes; c++) {
        sumGradient.data[at + c] = possible ? Math.exp(logProbabilities[t * classes + c]!) : Number.NaN;
      }
      for (let s = 0; s < states; s++) sumGradient.data[at + lattice.symbols[s]!]! -= wanted[t * states + s]!;
      for (let c = at; c < at + classes; c++) meanGradient.data[c] = sumGradient.data[c]! * share;
    }
  }
  return {
    perSample,
    mean: count === 0 ? Number.NaN : mean,
    sum: perSample.data.reduce((sum, value) => sum + value, 0),
    sumGradients: { logits: sumGradient },
    meanGradients: { logits: meanGradient },
    further: {},
  };
}

/** ln softmax over the classes, at each time step of one sequence. [steps, classes] */
function rowLogProbabilities(logits: Tensor, row: number, steps: number): Float64Array {
  const [, count, classes] = logits.shape as [number, number, number];
  const values = new Float64Array(steps * classes);
  for (let t = 0; t < steps; t++) {
    const from = (t * count + row) * classes;
    values.set(logits.data.subarray(from, from + classes), t * classes);
    logSoftmax(values, t * classes, classes, values);
  }
  return values;
}

function requireLengths(inputs: Readonly<Record<string, Tensor>>, name: string, count: number, longest: number) {
  const { data } = requireTensor(inputs, name, [count]);
  for (const length of data) {
    if (!Number.isInteger(length) || length < 0 || length > longest) {
      throw new TensorLossError(name, `whole numbers from 0 to ${longest}`, `${length}`);
    }
  }
  return data;
}

function requireIndex(name: string, index: ParameterValue | undefined, classes: number): number {
  if (typeof index === "number" && Number.isInteger(index) && index >= 0 && index < classes) return index;
  throw new TensorLossError(name, `a class from 0 to ${classes - 1}`, `${index}`);
}
