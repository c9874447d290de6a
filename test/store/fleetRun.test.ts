import { describe, expect, it } from "vitest";
import { isRunning, isUnderWay, nextPhase, type RunEvent, type RunPhase, type Timer } from "../../src/store/fleetRun";
import type { TrainingHandle } from "../../src/worker/fleet/modelTrainer";

const training: TrainingHandle = { pause() {}, resume() {}, cancel() {} };
const other: TrainingHandle = { ...training };
const begin = () => {};
const timer = 1 as unknown as Timer;
const running: RunPhase = { name: "running", training };
const waiting: RunPhase = { name: "waiting", timer, begin };
const failure = { code: "out-of-memory", detail: "" } as const;

const phases = {
  running,
  waiting,
  "paused while running": { name: "paused", before: running },
  "paused while waiting": { name: "paused", before: waiting },
  finished: { name: "finished" },
  cancelled: { name: "cancelled" },
  failed: { name: "failed", failure },
} as const satisfies Record<string, RunPhase>;
type PhaseName = keyof typeof phases;

const events = {
  pause: { type: "pause" },
  resume: { type: "resume" },
  cancel: { type: "cancel" },
  start: { type: "start", training: other },
  "trained, one more stage": { type: "stageTrained", next: waiting },
  "trained, finished": { type: "stageTrained", next: "finished" },
  fail: { type: "fail", failure },
  end: { type: "end", as: "finished" },
} as const satisfies Record<string, RunEvent>;

/**
 * For each phase and event: the phase after it, then its effects. A missing event changes nothing.
 */
const table: Readonly<Record<PhaseName, Partial<Record<keyof typeof events, readonly [string, ...string[]]>>>> = {
  running: {
    pause: ["paused while running", "pauseTraining"],
    cancel: ["cancelled", "cancelTraining"],
    start: ["running", "cancelTraining"],
    "trained, one more stage": ["waiting"],
    "trained, finished": ["finished"],
    fail: ["failed"],
    end: ["finished", "cancelTraining"],
  },
  waiting: {
    pause: ["paused while waiting", "stopTimer"],
    cancel: ["cancelled", "stopTimer"],
    start: ["running", "stopTimer"],
    end: ["finished", "stopTimer"],
  },
  "paused while running": {
    resume: ["running", "resumeTraining"],
    cancel: ["cancelled", "cancelTraining"],
    start: ["running", "cancelTraining"],
    "trained, one more stage": ["paused while waiting", "stopTimer"],
    "trained, finished": ["finished"],
    fail: ["failed"],
    end: ["finished", "cancelTraining"],
  },
  "paused while waiting": {
    resume: ["waiting", "begin"],
    cancel: ["cancelled", "stopTimer"],
    start: ["running", "stopTimer"],
    end: ["finished", "stopTimer"],
  },
  finished: { start: ["running"] },
  cancelled: { start: ["running"], end: ["finished"] },
  failed: { start: ["running"], end: ["finished"] },
};

function nameOf(phase: RunPhase): PhaseName {
  return phase.name === "paused" ? `paused while ${phase.before.name}` : phase.name;
}

describe.each(Object.keys(phases) as PhaseName[])("a run that is %s", (name) => {
  const phase = phases[name];
  it.each(Object.keys(events) as (keyof typeof events)[])("on %s", (event) => {
    const found = nextPhase(phase, events[event]);
    const [after, ...effects] = table[name][event] ?? [name];
    expect(nameOf(found.phase)).toBe(after);
    expect(found.effects.map((effect) => effect.do)).toEqual(effects);
    if (table[name][event] === undefined) expect(found.phase).toBe(phase);
  });
});

it("carries out effects on what the phase held, and holds what begins", () => {
  expect(nextPhase(running, events.start)).toEqual({
    phase: { name: "running", training: other },
    effects: [{ do: "cancelTraining", training }],
  });
  expect(nextPhase(phases["paused while waiting"], events.resume).effects).toEqual([{ do: "begin", begin }]);
  expect(nextPhase(running, events.fail).phase).toEqual({ name: "failed", failure });
});

it("counts time while it runs or waits, and can be cancelled in a pause too", () => {
  const where = (holds: (phase: RunPhase) => boolean) => Object.values(phases).filter(holds).map(nameOf);
  expect(where(isRunning)).toEqual(["running", "waiting"]);
  expect(where(isUnderWay)).toEqual(["running", "waiting", "paused while running", "paused while waiting"]);
});
