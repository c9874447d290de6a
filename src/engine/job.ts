/**
 * Turns an experiment into a job for an engine: draws and splits the data, compiles the loss,
 * writes labels in the loss's format, draws the weights.
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
import { type LossProgram, numericParameters } from "../language";
import { compileLoss } from "../language/passes/compile";
import { compileOptions, labelColumns, lossById, lossOnOutputs, networkFit, pageSizes } from "../losses";
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
 * Generates an experiment's data, splits and batches it, and compiles its loss. `memory` provides
 * what it still has of that from earlier jobs, and keeps what is new. Throws UnknownLossError,
 * UntrainableLossError, LossParameterError, and LossSourceError if the loss's source cannot be
 * compiled.
 */
export function prepareJob(experiment: Experiment, memory?: JobMemory): PreparedRun {
  const loss = memory?.loss(experiment, () => trainedLoss(experiment));
  return prepareFleet([experiment], loss, memory);
}

/**
 * Prepares the experiments as one fleet, in their order; they must be compatible (`fleetsOf`). The
 * run's own experiment is the first. `loss` is their compiled loss, if there is one already. Throws
 * what `prepareJob` throws.
 */
export function prepareFleet(experiments: readonly Experiment[], loss?: LossProgram, memory?: JobMemory): PreparedRun {
  const parts = memory ?? new JobMemory();
  const experiment = experiments[0]!;
  const { dataset, trainFraction, seeds } = experiment;
  const program = loss ?? trainedLoss(experiment);
  const members = experiments.map((each) => memberSettings(each, program));
  const samples = parts.samples.of(samplesKey(experiment), () => generateSamples(dataset, seeds.data));
  const columns = labelColumns(lossById(experiment.loss.id).labels, pageSizes.classes);
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
 * The experiment's loss as a function of the network's outputs (as many as the loss has prediction
 * columns), for the labels that samples have. Throws UntrainableLossError.
 */
export function trainedLoss({ loss }: Experiment): LossProgram {
  const definition = lossById(loss.id);
  const fit = networkFit(definition);
  if (!fit.trains) throw new UntrainableLossError(loss.id, fit.reason);
  const targets = labelColumns(definition.labels, pageSizes.classes);
  const program = compileLoss(definition.source, { ...compileOptions(definition, loss.parameters), targets });
  return lossOnOutputs(definition, program);
}

/**
 * The settings that may change during training, as the experiment has them. Of the loss's
 * parameters only the numbers: its choices are compiled in.
 */
export function memberSettings(experiment: Experiment, loss: LossProgram): MemberSettings {
  const { optimizer, regularisation } = experiment;
  const given = experiment.loss.parameters;
  const known = loss.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name.replace(/\[\d+\]$/, "")));
  if (unknown !== undefined) {
    throw new LossParameterError(loss.name, `expected ${known.join(", ") || "none"}, got ${unknown}`);
  }
  for (const { name, default: written } of loss.parameters) {
    if (written === undefined && !Object.hasOwn(given, name)) {
      throw new LossParameterError(loss.name, `expected a value for ${name}, got none`);
    }
  }
  const { parameters = given } = compileOptions(lossById(experiment.loss.id), given);
  return {
    lossParameters: numericParameters(loss, parameters),
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
