import { callsPositive } from "../../experiment/decision";
import { outputCount } from "../../experiment/modelLayout";
import {
  createEvaluator,
  type Evaluator,
  type FloatArray,
  type FloatArrayConstructor,
} from "../../language/evaluate/evaluator";
import { columnOutput, type LossProgram } from "../../language/program";
import { type FleetMember, type MemberSettings, STEP_FIELDS, type Trainer, type TrainingJob } from "../backend";
import { addPenaltyGradient, penaltyValues } from "../penalties";
import { perParameter } from "../perParameter";
import { StepScalars } from "../stepScalars";
import { BatchReader } from "./batchReader";
import { Network, TILE } from "./network";
import { ArrayOptimizer, type OptimizedVectors } from "./optimizers";

interface Member {
  settings: MemberSettings;
  /** The parameters, their learning rates and weight decays, the optimiser's state. */
  vectors: OptimizedVectors;
}

/**
 * Trains a fleet on the CPU, one member after the other, on batches that are gathered once for all.
 */
export class CpuTrainer implements Trainer {
  readonly job: TrainingJob;
  readonly #Float: FloatArrayConstructor;
  readonly #network: Network;
  #batches: BatchReader;
  readonly #optimizer: ArrayOptimizer;
  #scalars: StepScalars;
  #members: Member[];
  /** The network's outputs as columns, [batch capacity] each. */
  readonly #outputs: readonly FloatArray[];
  /** The names of the loss's gradient outputs, one per network output. */
  readonly #gradientNames: readonly string[];
  /** [parameterCount] */
  readonly #gradient: FloatArray;
  #evaluator: Evaluator;
  #step = 0;

  constructor(job: TrainingJob, Float: FloatArrayConstructor) {
    this.job = job;
    this.#Float = Float;
    this.#network = new Network(job.layout, Float);
    this.#batches = new BatchReader(job, Float);
    this.#optimizer = new ArrayOptimizer(job.optimizer);
    this.#scalars = new StepScalars(job.optimizer);
    this.#gradient = new Float(job.layout.parameterCount);
    this.#members = this.#begun(job.members);
    const outputs = Array.from({ length: outputCount(job.layout) }, (_, k) => k);
    this.#outputs = outputs.map(() => new Float(this.#batches.capacity));
    this.#gradientNames = outputs.map((k) => columnOutput("gradient", k));
    this.#evaluator = createEvaluator(job.loss.batch, Float);
  }

  get step(): number {
    return this.#step;
  }

  async advance(count: number): Promise<Float64Array> {
    const fields = STEP_FIELDS.length;
    const records = new Float64Array(count * this.#members.length * fields);
    let at = 0;
    for (let i = 0; i < count; i++) {
      this.#batches.next();
      this.#step++;
      const scalars = this.#scalars.next();
      for (const member of this.#members) {
        this.#takeStep(member, scalars, records, at);
        at += fields;
      }
    }
    return records;
  }

  configure(member: number, settings: MemberSettings): void {
    const own = this.#members[member]!;
    own.settings = settings;
    own.vectors = { ...own.vectors, ...this.#rates(settings) };
  }

  restart(members: readonly FleetMember[]): void {
    this.#members = this.#begun(members);
    this.#scalars = new StepScalars(this.job.optimizer);
    this.#batches = new BatchReader(this.job, this.#Float);
    this.#step = 0;
  }

  async replaceLoss(loss: LossProgram): Promise<void> {
    this.#evaluator = createEvaluator(loss.batch, this.#Float);
  }

  async predict(member: number, features: FloatArray): Promise<FloatArray> {
    const { layout } = this.job;
    const inputs = layout.widths[0]!;
    const points = features.length / inputs;
    const outputs = outputCount(layout);
    const results = new this.#Float(points * outputs);
    const columns = new this.#Float(inputs * TILE);
    const tile = Array.from({ length: outputs }, () => new this.#Float(TILE));
    const parameters = this.#members[member]!.vectors.parameter;
    for (let start = 0; start < points; start += TILE) {
      const count = Math.min(TILE, points - start);
      for (let k = 0; k < inputs; k++) {
        for (let s = 0; s < count; s++) columns[k * TILE + s] = features[(start + s) * inputs + k]!;
      }
      this.#network.forward(parameters, columns, TILE, 0, count, tile);
      for (let k = 0; k < outputs; k++) {
        const column = tile[k]!;
        for (let s = 0; s < count; s++) results[(start + s) * outputs + k] = column[s]!;
      }
    }
    return results;
  }

  async parameters(member: number): Promise<Float64Array> {
    return new Float64Array(this.#members[member]!.vectors.parameter);
  }

  dispose(): void {
    this.#members.length = 0;
  }

  #begun(members: readonly FleetMember[]): Member[] {
    return members.map(({ initialParameters, settings }) => ({
      settings,
      vectors: {
        parameter: new this.#Float(initialParameters),
        gradient: this.#gradient,
        ...this.#rates(settings),
        ...this.#optimizer.createState(initialParameters.length, this.#Float),
      },
    }));
  }

  #rates({ learningRate, weightDecay }: MemberSettings): Pick<OptimizedVectors, "rate" | "decay"> {
    const { layout } = this.job;
    return { rate: perParameter(layout, learningRate), decay: perParameter(layout, weightDecay) };
  }

  /** One step of one member on the current batch; writes STEP_FIELDS to `records` from `at`. */
  #takeStep(
    { settings, vectors }: Member,
    scalars: Readonly<Record<string, number>>,
    records: Float64Array,
    at: number,
  ): void {
    const { layout } = this.job;
    const parameters = vectors.parameter;
    const { columns, capacity, targets, labels, count } = this.#batches;
    const network = this.#network;
    const outputs = this.#outputs;
    for (let start = 0; start < count; start += TILE) {
      network.forward(parameters, columns, capacity, start, Math.min(TILE, count - start), outputs);
    }
    const loss = this.#evaluator.evaluate({
      predictions: outputs,
      targets,
      count,
      parameters: settings.lossParameters,
    });
    const outputGradients = this.#gradientNames.map((name) => loss[name] as FloatArray);
    const gradient = this.#gradient;
    gradient.fill(0);
    const severalTiles = count > TILE;
    for (let start = 0; start < count; start += TILE) {
      const size = Math.min(TILE, count - start);
      // The loss may need the whole batch before any gradient is known, but the working memory
      // holds one tile, so the activations are computed again.
      if (severalTiles) network.forward(parameters, columns, capacity, start, size, outputs);
      network.backward(parameters, columns, capacity, start, size, outputGradients, gradient);
    }
    const penalties = penaltyValues(layout, parameters, settings.l1, settings.l2);
    addPenaltyGradient(layout, parameters, settings.l1, settings.l2, gradient);
    records[at] = loss.objective as number;
    records[at + 1] = penalties.l1;
    records[at + 2] = penalties.l2;
    records[at + 3] = countCorrect(outputs, labels, count);
    this.#optimizer.step(scalars, vectors);
  }
}

/**
 * The number of samples in a batch on the side of the boundary that their label says
 * (`decisionLogits`).
 */
function countCorrect(outputs: readonly FloatArray[], labels: Uint8Array, count: number): number {
  const [first, second] = outputs as [FloatArray, FloatArray?];
  let correct = 0;
  if (second === undefined) {
    for (let i = 0; i < count; i++) if (callsPositive(first[i]!) === (labels[i] === 1)) correct++;
  } else {
    for (let i = 0; i < count; i++) if (callsPositive(second[i]! - first[i]!) === (labels[i] === 1)) correct++;
  }
  return correct;
}
