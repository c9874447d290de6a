/**
 * A run of training.json as a job: data, start values and batch order come from the file, nothing
 * is drawn at random.
 */
import type { PerGroup, TrainingJob } from "../../src/engine/backend";
import type { SampleSet } from "../../src/engine/sampleSet";
import type { ActivationName } from "../../src/experiment/experiment";
import { modelLayout } from "../../src/experiment/modelLayout";
import { numericParameters } from "../../src/language";
import { optimizerDefaults, ruleOf } from "../../src/optimizers";
import { decodePacked, decodeTensor, FixtureError } from "./encoding";
import type { GoldenResults, GoldenRun, TrainingFixture } from "./fixtures";
import { GoldenLoss, UnsupportedCaseError } from "./goldenLosses";
import { optimizerRule, perGroup } from "./optimizerRule";

export interface GoldenJob {
  job: TrainingJob;
  train: SampleSet;
  validation: SampleSet;
  /** [256, 2] row-major. */
  grid: Float64Array;
}

const activations: readonly string[] = ["relu", "leaky_relu", "tanh", "sigmoid"] satisfies ActivationName[];

/** Throws UnsupportedCaseError and FixtureError. */
export function goldenJob(fixture: TrainingFixture, run: GoldenRun): GoldenJob {
  const loss = new GoldenLoss(run.loss.name);
  const parameters = loss.parameters(run.loss.params);
  const program = loss.compile(parameters, "mean", loss.definition.prediction === "probability" ? "sigmoid" : "none");
  if (!activations.includes(run.activation)) throw new UnsupportedCaseError(`no activation ${run.activation}`);
  const [inputs, ...rest] = run.arch;
  const layout = modelLayout(inputs!, {
    hidden: rest.slice(0, -1),
    activation: run.activation as ActivationName,
    negativeSlope: run.negative_slope ?? 0.01,
  });
  const init = fixture.inits[run.init];
  const packedOrder = fixture.orders[run.order];
  if (init === undefined) throw new FixtureError(run.id, "an entry of inits", run.init);
  if (packedOrder === undefined) throw new FixtureError(run.id, "an entry of orders", run.order);
  const train = sampleSet(fixture, fixture.data.train);
  const order = decodePacked(packedOrder);
  return {
    train,
    validation: sampleSet(fixture, fixture.data.val),
    grid: gridOf(fixture.grid.axis),
    job: {
      layout,
      features: train.features,
      targets: train.targets,
      labels: train.labels,
      batchSize: run.batch_size,
      batchOrder: (epoch) => Uint32Array.from(order.subarray(epoch * train.rows, (epoch + 1) * train.rows)),
      loss: program,
      optimizer: optimizerRule(run.optimizer),
      members: [
        {
          initialParameters: new Float32Array(flatParameters(init)),
          settings: {
            lossParameters: numericParameters(program, parameters),
            learningRate: perGroup(run.optimizer.lr),
            weightDecay: perGroup(run.optimizer.weight_decay),
            l1: run.l1,
            l2: run.l2,
          },
        },
      ],
    },
  };
}

/**
 * The same job under plain gradient descent at rate 1, which subtracts the gradient from the
 * parameters.
 */
export function gradientStepJob(job: TrainingJob): TrainingJob {
  const one: PerGroup = { weights: 1, biases: 1 };
  return {
    ...job,
    optimizer: ruleOf(optimizerDefaults("SGD")),
    members: job.members.map((member) => ({
      ...member,
      settings: { ...member.settings, learningRate: one, weightDecay: { weights: 0, biases: 0 } },
    })),
  };
}

/** fc1.weight, fc1.bias, fc2.weight … one after the other, in the layout's order. */
export function flatParameters(tensors: GoldenResults["final"]): Float64Array {
  const layers = Object.keys(tensors).length / 2;
  const parts: number[] = [];
  for (let layer = 1; layer <= layers; layer++) {
    for (const part of ["weight", "bias"]) {
      const tensor = tensors[`fc${layer}.${part}`];
      if (tensor === undefined)
        throw new FixtureError("parameters", `fc${layer}.${part}`, Object.keys(tensors).join(", "));
      parts.push(...decodeTensor(tensor));
    }
  }
  return Float64Array.from(parts);
}

function sampleSet({ data }: TrainingFixture, packedRows: TrainingFixture["data"]["train"]): SampleSet {
  const rows = decodePacked(packedRows);
  const features = decodePacked(data.X);
  const labels = decodePacked(data.Y);
  const inputs = data.X.shape[1]!;
  const own = new Float32Array(rows.length * inputs);
  for (const [i, row] of rows.entries()) {
    for (let k = 0; k < inputs; k++) own[i * inputs + k] = features[row * inputs + k]!;
  }
  const ownLabels = Uint8Array.from(rows, (row) => labels[row]!);
  return { rows: rows.length, inputs, features: own, labels: ownLabels, targets: [Float32Array.from(ownLabels)] };
}

function gridOf(axis: readonly number[]): Float64Array {
  return Float64Array.from(axis.flatMap((y) => axis.flatMap((x) => [x, y])));
}
