import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { withLossParameter } from "../../src/experiment/lossParameter";
import { nextRun } from "../../src/store/nextRun";
import type { BegunRun, Run, RunContext, RunEffect, RunInput, RunParts, ShownRun } from "../../src/store/run";
import type { EpochRecord, Snapshot } from "../../src/training/snapshot";
import type { RunEvent } from "../../src/worker/run/client";

/** Five epochs of six steps; the arrays are left out, since no rule for the run reads them. */
export const experiment: Experiment = { ...tutorialExperiment, epochs: 5 };
const STEPS_PER_EPOCH = 6;

export const cpu = { id: "cpu", description: "WASM", reason: "chosen" } as const;

export const epochRecords = (count: number) => Array.from({ length: count }, (_, epoch) => ({ epoch }) as EpochRecord);

export function snapshotAt(step: number, finishedEpochs = 0, stepsPerSecond = 0): Snapshot {
  const state = { step, epoch: Math.floor(step / STEPS_PER_EPOCH), totalSteps: 5 * STEPS_PER_EPOCH };
  return { ...state, finishedEpochs: epochRecords(finishedEpochs), stepsPerSecond } as unknown as Snapshot;
}

/** Samples that identify their run. */
export const samplesOf = (rows: number) => ({
  rows,
  inputs: 2,
  features: new Float32Array(0),
  labels: new Uint8Array(0),
});

export const withGamma = (gamma: number) => withLossParameter(experiment, "gamma", gamma);
export const otherData: Experiment = { ...experiment, dataset: { ...experiment.dataset, positives: 60 } };
export const untrainable: Experiment = { ...experiment, loss: { id: "ctc", parameters: {} } };

/** The time at which the inputs come; retrains under way have begun a tenth of a second before. */
const NOW = 5000;
const SINCE = NOW - 100;

/** The choices of a page with this experiment, without instant retraining. */
export function contextFor(chosen: Experiment, retrain: RunContext["retrain"] = "off"): RunContext {
  return { experiment: chosen, engine: "auto", pace: "full", trains: chosen.loss.id !== "ctc", retrain, now: NOW };
}

type EventOf<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;

export const started = (runId: number): EventOf<"started"> => ({
  type: "started",
  runId,
  picture: 100 + runId,
  engine: cpu,
  samples: samplesOf(runId),
  snapshot: snapshotAt(0, 1),
});

export const pictured = (runId: number, step: number, stopped: EventOf<"snapshot">["stopped"] = null) =>
  ({
    type: "snapshot",
    runId,
    picture: 200 + runId,
    snapshot: snapshotAt(step, 1, stopped === null ? 60 : 0),
    stopped,
  }) satisfies RunEvent;

export const completed = (runId: number, epochs = 0): EventOf<"completed"> => ({
  type: "completed",
  runId,
  picture: 300 + runId,
  engine: cpu,
  samples: samplesOf(runId),
  snapshot: snapshotAt(30, epochs),
  cost: { prepare: 1, train: 5, evaluate: 2, picture: 1, total: 9 },
});

export const epochsOf = (runId: number) => ({ type: "epochs", runId, epochs: epochRecords(6) }) satisfies RunEvent;

export const failedWith = (runId: number) =>
  ({ type: "failed", runId, code: "diverged", detail: "", step: 9 }) satisfies RunEvent;

const shownAt = (step: number, epochs: ShownRun["epochs"] = epochRecords(3)): ShownRun => ({
  runId: 5,
  experiment,
  samples: samplesOf(5),
  snapshot: snapshotAt(step),
  epochs,
  retrainMs: null,
  picture: 50,
});

const run = (runId: number, of = experiment): BegunRun => ({ runId, experiment: of });
const parts = (newest: BegunRun, shown: ShownRun | null, working = false): RunParts => {
  return { newest, shown, working, engine: cpu, loading: null };
};
const failure = { code: "diverged", detail: "", step: 9 } as const;
const pending = [run(6, withGamma(1)), run(7, withGamma(2))];

/** The page's run in each phase; run 5 is shown, unless none is. */
export const phases = {
  opening: { ...parts(run(1), null, true), phase: "preparing", thenRun: false },
  preparing: { ...parts(run(6), shownAt(12), true), phase: "preparing", thenRun: false },
  preparingToRun: { ...parts(run(6), shownAt(12), true), phase: "preparing", thenRun: true },
  ready: { ...parts(run(5), shownAt(0)), shown: shownAt(0), phase: "ready" },
  running: { ...parts(run(5), null, true), shown: shownAt(12), phase: "running" },
  paused: { ...parts(run(5), null), shown: shownAt(12), phase: "paused" },
  finished: { ...parts(run(5), null), shown: shownAt(30), phase: "finished" },
  finishedAtOnce: { ...parts(run(5), null, true), shown: shownAt(30, "coming"), phase: "finished" },
  retraining: {
    ...parts(run(7, withGamma(2)), shownAt(0), true),
    phase: "retraining",
    pending,
    soon: true,
    since: SINCE,
    late: false,
    failure: null,
  },
  retrainingLong: {
    ...parts(run(7, withGamma(2)), shownAt(30), true),
    phase: "retraining",
    pending,
    soon: false,
    since: NOW - 2000,
    late: true,
    failure: null,
  },
  retrainingAgain: {
    ...parts(run(7, withGamma(2)), shownAt(30, "coming"), true),
    phase: "retraining",
    pending,
    soon: false,
    since: SINCE,
    late: false,
    failure: null,
  },
  failed: { ...parts(run(5), shownAt(8)), phase: "failed", failure },
  unfit: { ...parts(run(5), shownAt(12)), phase: "unfit" },
  unfitOnOtherData: { ...parts(run(6, otherData), shownAt(12), true), phase: "unfit" },
} satisfies Record<string, Run>;

/** Describes what the page shows and does. */
export function inWords(before: Run, input: RunInput, context: RunContext): string {
  const { run: after, effects } = nextRun(before, input, context);
  const said = effects.map(effectInWords);
  if (after === before) return said.join("; ") || "–";
  const { shown } = after;
  const details = [
    after.phase === "preparing" && after.thenRun ? "then run" : "",
    after.phase === "retraining"
      ? `${after.pending.map(({ runId }) => runId).join()}${after.soon ? " soon" : ""}${after.late ? " late" : ""}`
      : "",
    after.phase === "failed" ? after.failure.code : "",
  ].filter(Boolean);
  const phase = [after.phase, ...details].join(" ");
  const history = shown === null ? "" : shown.epochs === "coming" ? "coming" : `${shown.epochs.length} epochs`;
  const network = shown === null ? "nothing" : `${shown.runId} at ${shown.snapshot.step}, ${history}`;
  const working = after.working ? " …" : "";
  return [`${phase}: ${network}${working}`, ...said].join("; ");
}

function effectInWords(effect: RunEffect): string {
  if (effect.type !== "post") return effect.type;
  const { command } = effect;
  if (command.type === "drawn") return `drawn ${command.picture}`;
  const loss = command.type === "start" && command.experiment.loss.id === "bce-logits" ? " cross entropy" : "";
  return `${command.type} ${command.runId}${loss}`;
}
