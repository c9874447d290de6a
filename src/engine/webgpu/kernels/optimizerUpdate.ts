import type { OptimizerRule } from "../../backend";
import { indent } from "./wgslText";

/** How many numbers a rule keeps per parameter beside the parameter itself. */
export function momentCount(rule: OptimizerRule): number {
  return moments(rule).length;
}

/** What a moment starts from; everything but Adagrad's accumulator starts at 0. */
export function initialMoment(rule: OptimizerRule): number {
  return rule.name === "Adagrad" ? rule.initialAccumulator : 0;
}

function moments(rule: OptimizerRule): readonly string[] {
  switch (rule.name) {
    case "SGD":
      return rule.momentum === 0 ? [] : ["buffer"];
    case "Adam":
    case "AdamW":
      return rule.amsgrad ? ["mean", "square", "largest"] : ["mean", "square"];
    case "RMSprop":
      return ["square", ...(rule.centered ? ["mean"] : []), ...(rule.momentum === 0 ? [] : ["buffer"])];
    case "Adagrad":
      return ["sum"];
  }
}

/**
 * `optimizer_update(parameter, weight, gradient, is_weight, numbers, step) -> f32`: the parameter
 * after one step, by torch.optim's rules (1.13; golden/README.md "Optimisers"). `moment(k,
 * parameter)` is an lvalue of the parameter's k-th moment.
 */
export function optimizerUpdate(rule: OptimizerRule, moment: (index: number, parameter: string) => string): string {
  const kept = moments(rule).map((name, index) => ({ name, place: moment(index, "parameter") }));
  const load = kept.map(({ name, place }) => `var ${name} = ${place};`);
  const store = kept.map(({ name, place }) => `${place} = ${name};`);
  const body = ["let rate = select(numbers.rate_biases, numbers.rate_weights, is_weight);"]
    .concat("let decay = select(numbers.decay_biases, numbers.decay_weights, is_weight);")
    .concat(rule.name === "AdamW" ? decoupledDecay : coupledDecay, load, rules[rule.name](rule), store, "return w;");
  return `fn optimizer_update(parameter: u32, weight: f32, gradient: f32, is_weight: bool, numbers: Rates, step: Step) -> f32 {
${indent(body.join("\n"))}
}`;
}

const coupledDecay = ["var w = weight;", "let g = gradient + decay * w;"];
const decoupledDecay = ["var w = weight - rate * decay * weight;", "let g = gradient;"];

function sgd(rule: OptimizerRule): string[] {
  if (rule.momentum === 0) return ["w -= rate * g;"];
  return [
    "buffer = numbers.momentum * buffer + step.dampening_factor * g;",
    rule.nesterov ? "w -= rate * (g + numbers.momentum * buffer);" : "w -= rate * buffer;",
  ];
}

function adam(rule: OptimizerRule): string[] {
  const advance = [
    "mean = numbers.beta1 * mean + numbers.one_minus_beta1 * g;",
    "square = numbers.beta2 * square + numbers.one_minus_beta2 * g * g;",
  ];
  if (rule.amsgrad) advance.push("largest = max(largest, square);");
  const root = `sqrt(${rule.amsgrad ? "largest" : "square"})`;
  return [...advance, `w -= rate / step.correction1 * mean / (${root} / step.correction2 + numbers.epsilon);`];
}

function rmsprop(rule: OptimizerRule): string[] {
  const lines = ["square = numbers.smoothing * square + numbers.one_minus_smoothing * g * g;"];
  if (rule.centered) lines.push("mean = numbers.smoothing * mean + numbers.one_minus_smoothing * g;");
  // Rounding can take the centred square a hair below 0.
  const root = rule.centered ? "sqrt(max(square - mean * mean, 0.0))" : "sqrt(square)";
  lines.push(`let scaled = g / (${root} + numbers.epsilon);`);
  if (rule.momentum === 0) return [...lines, "w -= rate * scaled;"];
  return [...lines, "buffer = numbers.momentum * buffer + scaled;", "w -= rate * buffer;"];
}

function adagrad(): string[] {
  return ["sum += g * g;", "w -= rate * step.rate_factor * g / (sqrt(sum) + numbers.epsilon);"];
}

const rules = { SGD: sgd, Adam: adam, AdamW: adam, RMSprop: rmsprop, Adagrad: adagrad };
