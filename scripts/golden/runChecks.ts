import { checkLosses } from "./checkLosses";
import { checkOptimizers } from "./checkOptimizers";
import { checkSources } from "./checkSources";
import { checkTraining } from "./checkTraining";
import type { LossFixture, TrainingFixture } from "./fixtures";
import type { GoldenEngine } from "./goldenEngine";
import type { EngineReport } from "./report";
import type { SourceEntry } from "./sourceFixtures";

/** What is not given is not checked. */
export interface Fixtures {
  losses?: LossFixture;
  training?: TrainingFixture;
  sources?: SourceEntry[];
}

/** Runs all checks on one engine, the same in Node and in the browser. */
export async function runChecks({ losses, training, sources }: Fixtures, engine: GoldenEngine): Promise<EngineReport> {
  return {
    engine: engine.id,
    description: engine.backend.description,
    rows: [
      ...(losses === undefined ? [] : await checkLosses(losses, engine)),
      ...(sources === undefined ? [] : await checkSources(sources, engine)),
      ...(training === undefined ? [] : await checkOptimizers(training, engine)),
      ...(training === undefined ? [] : await checkTraining(training, engine)),
    ],
  };
}
