import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RunControl, type RunProgress, type RunStage } from "../../src/store/runControl";
import { smallExperiment } from "../worker/run/sessionEvents";
import { HandTrainer } from "./compare/handTrainer";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const stage = (given: Partial<RunStage> = {}): RunStage => ({
  experiments: [smallExperiment, smallExperiment],
  options: { engine: "cpu", grid: null, history: false, checkpoints: false, lockstep: false },
  doneBefore: 0,
  tellsTimeLeft: true,
  onTrained: () => {},
  next: () => "finished",
  ...given,
});

function startRun(first: Partial<RunStage> = {}) {
  const trainer = new HandTrainer();
  const reports: RunProgress[] = [];
  const control = new RunControl(trainer, stage(first), (progress) => reports.push(progress));
  return { trainer, reports, control };
}

it("reports progress within 50 ms, and at most that often", () => {
  const { trainer, reports } = startRun();
  for (let step = 1; step <= 30; step++) {
    trainer.last.listener.onProgress!(step, 60);
    vi.advanceTimersByTime(5);
  }
  expect(reports).toHaveLength(3);
  expect(reports.map(({ version }) => version)).toEqual([1, 2, 3]);
});

it("reports a change of phase at once, and nothing after the end", () => {
  const { trainer, reports, control } = startRun();
  trainer.last.listener.onProgress!(1, 60);
  control.cancel();
  expect(reports.map(({ phase }) => phase.name)).toEqual(["cancelled"]);
  control.pause();
  control.cancel();
  vi.runAllTimers();
  expect(reports).toHaveLength(1);
});

it("reports elapsed time without pauses, and time left at the pace of the present stage", () => {
  const { trainer, control } = startRun({
    tellsTimeLeft: false,
    next: () => ({ afterMs: 100, stage: () => stage({ doneBefore: 0.5 }) }),
  });
  trainer.last.listener.onProgress!(1, 2);
  vi.advanceTimersByTime(1000);
  control.pause();
  vi.advanceTimersByTime(5000);
  control.resume();
  expect(control.progress).toMatchObject({ elapsedMs: 1000, leftMs: null });
  trainer.finish();
  vi.advanceTimersByTime(100);
  vi.advanceTimersByTime(200);
  // A half of the second half took 200 ms.
  trainer.last.listener.onProgress!(1, 2);
  expect(control.progress).toMatchObject({ elapsedMs: 1300, leftMs: 200 });
  trainer.finish();
  expect(control.progress).toMatchObject({ phase: { name: "finished" }, elapsedMs: 1300, leftMs: null });
});
