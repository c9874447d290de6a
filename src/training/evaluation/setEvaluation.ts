import type { Backend, MemberSettings, Trainer, TrainingJob } from "../../engine/backend";
import { penaltyValues } from "../../engine/penalties";
import type { SampleSet } from "../../engine/sampleSet";
import { decisionLogits } from "../../experiment/decision";
import { outputCount } from "../../experiment/modelLayout";
import type { Evaluator, LossProgram, ParameterValues } from "../../language";
import { epochMetrics, withScoreMetrics } from "../../metrics/measure";
import type { EpochRecord, FullRecord } from "../snapshot";
import { createFloat64Evaluator } from "./float64Evaluator";
import { type LossColumns, lossColumns, type MeasuredSet, measuredSet } from "./measuredSet";

/** The result of one evaluation; the logits are valid until the next one. */
export interface EvaluatedSets {
  /** An epoch's record without the values that only its steps know. */
  record: Omit<EpochRecord, "epoch" | "running">;
  /** Decision logits, [rows] of each set. */
  trainLogits: Float32Array | Float64Array;
  validationLogits: Float32Array | Float64Array;
  /** [parameterCount] */
  parameters: Float64Array;
}

type Predict = (features: Float32Array, into: Float32Array) => ReturnType<Trainer["predict"]>;
type CreateEvaluator = NonNullable<Backend["createEvaluator"]>;

/**
 * Measures a member of a fleet on both sets. The loss is computed in float64, or by the engine if
 * it is faster (`Backend.createEvaluator`).
 */
export class SetEvaluation {
  readonly #train: MeasuredSet;
  readonly #validation: MeasuredSet;
  #values: Evaluator;
  /** Whether the loss is a mean over independent samples. */
  #averages: boolean;
  readonly #createEvaluator: CreateEvaluator;
  #points: Float32Array | undefined;

  /** `create` creates the evaluator of the loss. */
  constructor(
    train: SampleSet,
    validation: SampleSet,
    loss: LossProgram,
    create: CreateEvaluator = createFloat64Evaluator,
  ) {
    this.#createEvaluator = create;
    this.#train = measuredSet(train, loss.predictionColumns);
    this.#validation = measuredSet(validation, loss.predictionColumns);
    this.#values = valuesOf(loss, this.#createEvaluator);
    this.#averages = averages(loss);
  }

  replaceLoss(loss: LossProgram): void {
    this.#values = valuesOf(loss, this.#createEvaluator);
    this.#averages = averages(loss);
  }

  async evaluate(
    trainer: Trainer,
    member: number,
    settings = trainer.job.members[member]!.settings,
  ): Promise<EvaluatedSets> {
    const predict: Predict = (features, into) => trainer.predict(member, features, into);
    return this.#evaluate(predict, await trainer.parameters(member), trainer.job, settings);
  }

  /** The same for these parameters, with a trainer that implements `predictAt`. */
  evaluateAt(trainer: Trainer, parameters: Float64Array, settings: MemberSettings): Promise<EvaluatedSets> {
    const predict: Predict = (features, into) => trainer.predictAt!(parameters, features, into);
    return this.#evaluate(predict, parameters, trainer.job, settings);
  }

