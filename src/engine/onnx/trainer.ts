import { outputCount } from "../../experiment/modelLayout";
import { type LossProgram, MissingParameterError } from "../../language";
import { type OptimizerUpdate, optimizerUpdate } from "../../optimizers/update";
import { type MemberSettings, STEP_FIELDS, type Trainer, type TrainingJob } from "../backend";
import { BatchFeed, type Stretch } from "../batchFeed";
import { StepScalars } from "../stepScalars";
import { networkModel } from "./networkModel";
import { createSession, type OnnxRuntime, type OrtTensor, type Session } from "./runtime";
import { lossParameters, trainingGraph } from "./trainingGraph";
import { RATES, rateValues, scalarInput } from "./trainingInputs";

/** Rows per call: a call copies them. */
const MOST_ROWS = 1 << 18;
/** Steps per call. */
const MOST_STEPS = 4096;

/** Points per call of the network: all its intermediate values are kept. */
export const MOST_POINTS = 1 << 16;

interface Member {
  /**
   * Parameters and the optimiser's state, by the names of the graph's inputs: [parameterCount]
   * each.
   */
  state: Record<string, OrtTensor>;
  settings: MemberSettings;
}

type Sessions = { training: Session; network: Session };

/**
 * Trains a fleet by running the training graph for one model after the other, on batches that are
 * gathered once for all models.
 */
export class OnnxTrainer implements Trainer {
  readonly job: TrainingJob;
  readonly #runtime: OnnxRuntime;
  readonly #sessions: Sessions;
  readonly #members: Member[];
  readonly #feed: BatchFeed;
  readonly #update: OptimizerUpdate;
  readonly #scalars: StepScalars;
  #loss: LossProgram;
  #step = 0;

