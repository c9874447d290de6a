/** Runs in Chromium: the page's own client and worker; the worker itself takes the times. */
import { tutorialExperiment } from "../src/experiment/defaults";
import type { EngineChoice, EnginePreference } from "../src/training/engineChoice";
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
  readonly #client = new TrainingClient(
    (event) => this.#receive(event),
    (detail) => this.#fail?.(new Error(detail)),
  );
  #runId = 0;
  #choice: EngineChoice | undefined;
  #settle: ((run: FinishedRun) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  train(engine: EnginePreference): Promise<FinishedRun> {
    return new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
      const grid = { size: 97, extent: 11.4 };
      this.#client.post({ type: "start", runId: ++this.#runId, experiment: tutorialExperiment, engine, grid });
    });
  }

  #receive(event: RunEvent): void {
    if (event.type === "failed") this.#fail?.(new Error(`${event.code}: ${event.detail}`));
    if (event.type !== "started" && event.type !== "snapshot") return;
    this.#client.post({ type: "drawn", picture: event.picture });
    if (event.type === "started") {
      this.#choice = event.engine;
      this.#client.post({ type: "run", runId: event.runId, pace: "full" });
    } else if (event.stopped !== null) {
      this.#settle?.({ choice: this.#choice!, engineMs: event.snapshot.engineMs });
    }
  }
}
