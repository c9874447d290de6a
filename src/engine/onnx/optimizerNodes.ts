import type { GraphScope } from "../../language/onnx";
import type { OptimizerRule } from "../backend";
import type { StepScalars } from "../stepScalars";

/** What a rule remembers of each parameter, in the order in which the graph keeps it. */
export const MOMENTS = ["first_moment", "second_moment", "third_moment"] as const;
export type Moment = (typeof MOMENTS)[number];

/** Which of them a rule keeps: as `OptimizerState` of the CPU engine. */
export function keptMoments(rule: OptimizerRule): Moment[] {
  const adam = rule.name === "Adam" || rule.name === "AdamW";
  const momentum = (rule.name === "SGD" || rule.name === "RMSprop") && rule.momentum !== 0;
  const third = (adam && rule.amsgrad) || (rule.name === "RMSprop" && rule.centered);
  const kept: Record<Moment, boolean> = {
    first_moment: adam || momentum,
    second_moment: rule.name !== "SGD",
    third_moment: third,
  };
  return MOMENTS.filter((moment) => kept[moment]);
}

/** What they are before the first step. */
export function initialMoment(rule: OptimizerRule, moment: Moment): number {
  return rule.name === "Adagrad" && moment === "second_moment" ? rule.initialAccumulator : 0;
}

/** The numbers of a step that a rule's update reads: they come from the host. */
export function usedScalars(rule: OptimizerRule): (keyof StepScalars)[] {
  switch (rule.name) {
    case "SGD":
      return rule.momentum === 0 ? [] : ["dampeningFactor"];
    case "Adam":
    case "AdamW":
      return ["correction1", "correction2"];
    case "RMSprop":
      return [];
    case "Adagrad":
      return ["rateFactor"];
  }
}

/** Names of values, double. */
export interface UpdateValues {
  readonly parameters: string;
  /** The whole objective's, without weight decay. */
  readonly gradient: string;
  readonly moments: Readonly<Partial<Record<Moment, string>>>;
  readonly scalars: Readonly<Partial<Record<keyof StepScalars, string>>>;
  /** [parameterCount] each. */
  readonly learningRate: string;
  readonly weightDecay: string;
  /** Their product. */
  readonly shrinkage: string;
}

export interface UpdatedValues {
  readonly parameters: string;
  readonly moments: Readonly<Partial<Record<Moment, string>>>;
}

/** torch.optim's update rules on the flat vector: those of engine/cpu/optimizers.ts. */
export function updateNodes(scope: GraphScope, rule: OptimizerRule, values: UpdateValues): UpdatedValues {
  const f = new RuleNodes(scope);
  switch (rule.name) {
    case "SGD":
      return sgd(f, rule, values);
    case "Adam":
    case "AdamW":
      return adam(f, rule, values);
    case "RMSprop":
      return rmsprop(f, rule, values);
    case "Adagrad":
      return adagrad(f, rule, values);
  }
}

class RuleNodes {
  readonly #scope: GraphScope;

  constructor(scope: GraphScope) {
    this.#scope = scope;
  }

  number = (value: number): string => this.#scope.constant("double", [value]);
  op = (name: string, ...inputs: string[]): string => this.#scope.add(name, inputs);
  add = (a: string, b: string): string => this.op("Add", a, b);
  sub = (a: string, b: string): string => this.op("Sub", a, b);
  mul = (a: string, b: string): string => this.op("Mul", a, b);
  div = (a: string, b: string): string => this.op("Div", a, b);
  /** old + (1 − β)·(x − old) */
  movingMean = (old: string, x: string, beta: number): string =>
    this.add(old, this.mul(this.number(1 - beta), this.sub(x, old)));
  decayed = ({ gradient, weightDecay, parameters }: UpdateValues): string =>
    this.add(gradient, this.mul(weightDecay, parameters));
}

function sgd(f: RuleNodes, rule: OptimizerRule, values: UpdateValues): UpdatedValues {
  const { parameters, learningRate, moments, scalars } = values;
  const gradient = f.decayed(values);
  const step = (direction: string) => f.sub(parameters, f.mul(learningRate, direction));
  if (rule.momentum === 0) return { parameters: step(gradient), moments: {} };
  const momentum = f.number(rule.momentum);
  const buffer = f.add(f.mul(momentum, moments.first_moment!), f.mul(scalars.dampeningFactor!, gradient));
  const direction = rule.nesterov ? f.add(gradient, f.mul(momentum, buffer)) : buffer;
  return { parameters: step(direction), moments: { first_moment: buffer } };
}

function adam(f: RuleNodes, rule: OptimizerRule, values: UpdateValues): UpdatedValues {
  const { name, beta1, beta2, epsilon, amsgrad } = rule;
  const { learningRate, shrinkage, moments, scalars } = values;
  const decoupled = name === "AdamW";
  const parameters = decoupled ? f.sub(values.parameters, f.mul(shrinkage, values.parameters)) : values.parameters;
  const gradient = decoupled ? values.gradient : f.decayed(values);
  const first = f.movingMean(moments.first_moment!, gradient, beta1);
  const second = f.movingMean(moments.second_moment!, f.mul(gradient, gradient), beta2);
  const largest = amsgrad ? f.op("Max", moments.third_moment!, second) : second;
  const rate = f.div(learningRate, scalars.correction1!);
  const root = f.add(f.div(f.op("Sqrt", largest), scalars.correction2!), f.number(epsilon));
  return {
    parameters: f.sub(parameters, f.div(f.mul(rate, first), root)),
    moments: { first_moment: first, second_moment: second, ...(amsgrad && { third_moment: largest }) },
  };
}

function rmsprop(f: RuleNodes, rule: OptimizerRule, values: UpdateValues): UpdatedValues {
  const { smoothing, momentum, epsilon, centered } = rule;
  const { parameters, learningRate, moments } = values;
  const gradient = f.decayed(values);
  const second = f.movingMean(moments.second_moment!, f.mul(gradient, gradient), smoothing);
  const mean = centered ? f.movingMean(moments.third_moment!, gradient, smoothing) : undefined;
  // Rounding alone can take the variance below 0.
  const variance = mean === undefined ? second : f.op("Max", f.number(0), f.sub(second, f.mul(mean, mean)));
  const scaled = f.div(gradient, f.add(f.op("Sqrt", variance), f.number(epsilon)));
  const direction = momentum === 0 ? scaled : f.add(scaled, f.mul(f.number(momentum), moments.first_moment!));
  return {
    parameters: f.sub(parameters, f.mul(learningRate, direction)),
    moments: {
      second_moment: second,
      ...(momentum !== 0 && { first_moment: direction }),
      ...(mean !== undefined && { third_moment: mean }),
    },
  };
}

function adagrad(f: RuleNodes, { epsilon }: OptimizerRule, values: UpdateValues): UpdatedValues {
  const { parameters, learningRate, moments, scalars } = values;
  const gradient = f.decayed(values);
  const sum = f.add(moments.second_moment!, f.mul(gradient, gradient));
  const rate = f.mul(learningRate, scalars.rateFactor!);
  return {
    parameters: f.sub(parameters, f.div(f.mul(rate, gradient), f.add(f.op("Sqrt", sum), f.number(epsilon)))),
    moments: { second_moment: sum },
  };
}
