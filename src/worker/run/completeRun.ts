import type { GridSpec } from "../../experiment/plotGrid";
import type { EngineChoice } from "../../training/engineChoice";
import type { TrainingRun } from "../../training/trainingRun";
import type { Outbox } from "./outbox";
import type { SliceTimer } from "./sliceTimer";

/** An overtaken run may finish for a starved page if the rest takes at most this long. */
const WORTH_FINISHING_MS = 50;
/** A complete run's epochs are evaluated for this long between two looks at the messages. */
const EPOCHS_SLICE_MS = 10;

export interface CompleteRun {
  runId: number;
  /** At step 0. */
  run: TrainingRun;
  grid: GridSpec;
  engine: EngineChoice;
  /** The time at which the work for this run began. */
  startedMs: number;
  slice: SliceTimer;
  outbox: Outbox;
  now(): number;
  yieldToMessages(): Promise<void>;
  /** Whether a newer run has been requested. */
  isOvertaken(): boolean;
}

/**
 * Trains a run to its end and sends its network, then its epochs: evaluating these takes as long as
 * the training. Stops when a newer run is requested.
 */
export async function completeRun(given: CompleteRun): Promise<void> {
  const { run, runId, grid, engine, outbox, startedMs, now } = given;
  const prepared = now();
  if (!(await trainToEnd(given))) return;
  const trained = now();
  const snapshot = await run.snapshot(grid, 0);
  const ended = now();
  const cost = {
    prepare: prepared - startedMs,
    train: run.engineMs,
    evaluate: trained - prepared - run.engineMs,
    picture: ended - trained,
    total: ended - startedMs,
  };
  outbox.show({ type: "completed", runId, engine, samples: run.shownSamples(), snapshot, cost });
  if (run.unmeasuredEpochs > 0) await sendEpochs(given);
}

/**
 * Trains to the end in slices. Gives up when a newer run is requested, unless the rest is short and
 * the page has had no network for long. Returns whether the run is trained.
 */
async function trainToEnd(given: CompleteRun): Promise<boolean> {
  const { run, now } = given;
  const began = now();
  while (!run.done) {
    const slice = given.slice.begin();
    while (!run.done && !slice.over()) slice.took(await run.advance(slice.steps(), "when-asked"));
    if (run.done) break;
    await given.yieldToMessages();
    if (given.isOvertaken() && !isWorthFinishing(given, now() - began)) return false;
  }
  return true;
}

function isWorthFinishing({ run, outbox }: CompleteRun, elapsedMs: number): boolean {
  const msPerStep = elapsedMs / Math.max(1, run.step);
  return outbox.starvedOfNetworks && (run.totalSteps - run.step) * msPerStep <= WORTH_FINISHING_MS;
}

/**
 * Evaluates a trained run's epochs in slices and sends them with or after its network. Gives up
 * when a newer run is requested, unless the page has had no epochs for long: then it gets as many
 * as can be evaluated soon.
 */
async function sendEpochs(given: CompleteRun): Promise<void> {
  const { runId, run, outbox, now } = given;
  const began = now();
  let evaluated = 0;
  while (run.unmeasuredEpochs > 0) {
    const isOvertaken = given.isOvertaken();
    if (isOvertaken && !outbox.starvedOfEpochs) return;
    const isLastSlice = isOvertaken && evaluated > 0;
    if (isLastSlice) run.thinEpochs((WORTH_FINISHING_MS * evaluated) / (now() - began));
    const end = isLastSlice ? Number.POSITIVE_INFINITY : now() + EPOCHS_SLICE_MS;
    do {
      await run.measureEpoch();
      evaluated++;
    } while (run.unmeasuredEpochs > 0 && now() < end);
    if (run.unmeasuredEpochs > 0) await given.yieldToMessages();
  }
  outbox.epochs(runId, run.takeFinishedEpochs());
}
