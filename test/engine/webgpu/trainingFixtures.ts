/**
 * Losses written as WGSL and a small float64 training, to test the kernels without the language's
 * output.
 */

import type { MemberSettings, TrainingJob } from "../../../src/engine/backend";
import type { ActivationName } from "../../../src/experiment/experiment";
import { modelLayout } from "../../../src/experiment/modelLayout";
import type { LossProgram } from "../../../src/language";
import type { WgslLoss } from "../../../src/language/wgsl/emitWgsl";
import { type OptimizerRule, optimizerDefaults, ruleOf } from "../../../src/optimizers";

/** A loss in both forms: WGSL for the kernel, float64 for the reference. */
export interface HandWrittenLoss {
  wgsl: WgslLoss;
  /** Objective and d objective / d prediction over a batch. */
  reference(
    prediction: Float64Array,
    target: Float64Array,
    weight: number,
  ): { objective: number; gradient: Float64Array };
}

const ONE_COLUMN = { predictionColumns: 1, targetColumns: 1, rankings: [] };

const FUNCTIONS = `
fn hand_sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
fn hand_softplus(x: f32) -> f32 { return max(x, 0.0) + log(1.0 + exp(-abs(x))); }`;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Mean binary cross entropy on logits; positives weigh `weight`. */
export const crossEntropy: HandWrittenLoss = {
  wgsl: {
    functions: FUNCTIONS,
    uniformCount: 1,
    uniforms: (parameters) => Float64Array.of(parameters.weight ?? 1),
    passes: [
      {
        statements: `let v0 = uniform_0 * target_value * hand_softplus(-prediction) + (1.0 - target_value) * hand_softplus(prediction);
let v1 = (1.0 - target_value) * hand_sigmoid(prediction) - uniform_0 * target_value * hand_sigmoid(-prediction);`,
        reductions: [{ kind: "sum", expression: "v0", result: "total" }],
      },
    ],
    ...ONE_COLUMN,
    gradients: ["v1 / batch_size"],
    objective: "total / batch_size",
  },
  reference(prediction, target, weight) {
    let objective = 0;
    const gradient = prediction.map((z, i) => {
      const y = target[i]!;
      objective += (weight * y * softplus(-z) + (1 - y) * softplus(z)) / target.length;
      return ((1 - y) * sigmoid(z) - weight * y * sigmoid(-z)) / target.length;
    });
    return { objective, gradient };
  },
};

/**
 * Dice on logits, 1 − (2 Σpy + weight) / (Σp + Σy + weight): its gradient needs the batch's sums
 * first.
 */
export const dice: HandWrittenLoss = {
  wgsl: {
    functions: FUNCTIONS,
    uniformCount: 1,
    uniforms: (parameters) => Float64Array.of(parameters.weight ?? 1),
    passes: [
      {
        statements: "let v0 = hand_sigmoid(prediction);",
        reductions: [
          { kind: "sum", expression: "v0 * target_value", result: "overlap" },
          { kind: "sum", expression: "v0 + target_value", result: "sizes" },
          { kind: "max", expression: "v0", result: "largest" },
          { kind: "min", expression: "v0", result: "smallest" },
        ],
      },
      {
        statements: `let v0 = hand_sigmoid(prediction);
let top = 2.0 * overlap + uniform_0;
let bottom = sizes + uniform_0;`,
        reductions: [],
      },
    ],
    ...ONE_COLUMN,
    gradients: ["(top / bottom - 2.0 * target_value) / bottom * v0 * (1.0 - v0)"],
    objective: "1.0 - (2.0 * overlap + uniform_0) / (sizes + uniform_0) + 0.0 * (largest + smallest)",
  },
  reference(prediction, target, weight) {
    const p = prediction.map(sigmoid);
    const overlap = p.reduce((sum, value, i) => sum + value * target[i]!, 0);
    const sizes = p.reduce((sum, value, i) => sum + value + target[i]!, 0);
    const [top, bottom] = [2 * overlap + weight, sizes + weight];
    const gradient = p.map((value, i) => ((top / bottom - 2 * target[i]!) / bottom) * value * (1 - value));
    return { objective: 1 - top / bottom, gradient };
  },
};

/** A program whose graph the injected `emit` ignores. */
export const UNUSED_PROGRAM: LossProgram = {
  name: "hand_written",
  parameters: [],
  inputs: [],
  predictionColumns: 1,
  targetColumns: 1,
  elementColumns: 1,
  weighted: false,
  reduction: "mean",
  pointwise: true,
  batch: { nodes: [], outputs: {}, key: "unused" },
  sample: { nodes: [], outputs: {} },
  guards: [],
  fixed: {},
  formula: { graph: { nodes: [], outputs: {} }, names: [], notations: [], inputs: [] },
  notes: [],
};

export const ADAM = ruleOf(optimizerDefaults("Adam"));

export const SETTINGS: MemberSettings = {
  lossParameters: { weight: 3 },
  learningRate: { weights: 0.01, biases: 0.02 },
  weightDecay: { weights: 0.01, biases: 0 },
  l1: 0.001,
  l2: 0.002,
};

/** Numbers in [−1, 1), the same on every machine. */
export function uniformNumbers(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export interface JobChoice {
  rows?: number;
  batchSize?: number;
  hidden?: readonly number[];
  activation?: ActivationName;
  optimizer?: OptimizerRule;
  settings?: readonly MemberSettings[];
}

/** A job on two noisy half-planes. Each member starts from its own weights. */
export function trainingJob(choice: JobChoice = {}): TrainingJob {
  const { rows = 330, batchSize = 100, hidden = [4, 8], activation = "relu", settings = [SETTINGS] } = choice;
  const layout = modelLayout(2, { hidden, activation, negativeSlope: 0.01 });
  const features = uniformNumbers(2 * rows, 1).map((value) => 3 * value);
  const noise = uniformNumbers(rows, 2);
  const labels = Uint8Array.from({ length: rows }, (_, i) =>
    features[2 * i]! + 0.5 * features[2 * i + 1]! + noise[i]! > 1 ? 1 : 0,
  );
  return {
    layout,
    features,
    targets: [Float32Array.from(labels)],
    labels,
    batchSize,
    batchOrder: (epoch) => rotatedOrder(rows, epoch),
    loss: UNUSED_PROGRAM,
    optimizer: choice.optimizer ?? ADAM,
    members: settings.map((memberSettings, m) => ({
      initialParameters: uniformNumbers(layout.parameterCount, 10 + m).map((value) => 0.7 * value),
      settings: memberSettings,
    })),
  };
}

function rotatedOrder(rows: number, epoch: number): Uint32Array {
  // Multiplying by a number without a common factor with the number of rows permutes them.
  let multiplier = 7 + 2 * epoch;
  while (gcd(multiplier, rows) !== 1) multiplier++;
  return Uint32Array.from({ length: rows }, (_, i) => (i * multiplier + epoch) % rows);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
