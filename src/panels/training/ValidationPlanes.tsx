import { type ReactElement, useMemo } from "react";
import { selectRows } from "../../datasets/split";
import { dataKey } from "../../experiment/dataKey";
import { drawnData } from "../../experiment/drawnData";
import type { Experiment } from "../../experiment/experiment";
import { type AppState, shownSamples, shownSnapshot } from "../../store/state";
import { SHOWN_ROWS } from "../../training/snapshot";
import { useApp } from "../hooks/useApp";
import { Planes } from "./Planes";

/**
 * The shown run's validation samples, drawn here as its worker drew them: nothing else on the page
 * needs them.
 */
export function ValidationPlanes(): ReactElement {
  const experiment = useApp(shownExperiment);
  const training = useApp(shownSamples);
  const snapshot = useApp(shownSnapshot);
  const key = dataKey(experiment);
  // Depends on nothing of the experiment but its data.
  const data = useMemo(() => validationSamples(experiment), [key]);
  const logits = useMemo(() => snapshot?.validationLogits.subarray(0, SHOWN_ROWS), [snapshot]);
  // No run, no samples.
  return <Planes data={snapshot === null ? training : data} logits={logits} isTraining={false} />;
}

function shownExperiment({ run, experiment }: AppState): Experiment {
  return run.shown?.experiment ?? experiment;
}

function validationSamples(experiment: Experiment) {
  const { samples, validation } = drawnData(experiment);
  return selectRows(samples, validation.subarray(0, SHOWN_ROWS));
}
