import type { Trainer } from "../engine/backend";
import type { SampleSet } from "../engine/job";
import { penaltyValues } from "../engine/penalties";
import type { EpochRecord } from "../experiment/snapshot";
import { createEvaluator, type Evaluator, type LossProgram, type ParameterValues } from "../language";
import { GraphBuilder } from "../language/graphBuilder";
import { evaluation } from "../metrics/evaluation";

export interface EvaluatedSets {
  /** An epoch's record without what only the steps know. */
  figures: Omit<EpochRecord, "epoch" | "running">;
  /** [rows] of each set. */
  trainLogits: Float32Array | Float64Array;
  validationLogits: Float32Array | Float64Array;
  /** [parameterCount] */
  parameters: Float64Array;
}

/** Measures a member of a fleet on both sets. The loss is taken in float64 whatever the engine. */
export class SetEvaluation {
  readonly #train: SampleSet;
  readonly #validation: SampleSet;
  readonly #trainTargets: Float64Array;
  readonly #validationTargets: Float64Array;
  #values: Evaluator;
  /** Whether the loss is a mean over samples that do not hear of each other. */
  #averages: boolean;

  constructor(train: SampleSet, validation: SampleSet, loss: LossProgram) {
    this.#train = train;
    this.#validation = validation;
    this.#trainTargets = new Float64Array(train.targets);
    this.#validationTargets = new Float64Array(validation.targets);
    this.#values = valuesOf(loss);
    this.#averages = averages(loss);
  }

  replaceLoss(loss: LossProgram): void {
    this.#values = valuesOf(loss);
    this.#averages = averages(loss);
  }

  async evaluate(
    trainer: Trainer,
    member: number,
    settings = trainer.job.members[member]!.settings,
  ): Promise<EvaluatedSets> {
    const { l1, l2, lossParameters } = settings;
    const trainLogits = await trainer.predict(member, this.#train.features);
    const validationLogits = await trainer.predict(member, this.#validation.features);
    const parameters = await trainer.parameters(member);
    const penalties = penaltyValues(trainer.job.layout, parameters, l1, l2);
    const trainLoss = this.#loss(new Float64Array(trainLogits), this.#trainTargets, lossParameters).objective;
    const validation = new Float64Array(validationLogits);
    const { objective, perSample } = this.#loss(validation, this.#validationTargets, lossParameters);
    const { batchSize } = trainer.job;
    const batched =
      perSample !== undefined && this.#averages
        ? meanOfBatches(perSample, batchSize)
        : this.#batchedLoss(validation, batchSize, lossParameters);
    return {
      figures: {
        train: evaluation(trainLogits, this.#train.labels, trainLoss),
        validation: evaluation(validationLogits, this.#validation.labels, objective),
        validationObjective: batched + penalties.l1 + penalties.l2,
        penalties,
      },
      trainLogits,
      validationLogits,
      parameters,
    };
  }

  /** Mean over the validation set's batches of the loss, each batch counting the same: what the tutorial prints. */
  #batchedLoss(logits: Float64Array, batchSize: number, parameters: ParameterValues): number {
    let sum = 0;
    let batches = 0;
    for (let start = 0; start < logits.length; start += batchSize) {
      const end = start + batchSize;
      const targets = this.#validationTargets.subarray(start, end);
      sum += this.#loss(logits.subarray(start, end), targets, parameters).objective;
      batches++;
    }
    return sum / batches;
  }

  #loss(prediction: Float64Array, target: Float64Array, parameters: ParameterValues): LossValues {
    return this.#values.evaluate({ prediction, target, count: prediction.length, parameters }) as unknown as LossValues;
  }
}

function averages({ pointwise, reduction }: LossProgram): boolean {
  return pointwise && (reduction === "mean" || reduction === "none");
}

interface LossValues {
  objective: number;
  /** [count], until the next evaluation. */
  perSample?: Float64Array;
}

/** The same as taking the loss of each batch by itself, where it is the mean of what each sample contributes alone. */
function meanOfBatches(perSample: Float64Array, batchSize: number): number {
  let sumOfMeans = 0;
  let batches = 0;
  for (let start = 0; start < perSample.length; start += batchSize) {
    const end = Math.min(start + batchSize, perSample.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum += perSample[i]!;
    sumOfMeans += sum / (end - start);
    batches++;
  }
  return sumOfMeans / batches;
}

/** The loss's values without its gradient. */
function valuesOf({ batch }: LossProgram): Evaluator {
  const builder = new GraphBuilder();
  const { gradient, ...outputs } = batch.outputs;
  const moved = builder.copy({ nodes: batch.nodes, outputs }, (node, inputs) => builder.rebuild(node, inputs));
  const values = Object.fromEntries(Object.entries(outputs).map(([name, id]) => [name, moved[id]!]));
  return createEvaluator(builder.graph(values), Float64Array);
}
