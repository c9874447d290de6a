/** torch.optim's update rules on a flat vector. State is kept in the vector's own precision, per element. */

import type { FloatArray, FloatArrayConstructor } from "../../language/evaluator";
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

/**
 * Updates `parameters[from … to)` in place from `gradient` with one learning rate and one weight decay. Weight decay is added to the gradient
 * (g += wd · p); AdamW shrinks the parameter instead.
 */
export function updateParameters(
  rule: OptimizerRule,
  scalars: StepScalars,
  state: OptimizerState,
  parameters: FloatArray,
  gradient: FloatArray,
  from: number,
  to: number,
  learningRate: number,
  weightDecay: number,
): void {
  switch (rule.name) {
    case "SGD":
      return sgd(rule, scalars, state, parameters, gradient, from, to, learningRate, weightDecay);
    case "Adam":
      return adam(rule, scalars, state, parameters, gradient, from, to, learningRate, weightDecay, 1);
    case "AdamW":
      return adam(
        rule,
        scalars,
        state,
        parameters,
        gradient,
        from,
        to,
        learningRate,
        0,
        1 - learningRate * weightDecay,
      );
    case "RMSprop":
      return rmsprop(rule, state, parameters, gradient, from, to, learningRate, weightDecay);
    case "Adagrad":
      return adagrad(rule, scalars, state, parameters, gradient, from, to, learningRate, weightDecay);
  }
}

function sgd(
  { momentum, nesterov }: OptimizerRule,
  { dampeningFactor }: StepScalars,
  { first }: OptimizerState,
  parameters: FloatArray,
  gradient: FloatArray,
  from: number,
  to: number,
  learningRate: number,
  weightDecay: number,
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
  { beta1, beta2, epsilon, amsgrad }: OptimizerRule,
  { correction1, correction2 }: StepScalars,
  { first, second, third }: OptimizerState,
  parameters: FloatArray,
  gradient: FloatArray,
  from: number,
  to: number,
  learningRate: number,
  weightDecay: number,
  /** AdamW's factor on the parameter before the update. */
  shrink: number,
): void {
  const rate = learningRate / correction1;
  for (let i = from; i < to; i++) {
    const parameter = parameters[i]! * shrink;
    const g = gradient[i]! + weightDecay * parameter;
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
  { first, second, third }: OptimizerState,
  parameters: FloatArray,
  gradient: FloatArray,
  from: number,
  to: number,
  learningRate: number,
  weightDecay: number,
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
  { second }: OptimizerState,
  parameters: FloatArray,
  gradient: FloatArray,
  from: number,
  to: number,
  learningRate: number,
  weightDecay: number,
): void {
  const rate = learningRate * rateFactor;
  for (let i = from; i < to; i++) {
    const g = gradient[i]! + weightDecay * parameters[i]!;
    const sum = second[i]! + g * g;
    second[i] = sum;
    parameters[i] = parameters[i]! - (rate * g) / (Math.sqrt(sum) + epsilon);
  }
}
