import { prepareFleet } from "../../engine/fleetJob";
import { JobMemory } from "../../engine/jobMemory";
import type { Experiment } from "../../experiment/experiment";
import { canTune, FixedSettingError } from "../../experiment/tuning";
import type { TrainedLoss } from "../../losses/trainedLoss";
import { DivergedError } from "../../training/divergence";
import { EngineChooser } from "../../training/engineChooser";
import { failureCode, messageOf } from "../../training/failure";
import { LossPrograms } from "../../training/lossPrograms";
import type { Snapshot } from "../../training/snapshot";
import { TrainingRun } from "../../training/trainingRun";
import { type Clock, systemClock } from "../clock";
import { IdleTimer } from "../idleTimer";
import type { ActiveRun } from "./activeRun";
import { completeRun } from "./completeRun";
import { type ActiveGoal, type Goal, msUntilNextStep, stepsDue } from "./goal";
import { Outbox } from "./outbox";
import type { ExpectLoss, Stop, TrainingCommand, TrainingEvent } from "./protocol";
import { type Beginning, type SecondAttempt, SecondAttempts } from "./secondAttempt";
import { SliceTimer, SnapshotTimer, StepRate, sliceTimerFor } from "./sliceTimer";

export interface SessionOptions {
  emit(event: TrainingEvent, transfer: Transferable[]): void;
  /** Lets waiting messages in before it resolves. */
  yieldToMessages(): Promise<void>;
  engines?: EngineChooser;
  clock?: Clock;
}

/**
 * Owns the worker's run: carries out commands, trains in slices of about ten milliseconds with a
 * look at the messages between them, and reports. Its pictures go through an `Outbox`. Every error
 * becomes a `failed` event.
 */
export class TrainingSession {
  readonly #emit: SessionOptions["emit"];
  readonly #yield: () => Promise<void>;
  readonly #clock: Clock;
  #runId = Number.NEGATIVE_INFINITY;
  #active: ActiveRun | undefined;
  #goal: Goal = { kind: "idle" };
  /** Commands and slices never overlap: each waits for the one before it. */
  #queue: Promise<void> = Promise.resolve();
  #looping = false;
  /** The stop that is being reported. */
  #stopping: Stop | null = null;
  readonly #outbox: Outbox;
  readonly #memory = new JobMemory();
  readonly #programs = new LossPrograms();
  readonly #engines: EngineChooser;
  readonly #attempts: SecondAttempts;
  readonly #idle: IdleTimer;
  #slice: SliceTimer;
  readonly #pictures: SnapshotTimer;
  readonly #rate: StepRate;

  constructor({ emit, yieldToMessages, engines = new EngineChooser(), clock = systemClock }: SessionOptions) {
    this.#emit = emit;
    this.#yield = yieldToMessages;
    this.#engines = engines;
    this.#attempts = new SecondAttempts(engines);
    this.#clock = clock;
    this.#outbox = new Outbox(emit, clock.now);
    this.#idle = new IdleTimer(clock.setTimer);
    this.#slice = new SliceTimer(clock.now);
    this.#pictures = new SnapshotTimer(clock.now);
    this.#rate = new StepRate(clock.now);
  }

