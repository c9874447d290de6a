/** Contestants train the same task in turns; whoever does not end on the reference's result is not timed. */
import { AbsentError, type Contestant, type Entrant } from "./contestant";
import { median } from "./measurement";
import { referenceParameters, validationLosses } from "./reference";
import { type TrainingTask, trainingTask } from "./trainingTask";

export interface RaceOptions {
  models: TrainingTask["models"];
  /** Steps of those who do not bring their own number. */
  steps: number;
  /** Turns that are timed. */
  rounds: number;
}

export type RaceResult = { entrant: Entrant; steps: number; description: string } & (
  | { ms: number[]; agreement: Agreement }
  | { remark: string }
);

/** Relative differences of the validation loss from the float64 engine's. */
interface Agreement {
  /** Of the median model after the checked steps. */
  early: number;
  /** The largest of any model there, and of the median model at the end. */
  largest: number;
}

/**
 * After this many steps all agree to five digits on the validation loss. Later nobody in float32 does, PyTorch and our own engines included: a
 * weight that the L1 penalty holds at zero changes its sign at every step, rounding decides which, and a sample at a ReLU's edge falls on one
 * side or the other. A fleet always has such models, so its median is held to five digits.
 */
const CHECKED_STEPS = 220;
const FIVE_DIGITS = 1e-5;
/** What the two sides of such a coin have been seen to cost, 2e-3, and some room: for every model there, and for the median one at the end. */
const SAME_TRAINING = 5e-3;
/** Compilers of all kinds are given this long before the first timed turn, and at least one training. */
const WARM_UP_MS = 500;
/** A turn of a fast contestant is several trainings. */
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
    // Math.max gives NaN where there is one, and NaN agrees with nothing.
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

/** Trains at least once, until `ms` have been spent in training; gives the times. */
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
