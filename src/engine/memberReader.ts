import { outputCount } from "../experiment/modelLayout";
import type { Trainer, TrainingJob } from "./backend";

/** Numbers to read in advance at a time: 16 MB of float32. */
const MOST_VALUES = 2 ** 22;

interface Portion<Values> {
  step: number;
  /** The kind of request: the points, if outputs were requested. */
  of: Float32Array | null;
  first: number;
  count: number;
  values: Values;
}

/**
 * Reads outputs and parameters of a fleet's members one after the other. If the engine can read
 * many members in one round trip, the following members are read along with the requested one and
 * kept until the next step. Results are views of what is kept.
 */
export class MemberReader {
  readonly #trainer: Trainer;
  #outputs: Portion<Float32Array | Float64Array> | undefined;
  #parameters: Portion<Float64Array> | undefined;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
  }

  get job(): TrainingJob {
    return this.#trainer.job;
  }

  /**
   * [points, outputs] row-major of one member's network at `features` [points, inputs] row-major.
   * `into` as in `Trainer.predict`.
   */
  async outputs(member: number, features: Float32Array, into?: Float32Array): Promise<Float32Array | Float64Array> {
    const trainer = this.#trainer;
    if (trainer.predictMembers === undefined) return trainer.predict(member, features, into);
    const { layout } = trainer.job;
    const size = (features.length / layout.widths[0]!) * outputCount(layout);
    if (!this.#holds(this.#outputs, member, features)) {
      const count = this.#ahead(member, size);
      const values = await trainer.predictMembers(member, count, features);
      this.#outputs = { step: trainer.step, of: features, first: member, count, values };
    }
    const { first, values } = this.#outputs!;
    return values.subarray((member - first) * size, (member - first + 1) * size);
  }

  /** [parameterCount] of one member. */
  async parameters(member: number): Promise<Float64Array> {
    const trainer = this.#trainer;
    if (trainer.parametersOfMembers === undefined) return trainer.parameters(member);
    const size = trainer.job.layout.parameterCount;
    if (!this.#holds(this.#parameters, member, null)) {
      const count = this.#ahead(member, size);
      const values = await trainer.parametersOfMembers(member, count);
      this.#parameters = { step: trainer.step, of: null, first: member, count, values };
    }
    const { first, values } = this.#parameters!;
    return values.subarray((member - first) * size, (member - first + 1) * size);
  }

  #holds(portion: Portion<unknown> | undefined, member: number, of: Float32Array | null): boolean {
    if (portion === undefined || portion.step !== this.#trainer.step || portion.of !== of) return false;
    return member >= portion.first && member < portion.first + portion.count;
  }

  /** How many members, from this one on, are read at a time. */
  #ahead(member: number, size: number): number {
    const left = this.#trainer.job.members.length - member;
    return Math.max(1, Math.min(left, Math.floor(MOST_VALUES / Math.max(1, size))));
  }
}
