/**
 * Penalties and optimiser steps of an engine that has them only inside its training: derived from
 * the change of the weights in each step.
 */
import type { Backend, TrainingJob } from "../../src/engine/backend";
import type { FloatArrayConstructor } from "../../src/language";
import { compileLoss } from "../../src/language/passes/compile";
import { type OptimizerRule, optimizerDefaults, ruleOf } from "../../src/optimizers";
import { bothGroups, type GoldenEngine, weightsOnly } from "./goldenEngine";
import { UnsupportedCaseError } from "./goldenLosses";

/** `Float`: the array type of the engine's precision, which its trainers read. */
export function throughTrainer(
  backend: Backend,
  Float: FloatArrayConstructor,
): Pick<GoldenEngine, "penalties" | "optimizerSteps"> {
  return {
    async penalties(weights, l1, l2) {
      // On a sample at the origin a loss has a gradient only for the bias, so one step of plain
      // descent at rate 1 subtracts exactly the penalties' gradient from the weights.
      const rule = ruleOf(optimizerDefaults("SGD"));
      const job = linearJob(Float, rule, weights, [new Float64Array(weights.length)], 1, 0, l1, l2);
      return onTrainer(backend, job, async (trainer) => {
        const [, ownL1, ownL2] = await trainer.advance(1);
        const after = await trainer.parameters(0);
        const before = new Float(weights);
        return { l1: ownL1!, l2: ownL2!, gradient: Array.from(before, (weight, i) => weight - after[i]!) };
      });
    },
    async optimizerSteps(rule, learningRate, weightDecay, start, gradients) {
      // The sum of z = w·x has the gradient x. Each sample is a batch by itself, so its inputs are
      // the gradient that the optimiser receives.
      const job = linearJob(Float, rule, start, gradients, learningRate, weightDecay, 0, 0);
      return onTrainer(backend, job, async (trainer) => {
        const steps: Float64Array[] = [];
        for (const _ of gradients) {
          await trainer.advance(1);
          steps.push((await trainer.parameters(0)).slice(0, start.length));
        }
        return steps;
      });
    },
  };
}

/**
 * One layer from `start.length` inputs to the logit, whose loss is the logit itself, with one
 * sample per step. A float64 engine receives float64 arrays although the job's types say float32:
 * it reads single numbers, and torch's float64 values would otherwise be rounded.
 */
function linearJob(
  Float: FloatArrayConstructor,
  rule: OptimizerRule,
  start: Float64Array,
  samples: readonly Float64Array[],
  learningRate: number,
  weightDecay: number,
  l1: number,
  l2: number,
): TrainingJob {
  const layout = weightsOnly(start.length);
  const initialParameters = new Float(layout.parameterCount) as Float32Array;
  initialParameters.set(start);
  return {
    layout,
    features: new Float(samples.flatMap((sample) => [...sample])) as Float32Array,
    targets: [new Float32Array(samples.length)],
    labels: new Uint8Array(samples.length),
    batchSize: 1,
    batchOrder: () => Uint32Array.from(samples, (_, index) => index),
    loss: compileLoss("def logit_sum(z, y):\n    return z.sum()\n"),
    optimizer: rule,
    members: [
      {
        initialParameters,
        settings: {
          lossParameters: {},
          learningRate: bothGroups(learningRate),
          weightDecay: bothGroups(weightDecay),
          l1,
          l2,
        },
      },
    ],
  };
}

async function onTrainer<Result>(
  backend: Backend,
  job: TrainingJob,
  use: (trainer: Awaited<ReturnType<Backend["createTrainer"]>>) => Promise<Result>,
): Promise<Result> {
  const support = backend.canTrain(job);
  if (!support.ok) throw new UnsupportedCaseError(support.detail);
  const trainer = await backend.createTrainer(job);
  try {
    return await use(trainer);
  } finally {
    trainer.dispose();
  }
}
