/** Runs in Chromium: the page's own client and worker; the worker itself takes the times. */
import { tutorialExperiment } from "../src/experiment/defaults";
import type { EngineChoice, EnginePreference } from "../src/training/engineChoice";
import type { Snapshot } from "../src/training/snapshot";
import { type RunEvent, TrainingClient } from "../src/worker/run/client";

const engines = ["float64", "cpu", "webgpu", "onnx"] as const satisfies readonly EnginePreference[];

export interface EngineTimes {
  engine: string;
  description: string;
  /** Milliseconds in the engine for the tutorial's 30 epochs, one per run. */
  ms: number[];
}

interface FinishedRun {
  choice: EngineChoice;
  engineMs: number;
}

/**
 * Interleaved, so that a slow moment of the machine affects all engines alike. The first run of
 * each is not counted.
 */
export async function timeEngines({ runs }: { runs: number }): Promise<EngineTimes[]> {
  const times = new Map<string, EngineTimes>();
  const runners = engines.map((engine) => ({ engine, runner: new Runner() }));
  for (let run = 0; run <= runs; run++) {
    for (const { engine, runner } of runners) {
      const { choice, engineMs } = await runner.train(engine);
      const entry = times.get(engine) ?? { engine: choice.id, description: choice.description, ms: [] };
      if (run > 0) entry.ms.push(engineMs);
      times.set(engine, entry);
    }
  }
  return [...times.values()];
}

class Runner {
  readonly #client = new TrainingClient((event) => this.#receive(event));
  #choice: EngineChoice | undefined;
  #snapshot: Snapshot | undefined;
  #settle: ((run: FinishedRun) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  train(engine: EnginePreference): Promise<FinishedRun> {
    this.#snapshot = undefined;
    return new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      this.#client.start(tutorialExperiment, engine, { size: 97, extent: 11.4 });
    });
  }

  #receive(event: RunEvent): void {
    if (event.type === "started") this.#choice = event.engine;
    if (event.type === "snapshot") {
      if (this.#snapshot === undefined) this.#client.run("full");
      this.#snapshot = event.snapshot;
      this.#client.drawn();
    }
    if (event.type === "failed") this.#fail?.(new Error(`${event.code}: ${event.detail}`));
    if (event.type === "stopped") this.#settle?.({ choice: this.#choice!, engineMs: this.#snapshot!.engineMs });
  }
}
