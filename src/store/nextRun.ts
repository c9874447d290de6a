import type { Run, RunContext, RunEffect, RunInput, RunStep } from "./run";
import * as actions from "./runActions";
import * as events from "./runEvents";

/** The run after an action or an event. The only place where stale events are dropped. Pure. */
export function nextRun(run: Run, input: RunInput, context: RunContext): RunStep {
  switch (input.type) {
    case "change":
      return actions.change(run, input.before, context);
    case "open":
      return actions.open(run, context, input.opening);
    case "restart":
      return actions.restart(run, context, input.goOn);
    case "run":
      return actions.startTraining(run, context);
    case "pause":
      return actions.pause(run);
    case "advance":
      return actions.advance(run, input.steps, context);
    case "pace":
      return run.phase === "running" ? actions.post(run, { type: "run", pace: context.pace }) : unchanged(run);
    case "refuse":
      return actions.refuse(run, input.failure);
    case "drawn":
      return unchanged(run, events.drawn(run.shown?.picture ?? null));
    case "late":
      return unchanged(run.phase === "retraining" && !run.late ? { ...run, late: true } : run);
    case "started":
      return events.started(run, input, context);
    case "snapshot":
      return events.snapshot(run, input);
    case "completed":
      return events.completed(run, input, context);
    case "epochs":
      return unchanged(events.epochs(run, input));
    case "loading":
      if (input.runId !== run.newest.runId) return unchanged(run);
      return unchanged({ ...run, loading: { loadedBytes: input.loadedBytes, totalBytes: input.totalBytes } });
    case "measured":
      return unchanged(input.runId === run.newest.runId ? { ...run, engine: input.engine } : run);
    case "failed":
      if (input.runId !== run.newest.runId) return unchanged(run);
      return unchanged(events.failed(run, { code: input.code, detail: input.detail, step: input.step }));
    case "died": {
      const step = run.shown?.snapshot.step ?? 0;
      return unchanged(events.failed(run, { code: "worker-died", detail: input.detail, step }));
    }
  }
}

function unchanged(run: Run, effects: readonly RunEffect[] = []): RunStep {
  return { run, effects };
}
