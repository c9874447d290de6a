import { trainedLoss } from "../engine/job";
import type { Experiment } from "../experiment/experiment";
import { type LossProgram, programFits } from "../language";

/**
 * Number of programs to keep. A loss has one program per combination of choices and guards; sweeps
 * over many choices do not exceed this.
 */
const MOST_KEPT = 64;

/** The programs compiled recently: compiling one takes as long as training a model. */
export class LossPrograms {
  readonly #kept: { id: string; program: LossProgram }[] = [];

  /** Throws what `trainedLoss` throws. */
  of(experiment: Experiment): LossProgram {
    const { id, parameters } = experiment.loss;
    const known = this.#kept.find((each) => each.id === id && programFits(each.program, parameters));
    if (known) return known.program;
    const program = trainedLoss(experiment);
    this.#kept.push({ id, program });
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    return program;
  }
}