  private constructor(job: TrainingJob, runtime: OnnxRuntime, sessions: Sessions) {
    this.job = job;
    this.#runtime = runtime;
    this.#sessions = sessions;
    this.#loss = job.loss;
    this.#feed = new BatchFeed(job);
    this.#update = optimizerUpdate(job.optimizer);
    this.#scalars = new StepScalars(job.optimizer);
    const vectors = Object.entries(this.#update.state);
    this.#members = job.members.map(({ initialParameters, settings }) => ({
      state: {
        parameters: this.#doubles(initialParameters, [initialParameters.length]),
        ...Object.fromEntries(
          vectors.map(([name, start]) => {
            const values = new Float64Array(initialParameters.length).fill(start);
            return [name, this.#doubles(values, [values.length])];
          }),
        ),
      },
      settings,
    }));
  }

  /**
   * `file`: a training graph of this job's layout, optimiser and loss, if one has been written
   * already.
   */
  static async create(job: TrainingJob, runtime: OnnxRuntime, file?: Uint8Array): Promise<OnnxTrainer> {
    const training = await (file === undefined
      ? trainingSession(runtime, job, job.loss)
      : createSession(runtime, file));
    const network = await createSession(runtime, networkModel(job.layout));
    return new OnnxTrainer(job, runtime, { training, network });
  }

  get step(): number {
    return this.#step;
  }

  async advance(count: number): Promise<Float64Array> {
    const fields = STEP_FIELDS.length;
    const members = this.#members.length;
    const records = new Float64Array(count * members * fields);
    for (let done = 0; done < count; ) {
      const stretch = this.#feed.take(Math.min(count - done, MOST_STEPS), MOST_ROWS);
      const steps = stretch.batches.length;
      const shared = this.#batches(stretch);
      for (const [m, member] of this.#members.entries()) {
        const own = await this.#train(member, shared);
        for (let s = 0; s < steps; s++) {
          records.set(own.subarray(s * fields, (s + 1) * fields), ((done + s) * members + m) * fields);
        }
      }
      this.#step += steps;
      done += steps;
    }
    return records;
  }

  configure(member: number, settings: MemberSettings): void {
    this.#members[member]!.settings = settings;
  }

  async replaceLoss(loss: LossProgram): Promise<void> {
    const training = await trainingSession(this.#runtime, this.job, loss);
    const before = this.#sessions.training;
    this.#sessions.training = training;
    this.#loss = loss;
    await before.release();
  }

  async predict(member: number, features: Float32Array | Float64Array): Promise<Float64Array> {
    const inputs = this.job.layout.widths[0]!;
    const width = outputCount(this.job.layout);
    const points = features.length / inputs;
    const { parameters } = this.#members[member]!.state as { parameters: OrtTensor };
    const results = new Float64Array(points * width);
    for (let start = 0; start < points; start += MOST_POINTS) {
      const some = features.subarray(start * inputs, (start + MOST_POINTS) * inputs);
      const x = this.#doubles(some, [some.length / inputs, inputs]);
      const { outputs } = await this.#sessions.network.run({ parameters, x });
      results.set(outputs!.data as Float64Array, start * width);
    }
    return results;
  }

  async parameters(member: number): Promise<Float64Array> {
    return (this.#members[member]!.state.parameters!.data as Float64Array).slice();
  }

  dispose(): void {
    this.#members.length = 0;
    void this.#sessions.training.release();
    void this.#sessions.network.release();
  }

  /**
   * The inputs that all models share: the rows in batch order, and each step's batch and scalars.
   */
  #batches({ batches, order }: Stretch): Record<string, OrtTensor> {
    const { features, targets, labels, layout } = this.job;
    const [rows, inputs, steps] = [order.length, layout.widths[0]!, batches.length];
    const ownFeatures = new Float64Array(rows * inputs);
    const ownLabels = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = order[i]!;
      ownLabels[i] = labels[row]!;
      for (let k = 0; k < inputs; k++) ownFeatures[i * inputs + k] = features[row * inputs + k]!;
    }
    const columns = this.#loss.targetColumns;
    const ownTargets = new Float64Array(rows * columns);
    for (let k = 0; k < columns; k++) {
      const column = targets[k]!;
      for (let i = 0; i < rows; i++) ownTargets[k * rows + i] = column[order[i]!]!;
    }
    const scalars = batches.map(() => this.#scalars.next());
    const places = (values: (batch: Stretch["batches"][number]) => number) =>
      new this.#runtime.Tensor(
        "int64",
        BigInt64Array.from(batches, (batch) => BigInt(values(batch))),
        [steps, 1],
      );
    return {
      features: this.#doubles(ownFeatures, [rows, inputs]),
      targets: this.#doubles(ownTargets, [columns, rows]),
      labels: new this.#runtime.Tensor("bool", ownLabels, [rows]),
      batch_start: places(({ offset }) => offset),
      batch_end: places(({ offset, size }) => offset + size),
      ...Object.fromEntries(
        this.#update.scalars.map((name) => [
          scalarInput(name),
          this.#doubles(
            scalars.map((each) => each[name]!),
            [steps, 1],
          ),
        ]),
      ),
    };
  }

  /**
   * Runs the shared batches with one model's state and settings. Returns its records, [steps,
   * STEP_FIELDS.length].
   */
  async #train(member: Member, shared: Record<string, OrtTensor>): Promise<Float64Array> {
    const rates = rateValues(member.settings);
    const { lossParameters: given } = member.settings;
    const results = await this.#sessions.training.run({
      ...member.state,
      ...shared,
      ...Object.fromEntries(RATES.map((name) => [name, this.#doubles([rates[name]], [1])])),
      ...Object.fromEntries(
        lossParameters(this.#loss).map((name) => {
          if (given[name] === undefined) throw new MissingParameterError(name);
          return [`loss.${name}`, this.#doubles([given[name]], [1])];
        }),
      ),
    });
    for (const name of Object.keys(member.state)) member.state[name] = results[`trained_${name}`]!;
    return results.records!.data as Float64Array;
  }

  #doubles(values: ArrayLike<number>, dims: readonly number[]): OrtTensor {
    const doubles = values instanceof Float64Array ? values : Float64Array.from(values);
    return new this.#runtime.Tensor("float64", doubles, dims);
  }
}

function trainingSession(runtime: OnnxRuntime, { layout, optimizer }: TrainingJob, loss: LossProgram) {
  return createSession(runtime, { graph: trainingGraph({ layout, optimizer, loss }), doc: "", metadata: {} });
}
