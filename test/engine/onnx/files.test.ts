/** The files that the page offers for download, opened and run by ONNX Runtime. */
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import { createCpuBackend } from "../../../src/engine/cpu";
import { prepareJob } from "../../../src/engine/job";
import { checkNetwork, checkTraining, loadOnnxRuntime, networkFile, trainingFile } from "../../../src/engine/onnx";
import { decisionLogits } from "../../../src/experiment/decision";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";

/**
 * Largest difference of the downloaded network from the page: ONNX Runtime's float32 sigmoid is
 * accurate to 1e−7.
 */
const NETWORK = 1e-6;
/**
 * For a training in float64, also at the tutorial's full length: Adam's quotients amplify roundings
 * of 1e−16 to this.
 */
const TRAINING = 1e-13;
/** Size of float32's roundings after the same number of steps. */
const FLOAT32 = 0.02;

const small: Experiment = {
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 120 },
  batchSize: 20,
};
const twoScores: Experiment = { ...small, loss: { id: "cross-entropy", parameters: {} } };
const STEPS = 12;

async function trained(experiment: Experiment) {
  const run = prepareJob(experiment);
  const trainer = await createCpuBackend().createTrainer(run.job);
  await trainer.advance(STEPS);
  const outputs = new Float32Array(await trainer.predict(0, run.validation.features));
  return {
    run,
    state: {
      parameters: new Float32Array(await trainer.parameters(0)),
      validationLogits: decisionLogits(outputs, run.job.loss.predictionColumns),
      step: STEPS,
    },
  };
}

/** Field 14 of a ModelProto: keys and values. */
function metadataOf(file: Uint8Array): Record<string, string> {
  const found: Record<string, string> = {};
  const reader = new BinaryReader(file);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field !== 14) {
      reader.skip(type);
      continue;
    }
    const entry = new BinaryReader(reader.bytes());
    entry.tag();
    const key = entry.string();
    entry.tag();
    found[key] = entry.string();
  }
  return found;
}

describe.each([
  ["one logit", small, ["logit", "probability"]],
  ["two scores", twoScores, ["logit", "probability", "scores"]],
] as const)("the file of a network of %s", (_, experiment, outputs) => {
  it("gives the page's probabilities", async () => {
    const { run, state } = await trained(experiment);
    const file = await checkNetwork(await loadOnnxRuntime(), run, state);
    expect(file).toMatchObject({ kind: "network", samples: run.validation.rows, steps: STEPS });
    expect(file.largestDifference).toBeLessThan(NETWORK);
  });

  it("takes batches of any size, has sensible names and describes itself", async () => {
    const { run, state } = await trained(experiment);
    const bytes = networkFile(run.job.layout, state.parameters, { experiment, step: STEPS });
    const runtime = await loadOnnxRuntime();
    const session = await runtime.InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(["x"]);
    expect(session.outputNames).toEqual(outputs);
    for (const points of [1, 3]) {
      const x = new runtime.Tensor("float32", new Float32Array(2 * points), [points, 2]);
      expect((await session.run({ x })).probability!.dims).toEqual([points]);
    }
    const metadata = metadataOf(bytes);
    expect(metadata).toMatchObject({ application: "Losscope", loss: experiment.loss.id, step: "12" });
    expect(JSON.parse(metadata.experiment!)).toEqual(experiment);
    expect(JSON.parse(metadata.seeds!)).toEqual(experiment.seeds);
  });

  it("fails its check if its weights are changed", async () => {
    const { run, state } = await trained(experiment);
    const file = await checkNetwork(await loadOnnxRuntime(), run, {
      ...state,
      parameters: state.parameters.map((w) => w * 1.01),
    });
    expect(file.largestDifference).toBeGreaterThan(NETWORK);
  });
});

describe("the file of a training", () => {
  it.each([
    ["one logit", small, STEPS],
    ["two scores", twoScores, STEPS],
    ["the tutorial's, all its steps", tutorialExperiment, 1320],
  ])("trains as the page does with %s", async (_, experiment, steps) => {
    const file = await checkTraining(await loadOnnxRuntime(), prepareJob(experiment), steps);
    expect(file).toMatchObject({ kind: "training", steps });
    expect(file.largestDifference).toBeLessThan(TRAINING);
    expect(file.float32Difference).toBeGreaterThan(file.largestDifference);
    expect(file.float32Difference).toBeLessThan(FLOAT32);
  });

  it("has named inputs for rates, loss parameters and batches", async () => {
    const { job } = prepareJob(small);
    const bytes = trainingFile(job, { experiment: small, step: 0 });
    const session = await (await loadOnnxRuntime()).InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(
      expect.arrayContaining([
        "parameters",
        "features",
        "labels",
        "batch_start",
        "learning_rate_weights",
        "l1",
        "loss.gamma",
      ]),
    );
    const metadata = metadataOf(bytes);
    expect(JSON.parse(metadata.loss_inputs!)).toEqual(job.members[0]!.settings.lossParameters);
    expect(JSON.parse(metadata.rates!)).toMatchObject({
      learning_rate_weights: small.optimizer.learningRate,
      l1: 0.001,
    });
  });
});
