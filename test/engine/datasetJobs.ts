import { datasets, defaultDataset } from "../../src/datasets";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";

/** The tutorial's network and loss on a few samples of every data set of the list. */
export const datasetJobs = datasets.map(({ kind }) => ({
  kind,
  job: prepareJob({
    ...tutorialExperiment,
    dataset: defaultDataset(kind, { positives: 20, negatives: 60 }),
    batchSize: 24,
  }).job,
}));
