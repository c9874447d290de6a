import { emitWgslVectors, type WgslVectorCode } from "../../../language/wgsl/emitWgsl";
import type { OptimizerRule } from "../../../optimizers";
import { type OptimizerUpdate, optimizerUpdate } from "../../../optimizers/update";
import type { MemberSettings } from "../../backend";
import { RATES, STEP_PLACE } from "../bufferLayouts";
import { type StructLayout, structLayout } from "../structLayout";
import { indent } from "./wgslText";

/** An optimiser's update in WGSL, with the layouts of the numbers that a training kernel reads. */
export interface WgslOptimizer {
  update: OptimizerUpdate;
  code: WgslVectorCode;
  /** One step of the uploaded table: its place, and the optimiser's scalars. */
  step: StructLayout<string>;
  /** A member's rates, and the numbers of the optimiser that are the same at every step. */
  rates: StructLayout<string>;
}

export function wgslOptimizer(rule: OptimizerRule): WgslOptimizer {
  const update = optimizerUpdate(rule);
  const code = emitWgslVectors(update.graph);
  const floats = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "f32"] as const));
  const constants = code.uniformNames.flatMap((name, k) => (isScalar(update, name) ? [] : [constantField(k)]));
  return {
    update,
    code,
    step: structLayout("Step", { ...STEP_PLACE, ...floats(update.scalars.map(scalarField)) }),
    rates: structLayout("Rates", { ...RATES, ...floats(constants) }),
  };
}

/** The fields of `rates` for a member with these settings. */
export function rateValues({ update, code }: WgslOptimizer, settings: MemberSettings): Record<string, number> {
  const { learningRate, weightDecay, l1, l2 } = settings;
  const unused = Object.fromEntries(update.scalars.map((name) => [name, 0]));
  const constants = Array.from(code.uniforms({ ...update.settings, ...unused }));
  return {
    rate_weights: learningRate.weights,
    rate_biases: learningRate.biases,
    decay_weights: weightDecay.weights,
    decay_biases: weightDecay.biases,
    l1,
    l2,
    ...Object.fromEntries(constants.map((value, k) => [constantField(k), value])),
  };
}

/** The fields of `step` for an optimiser's scalars. */
export function scalarValues(scalars: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(scalars).map(([name, value]) => [scalarField(name), value]));
}

/**
 * `optimizer_update(parameter, weight, gradient, is_weight, rates, step) -> f32`: the parameter
 * after one step. `stateVector(k, parameter)` is an lvalue: the parameter's value in vector number
 * k of the optimiser's state.
 */
export function optimizerFunction(
  { update, code }: WgslOptimizer,
  stateVector: (index: number, parameter: string) => string,
): string {
  const state = Object.keys(update.state).map((name, k) => ({ name, place: stateVector(k, "parameter") }));
  const body = [
    "let vector_parameter = weight;",
    "let vector_gradient = gradient;",
    "let vector_rate = select(rates.rate_biases, rates.rate_weights, is_weight);",
    "let vector_decay = select(rates.decay_biases, rates.decay_weights, is_weight);",
    ...state.map(({ name, place }) => `let vector_${name} = ${place};`),
    ...code.uniformNames.map((name, k) => {
      const value = isScalar(update, name) ? `step.${scalarField(name)}` : `rates.${constantField(k)}`;
      return `let uniform_${k} = ${value};`;
    }),
    code.statements,
    ...state.map(({ name, place }) => `${place} = ${code.outputs[name]};`),
    `return ${code.outputs.parameter};`,
  ];
  return `fn optimizer_update(parameter: u32, weight: f32, gradient: f32, is_weight: bool, rates: Rates, step: Step) -> f32 {
${indent(body.join("\n"))}
}`;
}

const scalarField = (name: string) => `scalar_${name}`;
const constantField = (k: number) => `constant_${k}`;

function isScalar({ scalars }: OptimizerUpdate, name: string | undefined): name is string {
  return name !== undefined && scalars.includes(name);
}
