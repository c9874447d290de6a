/**
 * Contestants train the same task in turns. A contestant whose result differs from the reference's
 * is not timed.
 */
import { AbsentError, type Contestant, type Entrant } from "./contestant";
import { median } from "./measurement";
import { referenceParameters, validationLosses } from "./reference";
import { type TrainingTask, trainingTask } from "./trainingTask";

export interface RaceOptions {
  models: TrainingTask["models"];
  /** Steps of contestants without a number of their own. */
  steps: number;
  /** Timed rounds. */
  rounds: number;
}

export type RaceResult = { entrant: Entrant; steps: number; description: string } & (
  | { ms: number[]; agreement: Agreement }
  | { remark: string }
);

/** Relative differences of the validation loss from the float64 engine's. */
interface Agreement {
  /** The difference of the median model after the checked steps. */
  early: number;
  /** The largest difference of any model there, and that of the median model at the end. */
  largest: number;
}

/**
 * After this many steps all agree to five digits on the validation loss. Later no float32 program
 * does, PyTorch and our engines included: a weight that the L1 penalty holds at zero changes its
 * sign at every step, and rounding decides which; a sample at a ReLU's kink falls on one side or
 * the other. A fleet always contains such models, so its median is held to five digits.
 */
const CHECKED_STEPS = 220;
const FIVE_DIGITS = 1e-5;
/**
 * The difference that such decisions have been seen to cause, 2e-3, plus a margin: for every model
 * there, and for the median model at the end.
 */
const SAME_TRAINING = 5e-3;
/** Compilers get this long before the first timed round, and at least one training. */
const WARM_UP_MS = 500;
/** In one round a fast contestant trains several times. */
const TURN_MS = 60;
const TURN_RUNS = 5;

export async function race(
  entrants: readonly Entrant[],
  { models, steps, rounds }: RaceOptions,
): Promise<RaceResult[]> {
  const task = trainingTask(models);
  const references = new Map<number, Promise<number[]>>();
  const referenceAfter = (count: number) => {
    const known = references.get(count);
    if (known) return known;
    const losses = referenceParameters(models, count).then((parameters) => validationLosses(models, parameters));
    references.set(count, losses);
    return losses;
  };
  const compare = async (contestant: Contestant, count: number): Promise<Agreement> => {
    const early = Math.min(count, CHECKED_STEPS);
    const differencesAfter = async (steps: number) => {
      const { parameters } = await contestant.train(steps);
      return relativeDifferences(await validationLosses(models, parameters), await referenceAfter(steps));
    };
    const first = await differencesAfter(early);
    const last = early === count ? first : await differencesAfter(count);
    // Math.max returns NaN if any value is NaN, and NaN passes no check.
    return { early: median(first), largest: Math.max(...first, median(last)) };
  };
  const results: RaceResult[] = [];
  const running: { contestant: Contestant; steps: number; ms: number[] }[] = [];
  try {
    for (const entrant of entrants) {
      const own = entrant.steps ?? steps;
      let description = entrant.id;
      try {
        const contestant = await entrant.enter(task);
        description = contestant.description;
        const ms: number[] = [];
        running.push({ contestant, steps: own, ms });
        const agreement = await compare(contestant, own);
        if (!(agreement.early <= FIVE_DIGITS && agreement.largest <= SAME_TRAINING)) {
          running.pop();
          await contestant.close();
          const remark = `disagrees by ${agreement.early.toExponential(1)} early, ${agreement.largest.toExponential(1)} at most: not timed`;
          results.push({ entrant, steps: own, description, remark });
        } else results.push({ entrant, steps: own, description, ms, agreement });
      } catch (error) {
        if (!(error instanceof AbsentError)) throw error;
        results.push({ entrant, steps: own, description, remark: `absent: ${error.message}` });
      }
    }
    for (const { contestant, steps } of running)
      await trainFor(contestant, steps, WARM_UP_MS, Number.POSITIVE_INFINITY);
    for (let round = 0; round < rounds; round++) {
      for (const { contestant, steps, ms } of running)
        ms.push(...(await trainFor(contestant, steps, TURN_MS, TURN_RUNS)));
    }
  } finally {
    for (const { contestant } of running) await contestant.close();
  }
  return results;
}

/** Trains until `ms` have been spent in training, at least once; returns the times. */
async function trainFor(contestant: Contestant, steps: number, ms: number, mostRuns: number): Promise<number[]> {
  const times: number[] = [];
  let spent = 0;
  do {
    const run = await contestant.train(steps);
    times.push(run.ms);
    spent += run.ms;
  } while (spent < ms && times.length < mostRuns);
  return times;
}

function relativeDifferences(found: readonly number[], expected: readonly number[]): number[] {
  return found.map((loss, k) => Math.abs(loss - expected[k]!) / Math.abs(expected[k]!));
}
