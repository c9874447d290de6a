import { defineOptimizer, type Expression } from "./optimizer";
import { epsilon, flag, fraction, type SettingValues } from "./setting";

/** The settings that torch gives to all of Adam's relatives. */
export const adamFamilySettings = {
  beta1: fraction(0.9, ["betas", 0]),
  beta2: fraction(0.999, ["betas", 1], 0.001),
  epsilon: epsilon(1e-8),
};

const settings = { ...adamFamilySettings, amsgrad: flag("amsgrad") };

/** What Adam and AdamW share: everything but weight decay. */
export const adamParts = {
  settings,
  /**
   * Moving averages of the gradient and its square; with AMSGrad, the largest of the latter so far.
   */
  state: ({ amsgrad }: SettingValues<typeof settings>): { mean: number; square: number; largest?: number } => ({
    mean: 0,
    square: 0,
    ...(amsgrad && { largest: 0 }),
  }),
  scalars: {
    formula: "rateFactor = 1 / (1 − beta1^t), rootFactor = 1 / √(1 − beta2^t)",
    at: (step: number, { beta1, beta2 }: { beta1: number; beta2: number }) => ({
      rateFactor: 1 / (1 - beta1 ** step),
      rootFactor: 1 / Math.sqrt(1 - beta2 ** step),
    }),
  },
};

interface AdamValues {
  gradient: Expression;
  rate: Expression;
  mean: Expression;
  square: Expression;
  largest?: Expression;
  beta1: Expression;
  beta2: Expression;
  epsilon: Expression;
  rateFactor: Expression;
  rootFactor: Expression;
}

/** The update of `parameter`; ε is added after the root and the correction. */
export function adamUpdate(parameter: Expression, values: AdamValues) {
  const { gradient, rate, beta1, beta2, epsilon, rateFactor, rootFactor } = values;
  const mean = beta1.times(values.mean).plus(beta1.rest().times(gradient));
  const square = beta2.times(values.square).plus(beta2.rest().times(gradient).times(gradient));
  const largest = values.largest?.max(square);
  const root = (largest ?? square).sqrt().times(rootFactor).plus(epsilon);
  return {
    parameter: parameter.minus(rate.times(rateFactor).times(mean.over(root))),
    mean,
    square,
    ...(largest && { largest }),
  };
}

/** Kingma and Ba (2015), Adam: A Method for Stochastic Optimization, arXiv:1412.6980. */
export const adam = defineOptimizer({
  name: "Adam",
  learningRate: 0.001,
  suggestedRate: 0.01,
  weightDecay: { default: 0, coupled: true },
  ...adamParts,
  update: (values) => adamUpdate(values.parameter, values),
});
