import type { Backend, TrainingJob } from "../engine/backend";
import type { MemberReader } from "../engine/memberReader";
import type { SampleSet } from "../engine/sampleSet";
import { decisionLogits } from "../experiment/decision";
import type { GridSpec } from "../experiment/snapshot";
import { createEvaluator, type Evaluator, keepOutputs, type LossProgram } from "../language";
import { expectedCalibrationError } from "../metrics/calibration";
import { evaluation } from "../metrics/evaluation";
import type { ModelFigures } from "./fleetProtocol";
import { gridPoints } from "./gridPoints";
import { putIntoColumns } from "./outputColumns";

export const NO_FIGURES: ModelFigures = {
  loss: Number.NaN,
  f1: Number.NaN,
  precision: Number.NaN,
  recall: Number.NaN,
  accuracy: Number.NaN,
  auc: Number.NaN,
  calibrationError: Number.NaN,
};

/** Measures the models of a fleet on its validation set, one after the other: one call of the network for each. The loss as in `SetEvaluation`. */
export class ModelMeasure {
  readonly #validation: SampleSet;
  readonly #outputs: number;
  readonly #loss: Evaluator;
  readonly #targets: readonly Float64Array[];
  /** The network's outputs on the validation set as columns: [outputs][rows] float64, of the model measured last. */
  readonly #columns: readonly Float64Array[];
  /** The validation set, then the grid's points: [rows + size², inputs] row-major float32. */
  readonly #points: Float32Array;
  /** Room for the outputs at the validation set's points, and at all. */
  readonly #validationOutputs: Float32Array;
  readonly #allOutputs: Float32Array;

  constructor(
    validation: SampleSet,
    loss: LossProgram,
    grid: GridSpec | null,
    create: NonNullable<Backend["createEvaluator"]> = (graph) => createEvaluator(graph, Float64Array),
  ) {
    this.#validation = validation;
    this.#outputs = loss.predictionColumns;
    this.#loss = create(keepOutputs(loss.batch, "objective"));
    this.#targets = validation.targets.map((column) => new Float64Array(column));
    this.#columns = Array.from({ length: this.#outputs }, () => new Float64Array(validation.rows));
    const { features } = validation;
    const beyond = grid === null ? new Float32Array() : gridPoints(grid);
    this.#points = new Float32Array(features.length + beyond.length);
    this.#points.set(features);
    this.#points.set(beyond, features.length);
    const inputs = features.length / validation.rows;
    this.#allOutputs = new Float32Array((this.#points.length / inputs) * this.#outputs);
    this.#validationOutputs = this.#allOutputs.subarray(0, validation.rows * this.#outputs);
  }

  async figures(fleet: MemberReader, member: number): Promise<ModelFigures> {
    return this.#figuresOf(
      await fleet.outputs(member, this.#validation.features, this.#validationOutputs),
      fleet.job,
      member,
    );
  }

  /** Its figures, and decision logits on the grid, [size, size] row-major float32; empty without a grid. */
  async figuresAndGrid(fleet: MemberReader, member: number): Promise<{ figures: ModelFigures; grid: Float32Array }> {
    const outputs = await fleet.outputs(member, this.#points, this.#allOutputs);
    const end = this.#validation.rows * this.#outputs;
    const figures = this.#figuresOf(outputs.subarray(0, end), fleet.job, member);
    return { figures, grid: new Float32Array(decisionLogits(outputs.subarray(end), this.#outputs)) };
  }

  /** `outputs` [rows, outputs] row-major, of the validation set. */
  #figuresOf(outputs: Float32Array | Float64Array, job: TrainingJob, member: number): ModelFigures {
    const { rows, labels } = this.#validation;
    const count = this.#outputs;
    putIntoColumns(outputs, this.#columns);
    const { objective } = this.#loss.evaluate({
      predictions: this.#columns,
      targets: this.#targets,
      count: rows,
      parameters: job.members[member]!.settings.lossParameters,
    }) as unknown as { objective: number };
    const logits = decisionLogits(outputs, count);
    const { loss, f1, precision, recall, accuracy, auc } = evaluation(logits, labels, objective);
    const calibrationError = expectedCalibrationError(logits, labels);
    return { loss, f1, precision, recall, accuracy, auc, calibrationError };
  }
}
