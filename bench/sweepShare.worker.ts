/** Trains a share of a task's models as fleets, for `trainInWorkers`. */
import { createCpuBackend } from "../src/engine/cpu";
import { type OrderedFleet, orderedFleets, trainFleet } from "./trainFleet";
import { type FocalModel, modelExperiments } from "./trainingTask";

/** Models per fleet: their working memory stays in the core's own cache. */
const FLEET = 32;

const backend = createCpuBackend();
let fleets: OrderedFleet[] = [];

/**
 * The first message holds the models and is answered when all is prepared. Each further message is
 * a number of steps, answered with the parameters, [models][parameters].
 */
self.onmessage = async ({ data }: MessageEvent<readonly FocalModel[] | number>) => {
  if (typeof data !== "number") {
    const experiments = modelExperiments(data);
    fleets = [];
    for (let first = 0; first < data.length; first += FLEET)
      fleets.push(...orderedFleets(experiments.slice(first, first + FLEET), first));
    self.postMessage(backend.description);
    return;
  }
  const parameters: number[][] = [];
  for (const { members, job } of fleets) {
    for (const [k, trained] of (await trainFleet(backend, job, data)).entries()) parameters[members[k]!] = trained;
  }
  self.postMessage(parameters);
};
