import type { BackendId, TrainingJob } from "../../engine/backend";
import type { Experiment } from "../../experiment/experiment";
import type { EngineChooser } from "../../training/engineChooser";
import type { TrainingRun } from "../../training/trainingRun";
import type { TrainingCommand } from "./protocol";

export type Beginning = Extract<TrainingCommand, { type: "start" | "complete" }>;

/** A run whose engine fails after more milliseconds is not trained again without being asked. */
const TRAINED_AGAIN_MS = 2000;

/** What is lost with an engine: the run, and the last epoch that the page has been told of. */
export interface LostRun {
  runId: number;
  run: Pick<TrainingRun, "step" | "engineMs">;
  toldEpoch: number;
}

/** How to begin a run again: up to `step`, unless the page has seen nothing of it (null). */
export interface SecondAttempt {
  command: Beginning;
  seen: { step: number; toldEpoch: number } | null;
}

/**
 * Remembers how the newest run was begun. Where its engine fails, the same seeds lead to the same
 * network on another engine, or on a new device.
 */
export class SecondAttempts {
  readonly #engines: EngineChooser;
  #command: Beginning | undefined;
  /** Whether the run took over changes after its first step: its seeds no longer lead there. */
  #changed = false;
  /** What the page has seen of the run, over all attempts. */
  #seen: SecondAttempt["seen"] = null;
  #tried: { id: BackendId; job: TrainingJob } | undefined;

  constructor(engines: EngineChooser) {
    this.#engines = engines;
  }

  /** A run begins: a new one, or another attempt at the newest. */
  begin(command: Beginning): void {
    if (command !== this.#command) {
      this.#changed = false;
      this.#seen = null;
    }
    this.#command = command;
    this.#tried = undefined;
  }

  /** The engine that the run was given. */
  gave(id: BackendId, job: TrainingJob): void {
    this.#tried = { id, job };
  }

  /** The run takes over a change after `step` steps. */
  tune(experiment: Experiment, step: number): void {
    if (this.#command !== undefined) this.#command = { ...this.#command, experiment };
    this.#changed ||= step > 0;
  }

  /** Undefined where another attempt is no use, or costs long training. */
  after(error: unknown, lost: LostRun | undefined): SecondAttempt | undefined {
    const [command, tried] = [this.#command, this.#tried];
    if (command === undefined || tried === undefined) return undefined;
    const own = lost?.runId === command.runId && command.type === "start" ? lost : undefined;
    if (own !== undefined && own.toldEpoch >= 0) {
      const { step, toldEpoch } = this.#seen ?? { step: 0, toldEpoch: -1 };
      this.#seen = { step: Math.max(step, own.run.step), toldEpoch: Math.max(toldEpoch, own.toldEpoch) };
    }
    const isLong = own !== undefined && own.run.engineMs > TRAINED_AGAIN_MS;
    if ((this.#seen?.step ?? 0) > 0 && (this.#changed || isLong)) return undefined;
    if (!this.#engines.failed(error, tried.id, tried.job)) return undefined;
    return { command, seen: this.#seen };
  }
}
