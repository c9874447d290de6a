/** The parts of an engine that the golden checks use, in the engine's own precision. */
import type { Backend, BackendId, PerGroup, Trainer } from "../../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../../src/engine/cpu";
import { ArrayOptimizer } from "../../src/engine/cpu/optimizers";
import type { CpuTrainer } from "../../src/engine/cpu/trainer";
import { elementOutputNames, gradientOutputNames } from "../../src/engine/lossOutputs";
import { addPenaltyGradient, penaltyValues } from "../../src/engine/penalties";
import { StepScalars } from "../../src/engine/stepScalars";
import { modelLayout } from "../../src/experiment/modelLayout";
import {
  createEvaluator,
  type FloatArrayConstructor,
  type LossProgram,
  type ParameterValues,
} from "../../src/language";
import type { OptimizerRule } from "../../src/optimizers";

export interface LossValues {
  objective: number;
  /** For each prediction column [batch]. */
  gradients: readonly Float64Array[];
  /**
   * The loss before any reduction, [batch] for each element of a sample; null if the loss is not a
   * sum over samples.
   */
  perSample: readonly Float64Array[] | null;
}

export interface PenaltyResult {
  l1: number;
  l2: number;
  /** [weights], the gradient of the sum of both penalties. */
  gradient: ArrayLike<number>;
}

export interface GoldenEngine {
  id: BackendId;
  precision: "float64" | "float32";
  backend: Backend;
  /** The program as a function of its own prediction columns. */
  evaluateLoss(
    loss: LossProgram,
    predictions: readonly Float64Array[],
    targets: readonly Float64Array[],
    parameters: ParameterValues,
  ): Promise<LossValues>;
  penalties(weights: Float64Array, l1: number, l2: number): Promise<PenaltyResult>;
  /** The parameter vector after each of the given gradients. */
  optimizerSteps(
    rule: OptimizerRule,
    learningRate: number,
    weightDecay: number,
    start: Float64Array,
    gradients: readonly Float64Array[],
  ): Promise<ArrayLike<number>[]>;
  /** Logits at `points` [n, inputs] row-major. */
  predict(trainer: Trainer, points: Float64Array): Promise<ArrayLike<number>>;
}

export const bothGroups = (value: number): PerGroup => ({ weights: value, biases: value });

/**
 * A single layer with this many weights and no activation: the simplest job for a bare list of
 * weights.
 */
export const weightsOnly = (count: number) => modelLayout(count, { hidden: [], activation: "relu", negativeSlope: 0 });

export function createCpuGoldenEngine(id: "float64" | "cpu"): GoldenEngine {
  const Float: FloatArrayConstructor = id === "float64" ? Float64Array : Float32Array;
  return {
    id,
    precision: id === "float64" ? "float64" : "float32",
    backend: id === "float64" ? createFloat64Backend() : createCpuBackend(),
    async evaluateLoss(loss, predictions, targets, parameters) {
      const output = createEvaluator(loss.batch, Float).evaluate({
        predictions: predictions.map((column) => new Float(column)),
        targets: targets.map((column) => new Float(column)),
        count: predictions[0]!.length,
        parameters,
      });
      const columns = (names: readonly string[]) =>
        names.map((name) => Float64Array.from(output[name] as Float64Array));
      const elements = elementOutputNames(loss);
      return {
        objective: output.objective as number,
        gradients: columns(gradientOutputNames(loss)),
        perSample: elements && columns(elements),
      };
    },
    async penalties(weights, l1, l2) {
      const layout = weightsOnly(weights.length);
      const parameters = new Float(layout.parameterCount);
      parameters.set(weights);
      const gradient = new Float(layout.parameterCount);
      addPenaltyGradient(layout, parameters, l1, l2, gradient);
      return { ...penaltyValues(layout, parameters, l1, l2), gradient: gradient.subarray(0, weights.length) };
    },
    async optimizerSteps(rule, learningRate, weightDecay, start, gradients) {
      const optimizer = new ArrayOptimizer(rule);
      const scalars = new StepScalars(rule);
      const vectors = {
        parameter: new Float(start),
        ...optimizer.createState(start.length, Float),
        rate: new Float64Array(start.length).fill(learningRate),
        decay: new Float64Array(start.length).fill(weightDecay),
      };
      const { parameter } = vectors;
      return gradients.map((values) => {
        optimizer.step(scalars.next(), { ...vectors, gradient: new Float(values) });
        return parameter.slice();
      });
    },
    predict: (trainer, points) => (trainer as CpuTrainer).predict(0, points),
  };
}
