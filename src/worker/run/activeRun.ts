import type { Experiment } from "../../experiment/experiment";
import type { GridSpec } from "../../experiment/plotGrid";
import type { EnginePreference } from "../../training/engineChoice";
import type { ChosenEngine } from "../../training/engineChooser";
import type { TrainingRun } from "../../training/trainingRun";

/** The run that a session trains, with what the page requested for it. */
export interface ActiveRun {
  runId: number;
  run: TrainingRun;
  experiment: Experiment;
  grid: GridSpec;
  preference: EnginePreference;
  engine: ChosenEngine;
  /** The last epoch that the page has been told of; −1 before the first. */
  toldEpoch: number;
}
