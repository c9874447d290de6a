/**
 * Turns experiments into a job for an engine: draws and splits the data, writes labels in the
 * loss's format, draws the weights. The compiled loss is given.
 */
import type { Samples } from "../datasets";
import { generateSamples } from "../datasets/generateSamples";
import { selectRows, splitRows } from "../datasets/split";
import { batchOrder } from "../experiment/batchOrder";
import { dataKey, samplesKey } from "../experiment/dataKey";
import type { Experiment } from "../experiment/experiment";
import { initialParameters } from "../experiment/initialParameters";
import { modelLayout } from "../experiment/modelLayout";
import { stepsPerEpoch } from "../experiment/stepsPerEpoch";
import { numericParameters } from "../language";
import { compileOptions, pageSizes } from "../losses/compileOptions";
import { labelColumns } from "../losses/labelColumns";
import type { TrainedLoss } from "../losses/trainedLoss";
import { ruleOf } from "../optimizers";
import type { MemberSettings, TrainingJob } from "./backend";
import { JobMemory } from "./jobMemory";
import type { SampleSet } from "./sampleSet";

export interface PreparedRun {
  experiment: Experiment;
  job: TrainingJob;
  train: SampleSet;
  validation: SampleSet;
  stepsPerEpoch: number;
  /**
   * Equal for runs that one trainer can take one after the other (`Trainer.restart`), provided that
   * their losses also have the same batch graph: the same data in the same order, batches, network
   * and optimiser.
   */
  trainerKey: string;
}

/** An experiment sets a parameter that its loss does not have, or omits one without a default. */
export class LossParameterError extends Error {
  constructor(loss: string, detail: string) {
    super(`parameters of ${loss}: ${detail}`);
    this.name = "LossParameterError";
  }
}

/** The loss takes inputs that a network on the plane cannot provide. */
export class UntrainableLossError extends Error {
  constructor(loss: string, takes: string) {
    super(`${loss}: expected a loss of a network's outputs, got one of ${takes}`);
    this.name = "UntrainableLossError";
  }
}

/**
 * Prepares the experiments as one fleet, in their order; they must be compatible (`fleetsOf`). The
 * run's own experiment is the first. `loss` is their compiled loss. `memory` returns what it still
 * has from the previous job, and keeps what is created. Throws LossParameterError.
 */
export function prepareFleet(experiments: readonly Experiment[], loss: TrainedLoss, memory?: JobMemory): PreparedRun {
  const parts = memory ?? new JobMemory();
  const experiment = experiments[0]!;
  const { dataset, trainFraction, seeds } = experiment;
  const { definition, program } = loss;
  const members = experiments.map((each) => memberSettings(each, loss));
  const samples = parts.samples.of(samplesKey(experiment), () => generateSamples(dataset, seeds.data));
  const columns = labelColumns(definition.labels, pageSizes.classes);
  const setsKey = JSON.stringify([dataKey(experiment), columns]);
  const { train, validation } = parts.sets.of(setsKey, () => {
    const rows = splitRows(samples.rows, trainFraction, seeds.split);
    return {
      train: sampleSet(samples, rows.train, columns),
      validation: sampleSet(samples, rows.validation, columns),
    };
  });
  const draw = batchOrder(train.rows, seeds.order);
  const rule = ruleOf(experiment.optimizer);
  const layout = modelLayout(samples.inputs, experiment.model, program.predictionColumns);
  return {
    experiment,
    train,
    validation,
    stepsPerEpoch: stepsPerEpoch(train.rows, experiment.batchSize),
    trainerKey: JSON.stringify([setsKey, seeds.order, experiment.batchSize, layout, rule]),
    job: {
      layout,
      features: train.features,
      targets: train.targets,
      labels: train.labels,
      batchSize: experiment.batchSize,
      batchOrder: memory?.batchOrder(train.rows, seeds.order, draw) ?? draw,
      loss: program,
      optimizer: rule,
      members: members.map((settings, k) => {
        const seed = experiments[k]!.seeds.weights;
        const key = JSON.stringify([layout.widths, layout.layers, seed]);
        return { initialParameters: parts.initialParameters.of(key, () => initialParameters(layout, seed)), settings };
      }),
    },
  };
}

/**
 * The settings that may change during training, as the experiment has them. Of the loss's
 * parameters only the numbers: its choices are compiled in.
 */
export function memberSettings(experiment: Experiment, { definition, program }: TrainedLoss): MemberSettings {
  const { optimizer, regularisation } = experiment;
  const given = experiment.loss.parameters;
  const known = program.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name.replace(/\[\d+\]$/, "")));
  if (unknown !== undefined) {
    throw new LossParameterError(program.name, `expected ${known.join(", ") || "none"}, got ${unknown}`);
  }
  for (const { name, default: written } of program.parameters) {
    if (written === undefined && !Object.hasOwn(given, name)) {
      throw new LossParameterError(program.name, `expected a value for ${name}, got none`);
    }
  }
  const { parameters = given } = compileOptions(definition, given);
  return {
    lossParameters: numericParameters(program, parameters),
    learningRate: { weights: optimizer.learningRate, biases: optimizer.learningRate },
    weightDecay: {
      weights: optimizer.weightDecay,
      biases: optimizer.weightDecayScope === "all" ? optimizer.weightDecay : 0,
    },
    l1: regularisation.l1,
    l2: regularisation.l2,
  };
}

/** `columns`: the values of the target columns for each label. */
function sampleSet(samples: Samples, rows: Uint32Array, columns: readonly (readonly number[])[]): SampleSet {
  const selected = selectRows(samples, rows);
  const [negative, positive] = columns as [readonly number[], readonly number[]];
  return {
    ...selected,
    targets: negative.map((_, k) =>
      Float32Array.from(selected.labels, (label) => (label === 1 ? positive[k]! : negative[k]!)),
    ),
  };
}