  async #evaluate(
    predict: Predict,
    parameters: Float64Array,
    job: TrainingJob,
    settings: MemberSettings,
  ): Promise<EvaluatedSets> {
    const outputsOf = ({ set, outputs }: MeasuredSet) => predict(set.features, outputs);
    const trainOutputs = await outputsOf(this.#train);
    const validationOutputs = await outputsOf(this.#validation);
    return this.#measure(trainOutputs, validationOutputs, parameters, job, settings);
  }

  /** The training set's points, then the validation set's: [rows, inputs] row-major. */
  get points(): Float32Array {
    if (this.#points === undefined) {
      const [train, validation] = [this.#train.set.features, this.#validation.set.features];
      this.#points = new Float32Array(train.length + validation.length);
      this.#points.set(train);
      this.#points.set(validation, train.length);
    }
    return this.#points;
  }

  /**
   * The same from a network's outputs at `points` [rows, outputs] row-major and its parameters, if
   * they are known.
   */
  ofOutputs(
    outputs: Float32Array,
    parameters: Float64Array,
    job: TrainingJob,
    settings: MemberSettings,
  ): EvaluatedSets {
    const end = this.#train.set.rows * outputCount(job.layout);
    return this.#measure(outputs.subarray(0, end), outputs.subarray(end), parameters, job, settings);
  }

  #measure(
    trainOutputs: Float32Array | Float64Array,
    validationOutputs: Float32Array | Float64Array,
    parameters: Float64Array,
    { batchSize, layout }: TrainingJob,
    { l1, l2, lossParameters }: MemberSettings,
  ): EvaluatedSets {
    const outputs = outputCount(layout);
    const penalties = penaltyValues(layout, parameters, l1, l2);
    const train = lossColumns(this.#train, trainOutputs);
    const trainLoss = this.#loss(train, lossParameters).objective;
    const validation = lossColumns(this.#validation, validationOutputs);
    const { objective, perSample } = this.#loss(validation, lossParameters);
    const batched =
      perSample !== undefined && this.#averages
        ? meanOfBatches(perSample, batchSize)
        : this.#batchedLoss(validation, batchSize, lossParameters);
    const trainLogits = decisionLogits(trainOutputs, outputs);
    const validationLogits = decisionLogits(validationOutputs, outputs);
    return {
      record: {
        train: epochMetrics(trainLogits, this.#train.set.labels, trainLoss),
        validation: epochMetrics(validationLogits, this.#validation.set.labels, objective),
        validationObjective: batched + penalties.l1 + penalties.l2,
        penalties,
      },
      trainLogits,
      validationLogits,
      parameters,
    };
  }

  /**
   * The record with the metrics of the scores. For all epochs of a run these would take a third of
   * its time, so only a state that is shown gets them.
   */
  withScores({ record, trainLogits, validationLogits }: EvaluatedSets): Omit<FullRecord, "epoch" | "running"> {
    return {
      ...record,
      train: withScoreMetrics(record.train, trainLogits, this.#train.set.labels),
      validation: withScoreMetrics(record.validation, validationLogits, this.#validation.set.labels),
    };
  }

  /**
   * Mean of the loss over the set's batches, each batch with the same weight: what the tutorial
   * prints.
   */
  #batchedLoss({ predictions, targets }: LossColumns, batchSize: number, parameters: ParameterValues): number {
    const rows = predictions[0]!.length;
    let sum = 0;
    let batches = 0;
    for (let start = 0; start < rows; start += batchSize) {
      const stretch = (column: Float64Array) => column.subarray(start, start + batchSize);
      const batch = { predictions: predictions.map(stretch), targets: targets.map(stretch) };
      sum += this.#loss(batch, parameters).objective;
      batches++;
    }
    return sum / batches;
  }

  #loss(columns: LossColumns, parameters: ParameterValues): LossValues {
    const count = columns.predictions[0]!.length;
    return this.#values.evaluate({ ...columns, count, parameters }) as unknown as LossValues;
  }
}

function averages({ pointwise, reduction }: LossProgram): boolean {
  return pointwise && (reduction === "mean" || reduction === "none");
}

interface LossValues {
  objective: number;
  /** [count]; valid until the next evaluation. */
  perSample?: Float64Array;
}

/**
 * Equal to computing the loss of each batch by itself, if the loss is a mean of independent
 * contributions.
 */
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
function valuesOf({ batch }: LossProgram, create: CreateEvaluator): Evaluator {
  const outputs = ["objective", "perSample"].filter((name) => batch.outputs[name] !== undefined);
  return create(batch, outputs);
}
