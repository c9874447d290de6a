import type { Experiment } from "../experiment/experiment";
import { programFits } from "../language";
import { openingLosses } from "../losses/openingLosses";
import { openingTrained } from "../losses/openingTrained";
import type { TrainedLoss } from "../losses/trainedLoss";

/**
 * Number of compiled losses to keep. A loss has one program per combination of choices and guards;
 * sweeps over many choices do not exceed this.
 */
const MOST_KEPT = 64;

type Compiler = Pick<typeof import("../engine/job"), "trainedLoss">;

/**
 * The losses compiled recently: compiling one takes as long as training a model. The build has
 * compiled the opening losses; the compiler is fetched when another loss needs it.
 */
export class LossPrograms {
  readonly #kept: TrainedLoss[] = openingLosses.map((definition) => ({
    definition,
    program: openingTrained[definition.id]!,
  }));
  #compiler: Compiler | undefined;

  /**
   * Resolves when `of` can answer for these experiments. Rejects if the compiler can't be fetched;
   * the next call tries again.
   */
  async prepare(experiments: readonly Experiment[]): Promise<void> {
    if (!experiments.every((experiment) => this.#known(experiment))) await this.fetchCompiler();
  }

  /** Fetches the compiler before it is needed. Rejects if it can't be fetched. */
  async fetchCompiler(): Promise<void> {
    this.#compiler ??= await import("../engine/job");
  }

  /** Throws what `trainedLoss` throws. Only for experiments that `prepare` has been called with. */
  of(experiment: Experiment): TrainedLoss {
    const known = this.#known(experiment);
    if (known !== undefined) return known;
    if (this.#compiler === undefined) throw new Error(`${experiment.loss.id}: expected a call of prepare`);
    const loss = this.#compiler.trainedLoss(experiment);
    this.#kept.push(loss);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    return loss;
  }

  #known({ loss: { id, parameters } }: Experiment): TrainedLoss | undefined {
    return this.#kept.find(({ definition, program }) => definition.id === id && programFits(program, parameters));
  }
}
