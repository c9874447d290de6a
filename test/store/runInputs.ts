import type { Run, RunContext, RunInput } from "../../src/store/run";
import {
  completed,
  contextFor,
  cpu,
  epochsOf,
  experiment,
  failedWith,
  otherData,
  pictured,
  started,
  untrainable,
  withGamma,
} from "./runFixtures";

const usual = contextFor(experiment);
const change = (context: RunContext): [RunInput, RunContext] => [{ type: "change", before: experiment }, context];
const ofNewest =
  (event: (runId: number) => RunInput) =>
  (run: Run): [RunInput, RunContext] => [
    event(run.newest.runId),
    // An unfit loss stays chosen. With other data, the newest run uses those.
    run.phase === "unfit"
      ? contextFor({ ...untrainable, dataset: run.newest.experiment.dataset })
      : contextFor(run.newest.experiment),
  ];

/** Every input of a run, by name. */
export const inputs = {
  "a value is changed": () => change(contextFor(withGamma(3))),
  "more epochs are chosen": () => change(contextFor({ ...experiment, epochs: 8 })),
  "fewer epochs are chosen": () => change(contextFor({ ...experiment, epochs: 1 })),
  "the data are changed": () => change(contextFor(otherData)),
  "a value is changed, to be retrained": () => change(contextFor(withGamma(3), "soon")),
  "the data are changed, to be retrained": () => change(contextFor(otherData, "later")),
  "a loss without a network is chosen": () => change(contextFor(untrainable, "soon")),
  "one is chosen with other data": () => change(contextFor({ ...untrainable, dataset: otherData.dataset })),
  reset: () => [{ type: "restart", goOn: false }, usual],
  "another engine is chosen": () => [{ type: "restart", goOn: true }, usual],
  train: () => [{ type: "run" }, usual],
  pause: () => [{ type: "pause" }, usual],
  "a step": () => [{ type: "advance", steps: 1 }, usual],
  "another pace": () => [{ type: "pace" }, usual],
  "the loss is refused": () => [{ type: "refuse", failure: { code: "bad-loss", detail: "" } }, usual],
  "no network for long": () => [{ type: "late" }, usual],
  "the picture is drawn": () => [{ type: "drawn" }, usual],
  "the newest run is ready": ofNewest(started),
  "a picture of the newest run": ofNewest((runId) => pictured(runId, 18)),
  "the newest run pauses": ofNewest((runId) => pictured(runId, 18, "paused")),
  "the newest run finishes": ofNewest((runId) => pictured(runId, 30, "finished")),
  "the newest network": ofNewest(completed),
  "the newest network with its epochs": ofNewest((runId) => completed(runId, 6)),
  "the newest network, prefetched": ofNewest((runId) => ({ ...completed(runId, 6), picture: null })),
  "an older network that is pending": () => [completed(6), usual],
  "epochs of the newest run": ofNewest(epochsOf),
  "epochs of the shown run": () => [epochsOf(5), usual],
  "the newest run fails": ofNewest(failedWith),
  "the worker dies": () => [{ type: "died", detail: "" }, usual],
} satisfies Record<string, (run: Run) => [RunInput, RunContext]>;

/** Late events, of a run before the shown one, each with its picture's number if it has one. */
export const lateEvents: readonly [RunInput, number?][] = [
  [started(4), 104],
  [pictured(4, 18), 204],
  [pictured(4, 18, "finished"), 204],
  [completed(4), 304],
  [completed(4, 6), 304],
  [epochsOf(4)],
  [failedWith(4)],
  [{ type: "measured", runId: 4, engine: { ...cpu, id: "webgpu" } }],
  [{ type: "loading", runId: 4, loadedBytes: 1, totalBytes: 2 }],
];
