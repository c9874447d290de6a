import { dataKey } from "../experiment/dataKey";
import type { Experiment } from "../experiment/experiment";
import type { EngineChoice } from "../training/engineChoice";
import type { RunEvent } from "../worker/run/client";
import { extendHistory } from "./epochHistory";
import {
  type Failure,
  hasMoreEpochs,
  partsOf,
  type Run,
  type RunContext,
  type RunEffect,
  type RunStep,
  type ShownRun,
} from "./run";

/** What the worker's events make of a run. Each says first whether the event is stale. */

type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;
type FirstPicture = Pick<EventOf<"started">, "runId" | "samples" | "snapshot"> & { picture: number | null };

/** The worker sends nothing more until a picture is drawn, one that is dropped included. */
export function drawn(picture: number | null): readonly RunEffect[] {
  return picture === null ? [] : [{ type: "post", command: { type: "drawn", picture } }];
}

/** The newest run is ready. What was shown of another run is replaced all at once. */
export function started(run: Run, event: EventOf<"started">, { experiment, pace }: RunContext): RunStep {
  const awaited =
    run.phase === "preparing" ||
    run.phase === "failed" ||
    // The data may have changed back to those that are shown.
    (run.phase === "unfit" && dataKey(run.newest.experiment) === dataKey(experiment));
  if (event.runId !== run.newest.runId || !awaited) return { run, effects: drawn(event.picture) };
  const { finishedEpochs } = event.snapshot;
  const shown: ShownRun = {
    ...shownOf(run, event, run.newest.experiment),
    epochs: extendHistory([], finishedEpochs),
    retrainMs: null,
  };
  const parts = { ...partsOf(run), shown, working: false, engine: event.engine, loading: null };
  if (run.phase !== "preparing") return { run: { ...run, ...parts }, effects: [] };
  if (!run.thenRun) return { run: { ...parts, phase: "ready" }, effects: [] };
  const command = { type: "run", runId: event.runId, pace: run.newest.openingPace ?? pace } as const;
  return { run: { ...parts, phase: "running", working: true }, effects: [{ type: "post", command }] };
}

/** A later state of the run that is shown and has not been replaced by a newer one. */
export function snapshot(run: Run, event: EventOf<"snapshot">): RunStep {
  const { shown: before } = run;
  if (event.runId !== run.newest.runId || before?.runId !== event.runId) return { run, effects: drawn(event.picture) };
  const { finishedEpochs, stepsPerSecond } = event.snapshot;
  const epochs =
    before.epochs === "coming" && finishedEpochs.length === 0
      ? before.epochs
      : extendHistory(before.epochs === "coming" ? [] : before.epochs, finishedEpochs);
  const shown: ShownRun = { ...before, snapshot: event.snapshot, picture: event.picture, epochs };
  const working = event.stopped === null && (run.working || stepsPerSecond > 0);
  switch (run.phase) {
    case "ready":
    case "running":
    case "paused":
    case "finished":
      return { run: { ...run, shown, working, phase: phaseAfter(run.phase) }, effects: [] };
    default:
      return { run: { ...run, shown, working }, effects: [] };
  }

  function phaseAfter(phase: "ready" | "running" | "paused" | "finished") {
    if (event.stopped === "finished" && hasMoreEpochs(shown)) return "paused";
    if (event.stopped !== null) return event.stopped;
    // The run was told to continue before its pause was reported.
    return phase === "paused" && stepsPerSecond > 0 ? "running" : phase;
  }
}

/**
 * A trained network: of the current experiment, or of a recent one while newer ones are pending.
 * The worker also answers for networks that were prefetched, which are no longer pending then.
 */
export function completed(
  run: Run,
  event: Omit<EventOf<"completed">, "picture"> & { picture: number | null },
  { now }: RunContext,
): RunStep {
  const { runId, picture, engine, cost } = event;
  const { finishedEpochs } = event.snapshot;
  const isLast = runId === run.newest.runId && picture !== null && finishedEpochs.length > 0;
  const working = run.working && !isLast;
  const begun = run.phase === "retraining" ? run.pending.find((each) => each.runId === runId) : undefined;
  if (run.phase !== "retraining" || begun === undefined)
    return { run: whileWorking(run, working), effects: drawn(picture) };
  const shown: ShownRun = {
    ...shownOf(run, event, begun.experiment),
    epochs: finishedEpochs.length === 0 ? "coming" : extendHistory([], finishedEpochs),
    retrainMs: cost.total,
  };
  const parts = { ...partsOf(run), shown, working, engine: sameOr(run.engine, engine), loading: null };
  const pending = run.pending.filter((each) => each.runId > runId);
  return {
    run:
      pending.length === 0
        ? { ...parts, phase: "finished" }
        : { ...parts, phase: "retraining", pending, soon: run.soon, since: now, late: false, failure: null },
    effects: [{ type: "retrained", experiment: begun.experiment, ms: cost.total }],
  };
}

/** The epochs of a complete run, if its network is the one that is shown. */
export function epochs(run: Run, { runId, epochs: records }: EventOf<"epochs">): Run {
  const working = run.working && runId !== run.newest.runId;
  const { shown } = run;
  if (shown?.runId !== runId || shown.epochs !== "coming") return whileWorking(run, working);
  return withShown(whileWorking(run, working), { ...shown, epochs: extendHistory([], records) });
}

/** The newest run has failed. A second failure of it says nothing new. */
export function failed(run: Run, failure: Failure): Run {
  if (run.phase === "failed") return run;
  const { shown } = run;
  const parts = { ...partsOf(run), working: false, loading: null };
  // Epochs that were still to come will not.
  if (shown?.epochs === "coming") parts.shown = { ...shown, epochs: [] };
  return { ...parts, phase: "failed", failure };
}

function whileWorking(run: Run, working: boolean): Run {
  return run.working === working ? run : { ...run, working };
}

function withShown(run: Run, shown: ShownRun): Run {
  return { ...run, shown };
}

function shownOf(run: Run, { runId, samples, snapshot, picture }: FirstPicture, experiment: Experiment) {
  const before = run.shown;
  const sameData = before !== null && dataKey(before.experiment) === dataKey(experiment);
  return { runId, experiment, samples: sameData ? before.samples : samples, snapshot, picture };
}

/** The object before where it says the same, so that nothing is drawn anew. */
function sameOr(before: EngineChoice | null, now: EngineChoice): EngineChoice {
  const same = before?.id === now.id && before.reason === now.reason && before.description === now.description;
  return same ? before : now;
}
