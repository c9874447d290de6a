import { dataKey } from "../experiment/dataKey";
import type { Experiment } from "../experiment/experiment";
import { plotGrid } from "../experiment/plotGrid";
import { canTune } from "../experiment/tuning";
import type { RunRequest, TrainingCommand } from "../worker/run/protocol";
import { crossEntropyChoice } from "./crossEntropyChoice";
import { LONGEST_MS } from "./instantRetrain";
import { type Opening, openingPace } from "./opening";
import {
  buttonPhase,
  type Failure,
  hasMoreEpochs,
  isGoing,
  isOpening,
  partsOf,
  type Run,
  type RunContext,
  type RunEffect,
  type RunStep,
} from "./run";
import { failed } from "./runEvents";

/** What the user's actions make of a run. */

type CommandFor = TrainingCommand extends infer C
  ? C extends { type: "run" | "pause" | "advance" | "tune"; runId: number }
    ? Omit<C, "runId">
    : never
  : never;

const compile: RunEffect = { type: "compile" };

/** Posts a command for the newest run. */
export function post(run: Run, command: CommandFor): RunStep {
  return { run, effects: [{ type: "post", command: { ...command, runId: run.newest.runId } }] };
}

/** Begins the run of an experiment that is opened. */
export function open(run: Run, context: RunContext, opening: Opening): RunStep {
  if (opening === "trained" && context.trains) return retrain(run, context, false);
  if (typeof opening === "number" && context.trains) return advancedAnew(run, opening, context);
  const begun = begunAnew(run, context, opening === "played");
  if (begun.run.phase !== "preparing" || !begun.run.thenRun) return begun;
  const newest = { ...begun.run.newest, openingPace: openingPace(context.experiment) };
  return { ...begun, run: { ...begun.run, newest } };
}

/** Retrains at once, or lets the current run take the change over, or begins the run anew. */
export function change(run: Run, before: Experiment, context: RunContext): RunStep {
  const { experiment, trains, retrain: how } = context;
  const isUnderWay = (isGoing(run) && !isOpening(run)) || run.phase === "paused";
  if (trains && how !== "off" && !isUnderWay) return retrain(run, context, how === "soon");
  const tunes = canTune(before, experiment) && !endsBefore(experiment, before, run);
  if (tunes) {
    switch (run.phase) {
      case "ready":
      case "running":
      case "paused":
      case "finished":
        return tune(run, experiment);
    }
  }
  const anew = restart(run, context, true);
  const losesSteps = !tunes && trains && stepOf(run) > 0;
  return losesSteps ? { ...anew, effects: [{ type: "tellReset" }, ...anew.effects] } : anew;
}

/** Trains the experiment to its end in one go; what is shown stays until that is done. */
function retrain(run: Run, context: RunContext, soon: boolean): RunStep {
  const { newest, effects } = begin(run, "complete", requestOf(context));
  const pending = [...(run.phase === "retraining" ? run.pending : []), newest];
  const failure = run.phase === "failed" || run.phase === "retraining" ? run.failure : null;
  const { now } = context;
  const waited = run.phase === "retraining" ? now - run.since : 0;
  const isSlow = waited > LONGEST_MS;
  const since = run.phase === "retraining" && !isSlow ? run.since : now;
  const late = run.phase === "retraining" && run.late;
  const gaveUp: RunEffect = { type: "gaveUp", experiment: run.newest.experiment, ms: waited };
  return {
    run: { ...partsOf(run), newest, working: true, phase: "retraining", pending, soon, since, late, failure },
    effects: [...(isSlow ? [gaveUp] : []), compile, ...effects],
  };
}

function tune(
  run: Extract<Run, { phase: "ready" | "running" | "paused" | "finished" }>,
  experiment: Experiment,
): RunStep {
  const shown = { ...run.shown, experiment };
  const phase = run.phase === "finished" && hasMoreEpochs(shown) ? "paused" : run.phase;
  const { effects } = post(run, { type: "tune", experiment });
  return {
    run: { ...run, phase, shown, newest: { ...run.newest, experiment } },
    effects: [compile, ...effects],
  };
}

/** Begins the run of the current experiment; `goOn`: to run at once if the one before does. */
export function restart(run: Run, context: RunContext, goOn: boolean): RunStep {
  return begunAnew(run, context, goOn && isGoing(run));
}

