import type { Backend, TrainingJob } from "../../engine/backend";
import type { MemberReader } from "../../engine/memberReader";
import type { SampleSet } from "../../engine/sampleSet";
import { decisionLogits } from "../../experiment/decision";
import type { GridSpec } from "../../experiment/plotGrid";
import type { Evaluator, LossProgram } from "../../language";
import { setMetrics } from "../../metrics/measure";
import { type MetricValues, metricValues } from "../../metrics/metrics";
import { gridPoints } from "../gridPoints";
import { createFloat64Evaluator } from "./float64Evaluator";
import { lossColumns, type MeasuredSet, measuredSet } from "./measuredSet";

export const NO_METRICS: MetricValues = metricValues(() => Number.NaN);

/**
 * Measures the models of a fleet on its validation set, one after the other, with one call of the
 * network each. The loss is computed as in `SetEvaluation`.
 */
export class FleetEvaluator {
  readonly #validation: MeasuredSet;
  readonly #loss: Evaluator;
  /** The validation set, then the grid's points: [rows + size², inputs] row-major float32. */
  readonly #points: Float32Array;
  /** Memory for the outputs at these points. */
  readonly #outputs: Float32Array;

  constructor(
    validation: SampleSet,
    loss: LossProgram,
    grid: GridSpec | null,
    create: NonNullable<Backend["createEvaluator"]> = createFloat64Evaluator,
  ) {
    const outputs = loss.predictionColumns;
    this.#validation = measuredSet(validation, outputs);
    this.#loss = create(loss.batch, ["objective"]);
    const { features } = validation;
    const beyond = grid === null ? new Float32Array() : gridPoints(grid);
    this.#points = new Float32Array(features.length + beyond.length);
    this.#points.set(features);
    this.#points.set(beyond, features.length);
    this.#outputs = new Float32Array((this.#points.length / validation.inputs) * outputs);
  }

  async metrics(fleet: MemberReader, member: number): Promise<MetricValues> {
    const { set, outputs } = this.#validation;
    return this.#metricsOf(await fleet.outputs(member, set.features, outputs), fleet.job, member);
  }

  /**
   * The same, and decision logits on the grid, [size, size] row-major float32; empty without a
   * grid.
   */
  async metricsAndGrid(fleet: MemberReader, member: number): Promise<{ metrics: MetricValues; grid: Float32Array }> {
    const outputs = await fleet.outputs(member, this.#points, this.#outputs);
    const end = this.#validation.outputs.length;
    const metrics = this.#metricsOf(outputs.subarray(0, end), fleet.job, member);
    const beyond = outputs.subarray(end);
    return { metrics, grid: new Float32Array(decisionLogits(beyond, this.#validation.columns.length)) };
  }

  /** `outputs` [rows, outputs] row-major, of the validation set. */
  #metricsOf(outputs: Float32Array | Float64Array, job: TrainingJob, member: number): MetricValues {
    const { set, columns } = this.#validation;
    const { objective } = this.#loss.evaluate({
      ...lossColumns(this.#validation, outputs),
      count: set.rows,
      parameters: job.members[member]!.settings.lossParameters,
    }) as unknown as { objective: number };
    const logits = decisionLogits(outputs, columns.length);
    return setMetrics(logits, set.labels, objective);
  }
}
