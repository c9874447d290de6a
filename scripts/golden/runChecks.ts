import { checkLosses } from "./checkLosses";
import { checkOptimizers } from "./checkOptimizers";
import { checkTraining } from "./checkTraining";
import type { LossFixture, TrainingFixture } from "./fixtures";
import type { GoldenEngine } from "./goldenEngine";
import type { EngineReport } from "./report";

export interface Fixtures {
  losses: LossFixture;
  training: TrainingFixture;
}

/** Runs all checks on one engine, the same in Node and in the browser. */
export async function runChecks({ losses, training }: Fixtures, engine: GoldenEngine): Promise<EngineReport> {
  return {
    engine: engine.id,
    description: engine.backend.description,
    rows: [
      ...(await checkLosses(losses, engine)),
      ...(await checkOptimizers(training, engine)),
      ...(await checkTraining(training, engine)),
    ],
  };
}
