/** torch.optim's update rules on a flat vector. State is kept in the vector's own precision, per element. */

import type { FloatArray, FloatArrayConstructor } from "../../language/evaluate/evaluator";
import type { OptimizerRule } from "../backend";
import type { StepScalars } from "../stepScalars";

/** What a rule remembers of each parameter; an empty array where it remembers nothing of the kind. */
export interface OptimizerState {
  /** Adam's m, SGD's and RMSprop's momentum buffer. */
  first: FloatArray;
  /** Running mean (or, of Adagrad, sum) of squared gradients. */
  second: FloatArray;
  /** The largest `second` so far (amsgrad), or the running mean of gradients (centered RMSprop). */
  third: FloatArray;
}

export function createOptimizerState(
  rule: OptimizerRule,
  length: number,
  Float: FloatArrayConstructor,
): OptimizerState {
  const adam = rule.name === "Adam" || rule.name === "AdamW";
  const momentum = (rule.name === "SGD" || rule.name === "RMSprop") && rule.momentum !== 0;
  const kept = (needed: boolean) => new Float(needed ? length : 0);
  const state = {
    first: kept(adam || momentum),
    second: kept(rule.name !== "SGD"),
    third: kept((adam && rule.amsgrad) || (rule.name === "RMSprop" && rule.centered)),
  };
  if (rule.name === "Adagrad") state.second.fill(rule.initialAccumulator);
  return state;
}

/** The vectors an update reads and writes. */
export interface OptimizedVectors {
  parameters: FloatArray;
  gradient: FloatArray;
  state: OptimizerState;
}

/** A stretch of the vectors, `from` … `to` exclusive, with its rates: torch's parameter group. */
export interface ParameterGroup {
  from: number;
  to: number;
  learningRate: number;
  weightDecay: number;
}

/** Updates one group in place. Weight decay is added to the gradient (g += wd · p); AdamW shrinks the parameter instead. */
export function updateParameters(
  rule: OptimizerRule,
  scalars: StepScalars,
  vectors: OptimizedVectors,
  group: ParameterGroup,
): void {
  switch (rule.name) {
    case "SGD":
      sgd(rule, scalars, vectors, group);
      break;
    case "Adam":
    case "AdamW":
      adam(rule, scalars, vectors, group);
      break;
    case "RMSprop":
      rmsprop(rule, vectors, group);
      break;
    case "Adagrad":
      adagrad(rule, scalars, vectors, group);
      break;
  }
}

function sgd(
  { momentum, nesterov }: OptimizerRule,
  { dampeningFactor }: StepScalars,
  { parameters, gradient, state: { first } }: OptimizedVectors,
  { from, to, learningRate, weightDecay }: ParameterGroup,
): void {
  for (let i = from; i < to; i++) {
    const g = gradient[i]! + weightDecay * parameters[i]!;
    let direction = g;
    if (momentum !== 0) {
      const buffer = momentum * first[i]! + dampeningFactor * g;
      first[i] = buffer;
      direction = nesterov ? g + momentum * buffer : buffer;
    }
    parameters[i] = parameters[i]! - learningRate * direction;
  }
}

function adam(
  { name, beta1, beta2, epsilon, amsgrad }: OptimizerRule,
  { correction1, correction2 }: StepScalars,
  { parameters, gradient, state: { first, second, third } }: OptimizedVectors,
  { from, to, learningRate, weightDecay }: ParameterGroup,
): void {
  const shrink = name === "AdamW" ? 1 - learningRate * weightDecay : 1;
  const decay = name === "AdamW" ? 0 : weightDecay;
  const rate = learningRate / correction1;
  for (let i = from; i < to; i++) {
    const parameter = parameters[i]! * shrink;
    const g = gradient[i]! + decay * parameter;
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    let root = v;
    if (amsgrad) {
      root = Math.max(third[i]!, v);
      third[i] = root;
    }
    parameters[i] = parameter - (rate * m) / (Math.sqrt(root) / correction2 + epsilon);
  }
}

function rmsprop(
  { smoothing, momentum, epsilon, centered }: OptimizerRule,
  { parameters, gradient, state: { first, second, third } }: OptimizedVectors,
  { from, to, learningRate, weightDecay }: ParameterGroup,
): void {
  for (let i = from; i < to; i++) {
    const g = gradient[i]! + weightDecay * parameters[i]!;
    const v = smoothing * second[i]! + (1 - smoothing) * g * g;
    second[i] = v;
    let variance = v;
    if (centered) {
      const mean = smoothing * third[i]! + (1 - smoothing) * g;
      third[i] = mean;
      variance = Math.max(0, v - mean * mean); // rounding alone can take it below 0
    }
    let direction = g / (Math.sqrt(variance) + epsilon);
    if (momentum !== 0) {
      direction += momentum * first[i]!;
      first[i] = direction;
    }
    parameters[i] = parameters[i]! - learningRate * direction;
  }
}

function adagrad(
  { epsilon }: OptimizerRule,
  { rateFactor }: StepScalars,
  { parameters, gradient, state: { second } }: OptimizedVectors,
  { from, to, learningRate, weightDecay }: ParameterGroup,
): void {
  const rate = learningRate * rateFactor;
  for (let i = from; i < to; i++) {
    const g = gradient[i]! + weightDecay * parameters[i]!;
    const sum = second[i]! + g * g;
    second[i] = sum;
    parameters[i] = parameters[i]! - (rate * g) / (Math.sqrt(sum) + epsilon);
  }
}
