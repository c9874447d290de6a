/** From an experiment to what an engine trains: data drawn and split, loss compiled, labels in the loss's own set, weights drawn. */
import { generateSamples, type Samples, selectRows, splitRows } from "../datasets";
import { batchOrder, stepsPerEpoch } from "../experiment/batchOrder";
import type { Experiment } from "../experiment/experiment";
import { initialParameters } from "../experiment/initialParameters";
import { modelLayout } from "../experiment/modelLayout";
import { compileLoss, type LossProgram, numericParameters, onLogit, type ParameterValues } from "../language";
import { type LabelSet, lossById } from "../losses";
import type { MemberSettings, TrainingJob } from "./backend";

/** One of the two sets. */
export interface SampleSet extends Samples {
  /** [rows] float32: the labels in the loss's own set (0/1 or −1/+1). */
  targets: Float32Array;
}

/** What makes a member of a fleet differ from the experiment as it stands. */
export interface MemberVariation {
  lossParameters?: ParameterValues;
  learningRate?: number;
  /** Seed of the initial weights. */
  weights?: number;
}

export interface PreparedRun {
  experiment: Experiment;
  job: TrainingJob;
  train: SampleSet;
  validation: SampleSet;
  stepsPerEpoch: number;
}

/** An experiment sets a parameter that its loss does not have, or leaves out one without a default. */
export class LossParameterError extends Error {
  constructor(loss: string, detail: string) {
    super(`parameters of ${loss}: ${detail}`);
    this.name = "LossParameterError";
  }
}

/** Throws UnknownLossError, LossParameterError, and LossSourceError where the loss's source cannot be read. */
export function prepareJob(experiment: Experiment, members: readonly MemberVariation[] = [{}]): PreparedRun {
  const { seeds } = experiment;
  const loss = trainedLoss(experiment);
  const settings = memberSettings(experiment, loss);
  const samples = generateSamples(experiment.dataset, seeds.data);
  const rows = splitRows(samples.rows, experiment.trainFraction, seeds.split);
  const labelSet = lossById(experiment.loss.id).labels;
  const train = sampleSet(samples, rows.train, labelSet);
  const layout = modelLayout(samples.inputs, experiment.model);
  return {
    experiment,
    train,
    validation: sampleSet(samples, rows.validation, labelSet),
    stepsPerEpoch: stepsPerEpoch(train.rows, experiment.batchSize),
    job: {
      layout,
      features: train.features,
      targets: train.targets,
      batchSize: experiment.batchSize,
      batchOrder: batchOrder(train.rows, seeds.order),
      loss,
      optimizer: experiment.optimizer,
      members: members.map(({ lossParameters, learningRate, weights = seeds.weights }) => ({
        initialParameters: initialParameters(layout, weights),
        settings: {
          ...settings,
          ...(lossParameters && { lossParameters: { ...settings.lossParameters, ...lossParameters } }),
          ...(learningRate !== undefined && { learningRate: { weights: learningRate, biases: learningRate } }),
        },
      })),
    },
  };
}

/** The experiment's loss as a function of the logit. */
export function trainedLoss({ loss }: Experiment): LossProgram {
  const definition = lossById(loss.id);
  const program = compileLoss(definition.source, { parameters: loss.parameters });
  return definition.prediction === "probability" ? onLogit(program) : program;
}

/** What may change while it trains, as the experiment has it; the numbers among its loss's parameters, its choices being compiled in. */
export function memberSettings(experiment: Experiment, loss: LossProgram): MemberSettings {
  const { optimizer, regularisation } = experiment;
  const given = experiment.loss.parameters;
  const known = loss.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new LossParameterError(loss.name, `expected ${known.join(", ") || "none"}, got ${unknown}`);
  }
  for (const { name, default: written } of loss.parameters) {
    if (written === undefined && !Object.hasOwn(given, name)) {
      throw new LossParameterError(loss.name, `expected a value for ${name}, got none`);
    }
  }
  return {
    lossParameters: numericParameters(loss, given),
    learningRate: { weights: optimizer.learningRate, biases: optimizer.learningRate },
    weightDecay: {
      weights: optimizer.weightDecay,
      biases: optimizer.weightDecayScope === "all" ? optimizer.weightDecay : 0,
    },
    l1: regularisation.l1,
    l2: regularisation.l2,
  };
}

function sampleSet(samples: Samples, rows: Uint32Array, labelSet: LabelSet): SampleSet {
  const selected = selectRows(samples, rows);
  const negative = labelSet === "zero-one" ? 0 : -1;
  return { ...selected, targets: Float32Array.from(selected.labels, (label) => (label === 1 ? 1 : negative)) };
}
