import { onTestFinished } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import type { EnginePreference } from "../../../src/training/engineChoice";
import { TrainingClient } from "../../../src/worker/run/client";
import type { Pace } from "../../../src/worker/run/protocol";
import { EventLog, GRID } from "./sessionEvents";

/** A page with real workers that draws every picture at once; it ends with the test. */
export class TestPage {
  readonly log = new EventLog();
  readonly deaths: string[] = [];
  readonly client = new TrainingClient(
    (event) => {
      this.log.add(event);
      if ("picture" in event) this.client.post({ type: "drawn", picture: event.picture });
    },
    (detail) => this.deaths.push(detail),
  );
  #runId = 0;

  constructor() {
    onTestFinished(() => this.client.dispose());
  }

  /** Returns the run's id. */
  start(experiment: Experiment, engine: EnginePreference): number {
    this.client.post({ type: "start", runId: ++this.#runId, experiment, engine, grid: GRID });
    return this.#runId;
  }

  complete(experiment: Experiment, engine: EnginePreference): number {
    this.client.post({ type: "complete", runId: ++this.#runId, experiment, engine, grid: GRID });
    return this.#runId;
  }

  run(pace: Pace): void {
    this.client.post({ type: "run", runId: this.#runId, pace });
  }

  pause(): void {
    this.client.post({ type: "pause", runId: this.#runId });
  }

  advance(steps: number | "epoch"): void {
    this.client.post({ type: "advance", runId: this.#runId, steps });
  }

  tune(experiment: Experiment): void {
    this.client.post({ type: "tune", runId: this.#runId, experiment });
  }
}
