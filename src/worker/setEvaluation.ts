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
  #objective: Evaluator;

  constructor(train: SampleSet, validation: SampleSet, loss: LossProgram) {
    this.#train = train;
    this.#validation = validation;
    this.#trainTargets = new Float64Array(train.targets);
    this.#validationTargets = new Float64Array(validation.targets);
    this.#objective = objectiveOf(loss);
  }

  replaceLoss(loss: LossProgram): void {
    this.#objective = objectiveOf(loss);
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
    const scores = new Float64Array(validationLogits);
    const { batchSize } = trainer.job;
    return {
      figures: {
        train: evaluation(
          trainLogits,
          this.#train.labels,
          this.#loss(new Float64Array(trainLogits), this.#trainTargets, lossParameters),
        ),
        validation: evaluation(
          validationLogits,
          this.#validation.labels,
          this.#loss(scores, this.#validationTargets, lossParameters),
        ),
        validationObjective: this.#batchedLoss(scores, batchSize, lossParameters) + penalties.l1 + penalties.l2,
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
      sum += this.#loss(logits.subarray(start, end), this.#validationTargets.subarray(start, end), parameters);
      batches++;
    }
    return sum / batches;
  }

  #loss(prediction: Float64Array, target: Float64Array, parameters: ParameterValues): number {
    return this.#objective.evaluate({ prediction, target, count: prediction.length, parameters }).objective as number;
  }
}

/** The loss's value without its gradient. */
function objectiveOf({ batch }: LossProgram): Evaluator {
  const builder = new GraphBuilder();
  const wanted = { nodes: batch.nodes, outputs: { objective: batch.outputs.objective! } };
  const moved = builder.copy(wanted, (node, inputs) => builder.rebuild(node, inputs));
  return createEvaluator(builder.graph({ objective: moved[wanted.outputs.objective]! }), Float64Array);
}
