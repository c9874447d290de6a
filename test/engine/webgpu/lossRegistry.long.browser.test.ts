/**
 * For every loss of the catalogue that a network here can be trained on, the GPU's results from the
 * emitted WGSL equal the float64 engine's from the same graph, at given outputs and after some
 * epochs of training.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Backend, TrainingJob } from "../../../src/engine/backend";
import { createFloat64Backend } from "../../../src/engine/cpu";
import { prepareJob } from "../../../src/engine/job";
import { elementOutputNames } from "../../../src/engine/lossOutputs";
import { evaluateLossOnGpu } from "../../../src/engine/webgpu";
import { findDevice } from "../../../src/engine/webgpu/adapter";
import { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import { createEvaluator, type LossProgram, numericParameters } from "../../../src/language";
import { columnOutput } from "../../../src/language/program";
import { emitWgsl } from "../../../src/language/wgsl/emitWgsl";
import { type CatalogueLoss, labelColumns, losses, networkFit } from "../../../src/losses";
import { optimizerDefaults } from "../../../src/optimizers";
import { uniformNumbers } from "./trainingFixtures";

/** scripts/golden/README.md, "Losses", float32: relative, and absolute. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-6;
/**
 * Relative to the gradient of a sum over the batch: each sample's contribution to it is a
 * difference of float32 numbers near 1.
 */
const BATCH_LEVEL = 5e-5;
/** For results after ten steps in float32: absolute, and relative to larger numbers. */
const TRAINED = 1e-4;

const SAMPLES = 300;
const EPOCHS = 5;
const STEPS_PER_EPOCH = 2;
/**
 * Everything is in storage memory, which a software adapter compiles in half the time. The number
 * of threads is smaller than some losses' number of sums.
 */
const LIMITS = { workgroupBytes: 0, workgroupThreads: 8 };
/** All kernels compile at the same time: the first test waits for most of them. */
const COMPILING_MS = 60_000;

const experimentOf = (id: string): Experiment => ({
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 20, negatives: 38 },
  model: { ...tutorialExperiment.model, hidden: [3], activation: "tanh" },
  loss: { id, parameters: {} },
  optimizer: { ...optimizerDefaults("SGD"), learningRate: 0.05 },
  regularisation: { l1: 0, l2: 0 },
  batchSize: 20,
});

/** The result in float32, and the same in float64. */
interface Pair {
  onGpu: ArrayLike<number>;
  exact: ArrayLike<number>;
}

interface Compared {
  /** Whether the loss is not a sum over samples. */
  batchLevel: boolean;
  objective: Pair;
  /** Gradient of the sum for each output; that of a mean is small. */
  gradients: Pair[];
  /**
   * Before any reduction, for each element of a sample; undefined if the loss is not a sum over
   * samples.
   */
  elements: Pair[];
  steps: Pair;
  parameters: Pair;
}

const trainable: CatalogueLoss[] = losses.filter((loss) => networkFit(loss).trains);
const compared = new Map<string, Promise<Compared>>();
let backend: WebGpuBackend;

beforeAll(async () => {
  const found = await findDevice(true);
  if ("unavailable" in found) throw new Error(`these tests need WebGPU: ${found.detail}`);
  backend = new WebGpuBackend({ ...found, emit: emitWgsl, limits: LIMITS });
  for (const loss of trainable) {
    const comparison = compare(loss);
    comparison.catch(() => undefined); // the loss's own test covers it
    compared.set(loss.id, comparison);
  }
});
afterAll(() => backend.dispose());

describe.each(trainable)("$id", ({ id }) => {
  it(
    "has its float64 value and gradient on the GPU, and trains to the same weights",
    async () => {
      const { batchLevel, objective, gradients, elements, steps, parameters } = await compared.get(id)!;
      expectClose("objective", objective);
      for (const [k, gradient] of gradients.entries())
        expectClose(`gradient ${k}`, gradient, batchLevel ? BATCH_LEVEL : ABSOLUTE);
      for (const [k, element] of elements.entries()) expectClose(`element ${k}`, element);
      expectClose("steps", steps, TRAINED, TRAINED);
      expectClose("parameters", parameters, TRAINED, TRAINED);
    },
    COMPILING_MS,
  );
});

async function compare(loss: CatalogueLoss): Promise<Compared> {
  const { job } = prepareJob(experimentOf(loss.id));
  const [given, trained] = await Promise.all([compareGiven(loss, job.loss), compareTraining(job)]);
  return { ...given, ...trained };
}

async function compareGiven({ prediction, labels }: CatalogueLoss, program: LossProgram) {
  const parameters = numericParameters(program, {});
  const columns = labelColumns(labels, 2);
  const targets = columns[0]!.map((_, k) => Float32Array.from({ length: SAMPLES }, (__, i) => columns[i % 2]![k]!));
  // A float32 probability, torch's too, keeps fewer digits of 1 − p the nearer it is to 1: six at z
  // = 3.
  const reach = prediction === "logit" ? 12 : 3;
  const predictions = Array.from({ length: program.predictionColumns }, (_, k) =>
    uniformNumbers(SAMPLES, 8 + k).map((x) => reach * x),
  );
  const onGpu = await evaluateLossOnGpu(backend, program, { predictions, targets, parameters });
  const exact = createEvaluator(program.batch, Float64Array).evaluate({
    predictions: predictions.map((column) => new Float64Array(column)),
    targets: targets.map((column) => new Float64Array(column)),
    count: SAMPLES,
    parameters,
  });
  const ofSum = (gradient: ArrayLike<number>) => Array.from(gradient, (value) => value * SAMPLES);
  return {
    batchLevel: program.reduction === "batch",
    objective: { onGpu: [onGpu.objective], exact: [exact.objective as number] },
    gradients: onGpu.gradients.map((gradient, k) => ({
      onGpu: ofSum(gradient),
      exact: ofSum(exact[columnOutput("gradient", k)] as Float64Array),
    })),
    elements: (elementOutputNames(program) ?? []).map((name, k) => ({
      onGpu: onGpu.perSample![k]!,
      exact: exact[name] as Float64Array,
    })),
  };
}

async function compareTraining(job: TrainingJob) {
  const train = async (engine: Backend) => {
    const trainer = await engine.createTrainer(job);
    const steps = await trainer.advance(EPOCHS * STEPS_PER_EPOCH);
    const parameters = await trainer.parameters(0);
    trainer.dispose();
    return { steps, parameters };
  };
  const [onGpu, exact] = await Promise.all([train(backend), train(createFloat64Backend())]);
  return {
    steps: { onGpu: onGpu.steps, exact: exact.steps },
    parameters: { onGpu: onGpu.parameters, exact: exact.parameters },
  };
}

function expectClose(what: string, { onGpu, exact }: Pair, absolute = ABSOLUTE, relative = RELATIVE) {
  expect(onGpu.length, what).toBe(exact.length);
  for (let i = 0; i < exact.length; i++) {
    const allowed = absolute + relative * Math.abs(exact[i]!);
    if (!(Math.abs(onGpu[i]! - exact[i]!) <= allowed)) {
      expect.fail(`${what} at ${i}: expected ${exact[i]}, got ${onGpu[i]}`);
    }
  }
}