  /**
   * Resolves when the command has been carried out; training continues after that. Never rejects.
   */
  handle(command: TrainingCommand | ExpectLoss): Promise<void> {
    if (command.type === "drawn") {
      this.#outbox.drawn(command.picture); // does not wait for the command in progress
      return Promise.resolve();
    }
    if (command.type === "expectLoss") {
      // A run that needs it fetches it again, and reports a failure.
      return this.#programs.fetchCompiler().catch(() => undefined);
    }
    this.#idle.reset();
    if (command.type === "start" || command.type === "complete") {
      if (command.runId < this.#runId) return Promise.resolve();
      if (command.type === "start") this.#outbox.forget();
      this.#runId = command.runId; // commands and slices of the run before are stale now
      this.#goal = { kind: "idle" };
      this.#engines.interrupt(command.engine);
    }
    return this.#enqueue(command.runId, () => this.#carryOut(command));
  }

  /** Frees the engine. */
  dispose(): void {
    this.#runId = Number.POSITIVE_INFINITY;
    this.#goal = { kind: "idle" };
    this.#idle.reset();
    this.#engines.interrupt();
    void this.#queue.then(() => {
      this.#end();
      this.#engines.forgetGpu();
    });
  }

  async #carryOut(command: Exclude<TrainingCommand, { type: "drawn" }>): Promise<void> {
    if (command.type === "start") return this.#start(command);
    if (command.type === "complete") return this.#complete(command);
    const active = this.#active;
    if (active === undefined) return; // the run failed; only a new start helps
    const { run } = active;
    switch (command.type) {
      case "run":
        this.#goal = { kind: "run", pace: command.pace, since: this.#clock.now(), stepAtStart: run.step };
        this.#rate.restart(run.step);
        return this.#loop();
      case "advance": {
        const steps = command.steps === "epoch" ? run.stepsLeftInEpoch : command.steps;
        this.#goal = { kind: "advance", untilStep: Math.min(run.step + steps, run.totalSteps) };
        this.#rate.restart(run.step);
        return this.#loop();
      }
      case "pause":
        if (this.#goal.kind !== "idle") await this.#stop("paused");
        return;
      case "tune":
        await this.#tune(active, command.experiment);
        return;
    }
  }

  async #start(command: Extract<TrainingCommand, { type: "start" }>): Promise<void> {
    const active = await this.#begin(command);
    if (active === undefined) return;
    this.#slice = sliceTimerFor(active, this.#clock.now);
    const { run, runId, engine } = active;
    const snapshot = await this.#snapshot(active);
    this.#outbox.show({ type: "started", runId, engine: engine.choice, samples: run.shownSamples(), snapshot });
  }

  /** The command's run at step 0; undefined where a newer one has been requested meanwhile. */
  async #begin(command: Beginning): Promise<ActiveRun | undefined> {
    const { type, runId, experiment, grid, engine: preference } = command;
    const before = this.#active;
    this.#attempts.begin(command);
    const prepared = prepareFleet([experiment], await this.#lossOf(experiment), this.#memory);
    const atOnce = type === "complete" && preference === "auto";
    const engine = await this.#engines.choose(atOnce ? "cpu" : preference, prepared.job, (progress) => {
      // for the run that waits now
      this.#emit({ type: "loading", runId: this.#runId, ...progress }, []);
    });
    if (atOnce && engine.choice.reason === "chosen") engine.choice.reason = "trained-at-once";
    this.#attempts.gave(engine.backend.id, prepared.job);
    const run = before?.engine.backend.id === engine.backend.id ? await before.run.followedBy(prepared) : undefined;
    if (run === undefined) this.#end();
    if (runId !== this.#runId) {
      if (run !== undefined && before !== undefined) this.#active = { ...before, run };
      return undefined;
    }
    const begun = run ?? (await TrainingRun.start(prepared, engine.backend));
    this.#active = { runId, experiment, grid, preference, engine, run: begun, toldEpoch: -1 };
    if (run === undefined) this.#slice = sliceTimerFor(this.#active, this.#clock.now);
    return this.#active;
  }

  async #complete(command: Extract<TrainingCommand, { type: "complete" }>): Promise<void> {
    const { now } = this.#clock;
    const startedMs = now();
    const active = await this.#begin(command);
    if (active === undefined) return;
    const { run, runId, grid, engine } = active;
    await completeRun({
      ...{ runId, run, grid, engine: engine.choice, startedMs, now },
      ...{ slice: this.#slice, outbox: this.#outbox, yieldToMessages: this.#yield },
      isOvertaken: () => runId !== this.#runId,
    });
  }

  async #tune(active: ActiveRun, experiment: Experiment): Promise<void> {
    if (!canTune(active.experiment, experiment)) {
      throw new FixedSettingError();
    }
    this.#attempts.tune(experiment, active.run.step);
    await active.run.tune(experiment, await this.#lossOf(experiment));
    active.experiment = experiment;
    if (this.#goal.kind === "idle") await this.#showSnapshot(active, this.#stopping);
    this.#stopping = null;
  }

  async #lossOf(experiment: Experiment): Promise<TrainedLoss> {
    await this.#programs.prepare([experiment]);
    return this.#programs.of(experiment);
  }

  /** Starts the slices, unless they are under way. */
  #loop(): void {
    if (this.#looping) return;
    this.#looping = true;
    void this.#slices();
  }

  async #slices(): Promise<void> {
    while (this.#goal.kind !== "idle") {
      const runId = this.#runId;
      let sleepMs = 0;
      await this.#enqueue(runId, async () => {
        sleepMs = await this.#takeSlice();
      });
      if (sleepMs > 0) await new Promise<void>((resolve) => this.#clock.setTimer(resolve, sleepMs));
      else await this.#yield();
    }
    this.#looping = false;
  }

  /** Trains for one slice; returns how long to sleep before the next. */
  async #takeSlice(): Promise<number> {
    const active = this.#active;
    const goal = this.#goal;
    if (active === undefined || goal.kind === "idle") return 0;
    const { run } = active;
    if (await this.#reached(run, goal)) return 0;
    let left = stepsDue(goal, run, this.#clock.now());
    const early = goal.kind === "run" && goal.pace !== "full" && this.#clock.now() < this.#slice.notBefore;
    if (early || !(left > 0)) return msUntilNextStep(goal, run, this.#clock.now(), this.#slice.notBefore);
    const slice = this.#slice.begin();
    while (left > 0 && !run.done && !slice.over()) {
      const taken = await run.advance(Math.min(left, slice.steps()));
      slice.took(taken);
      left -= taken;
    }
    if (this.#goal !== goal) return 0; // there was a command meanwhile
    if (await this.#reached(run, goal)) return 0;
    if (!this.#outbox.undrawn && this.#pictures.due()) await this.#showSnapshot(active, null);
    return 0;
  }

  /** Stops where the goal is reached. Returns whether it is. */
  async #reached(run: TrainingRun, goal: ActiveGoal): Promise<boolean> {
    if (run.done) await this.#stop("finished");
    else if (goal.kind === "advance" && !(run.step < goal.untilStep)) await this.#stop("paused");
    else return false;
    return true;
  }

  async #stop(because: Stop): Promise<void> {
    const active = this.#active!;
    this.#goal = { kind: "idle" };
    this.#rate.stop();
    this.#stopping = because;
    await this.#showSnapshot(active, because);
    this.#stopping = null;
  }

  async #showSnapshot(active: ActiveRun, stopped: Stop | null): Promise<void> {
    const snapshot = await this.#snapshot(active);
    this.#outbox.show({ type: "snapshot", runId: active.runId, snapshot, stopped });
  }

  async #snapshot(active: ActiveRun): Promise<Snapshot> {
    const { run, grid } = active;
    const timed = this.#pictures.begin();
    const snapshot = await run.snapshot(grid, this.#rate.at(run.step));
    timed.end();
    active.toldEpoch = snapshot.finishedEpochs.at(-1)?.epoch ?? active.toldEpoch;
    return snapshot;
  }

  /**
   * Runs `work` after all work before it, unless its run is stale by then. An error ends the run
   * with a `failed` event.
   */
  #enqueue(runId: number, work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(async () => {
      if (runId !== this.#runId) return;
      try {
        await this.#withOtherEngines(runId, work);
        if (this.#goal.kind === "idle") this.#idle.schedule((wasReset) => this.#measureEngines(wasReset));
      } catch (error) {
        if (runId !== this.#runId) return;
        const step = error instanceof DivergedError ? error.step : (this.#active?.run.step ?? 0);
        this.#goal = { kind: "idle" };
        this.#outbox.forget();
        this.#end();
        if (!(error instanceof DivergedError)) this.#engines.forgetGpu();
        this.#emit({ type: "failed", runId, code: failureCode(error), detail: messageOf(error), step }, []);
      }
    });
    this.#queue = done;
    return done;
  }

  /**
   * Runs `work`. Where the engine fails at it, begins the run again on another engine or device for
   * as long as there is one, up to the step it had reached.
   */
  async #withOtherEngines(runId: number, work: () => Promise<void>): Promise<void> {
    for (let attempt = work; ; ) {
      try {
        return await attempt();
      } catch (error) {
        const again = runId === this.#runId ? this.#attempts.after(error, this.#active) : undefined;
        if (again === undefined) throw error;
        this.#end();
        attempt = () => this.#again(again);
      }
    }
  }

  /** Trains the run again to where the page has seen it. */
  async #again({ command, seen }: SecondAttempt): Promise<void> {
    if (command.type === "complete") return this.#complete(command);
    if (seen === null) return this.#start(command);
    const active = await this.#begin(command);
    if (active === undefined) return;
    const { run, runId, engine } = active;
    active.toldEpoch = seen.toldEpoch;
    while (run.step < seen.step) {
      await run.advance(seen.step - run.step);
      await this.#yield();
      if (runId !== this.#runId) return;
    }
    run.dropEpochsUntil(seen.toldEpoch);
    this.#slice = sliceTimerFor(active, this.#clock.now);
    this.#outbox.measured(runId, engine.choice);
    if (this.#goal.kind === "idle") await this.#showSnapshot(active, null);
  }

  /** Measures which engine is faster for the run. An "auto" run at step 0 switches to it. */
  async #measureEngines(disturbed: () => boolean): Promise<void> {
    const active = this.#active;
    if (active === undefined) return;
    const { runId, preference, run } = active;
    const { job } = run.prepared;
    if (!(await this.#engines.measure(preference, job, disturbed))) return;
    await this.#enqueue(runId, async () => {
      if (this.#active !== active) return;
      const engine = await this.#engines.choose(preference, job);
      if (engine.backend.id !== active.engine.backend.id && run.step === 0) {
        this.#attempts.gave(engine.backend.id, job);
        active.run = await TrainingRun.start(run.prepared, engine.backend);
        active.run.takeFinishedEpochs(); // the page has epoch 0
        run.dispose();
        active.engine = engine;
        this.#slice = sliceTimerFor(active, this.#clock.now);
      } else if (engine.backend.id === active.engine.backend.id) {
        active.engine = engine;
      } else {
        const { speeds } = engine.choice;
        active.engine = { ...active.engine, choice: { ...active.engine.choice, ...(speeds && { speeds }) } };
      }
      this.#outbox.measured(runId, active.engine.choice);
    });
  }

  #end(): void {
    this.#active?.run.dispose();
    this.#active = undefined;
  }
}
