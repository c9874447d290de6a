import { generateSamples, type Samples, selectRows, splitRows } from "../datasets";
import type { Experiment } from "../experiment/experiment";

/** The samples as the plane shows them: the same rows in the same order as the run's, from the same seeds. */
export interface PlotData {
  train: Samples;
  validation: Samples;
  /** Whose data these are. */
  key: string;
}

function dataKey({ dataset, trainFraction, seeds }: Experiment): string {
  return JSON.stringify([dataset, trainFraction, seeds.data, seeds.split]);
}

/** Keeps the old object where nothing that decides the data has changed. */
export function plotData(experiment: Experiment, old?: PlotData): PlotData {
  const key = dataKey(experiment);
  if (old?.key === key) return old;
  const samples = generateSamples(experiment.dataset, experiment.seeds.data);
  const rows = splitRows(samples.rows, experiment.trainFraction, experiment.seeds.split);
  return { train: selectRows(samples, rows.train), validation: selectRows(samples, rows.validation), key };
}