function begunAnew(run: Run, context: RunContext, thenRun: boolean): RunStep {
  if (!context.trains) return lookOnly(run, context);
  const { newest, effects } = begin(run, "start", requestOf(context));
  return {
    run: { ...partsOf(run), newest, working: true, loading: null, phase: "preparing", thenRun },
    effects: [compile, ...effects],
  };
}

/**
 * The loss is shown, not trained on. On data that is not shown yet, cross entropy's run at step 0
 * gives samples and a network to look at.
 */
function lookOnly(run: Run, context: RunContext): RunStep {
  const { experiment } = context;
  const paused = run.phase === "running" ? post(run, { type: "pause" }).effects : [];
  const unfit: Run = { ...partsOf(run), loading: null, phase: "unfit" };
  if (run.shown !== null && dataKey(run.shown.experiment) === dataKey(experiment)) {
    return { run: unfit, effects: [...paused, compile] };
  }
  const placeholder = { ...requestOf(context), experiment: { ...experiment, loss: crossEntropyChoice } };
  const { newest, effects } = begin(run, "start", placeholder);
  return { run: { ...unfit, newest, working: true }, effects: [...paused, compile, ...effects] };
}

export function startTraining(given: Run, context: RunContext): RunStep {
  const run = takenOver(given);
  switch (run.phase) {
    case "unfit":
      return { run, effects: [] };
    case "preparing":
      return { run: { ...run, thenRun: true }, effects: [] };
    case "finished":
    case "failed":
    case "retraining":
      return begunAnew(run, context, true);
    case "ready":
    case "paused":
    case "running":
      return post({ ...run, phase: "running", working: true }, { type: "run", pace: context.pace });
  }
}

/** The worker answers with the state it stopped in; until then the run is under way. */
export function pause(given: Run): RunStep {
  const run = takenOver(given);
  if (run.phase === "preparing") return { run: { ...run, thenRun: false }, effects: [] };
  return run.phase === "running" ? post(run, { type: "pause" }) : { run, effects: [] };
}

export function advance(run: Run, steps: number | "epoch", context: RunContext): RunStep {
  switch (run.phase) {
    case "ready":
    case "paused":
    case "running":
      return post({ ...run, working: true }, { type: "advance", steps });
    case "retraining":
      return buttonPhase(run) === "ready" ? advancedAnew(run, steps, context) : { run, effects: [] };
    default:
      return { run, effects: [] };
  }
}

/** Begins the run anew and takes its first steps. */
function advancedAnew(run: Run, steps: number | "epoch", context: RunContext): RunStep {
  const anew = begunAnew(run, context, false);
  const { effects } = post(anew.run, { type: "advance", steps });
  return { run: anew.run, effects: [...anew.effects, ...effects] };
}

/**
 * The run fails because its loss cannot be drawn. If it has failed already, its first failure
 * stays.
 */
export function refuse(run: Run, failure: Omit<Failure, "step">): RunStep {
  if (run.phase === "failed") return { run, effects: [] };
  const { effects } = pause(run);
  return { run: failed(run, { ...failure, step: stepOf(run) }), effects };
}

/** The run as the user's, no longer one that the page trains by itself. */
function takenOver(run: Run): Run {
  if (run.newest.openingPace === undefined) return run;
  const { runId, experiment } = run.newest;
  return { ...run, newest: { runId, experiment } };
}

function begin(run: Run, type: "start" | "complete", request: RunRequest) {
  const runId = run.newest.runId + 1;
  const effects: readonly RunEffect[] = [{ type: "post", command: { type, runId, ...request } }];
  return { newest: { runId, experiment: request.experiment }, effects };
}

/** What the worker needs to begin the current experiment's run. */
export function requestOf({ experiment, engine }: Pick<RunContext, "experiment" | "engine">): RunRequest {
  return { experiment, engine, grid: plotGrid(experiment) };
}

function stepOf({ shown }: Run): number {
  return shown?.snapshot.step ?? 0;
}

/** Whether the shown run is beyond the experiment's last step: it cannot have ended there. */
function endsBefore({ epochs }: Experiment, before: Experiment, { shown }: Run): boolean {
  if (shown === null) return false;
  const { step, totalSteps } = shown.snapshot;
  return step > epochs * (totalSteps / before.epochs);
}
