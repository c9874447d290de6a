/** Runs in a page: what the cpu engine's time depends on. */
import type { Backend, TrainingJob } from "../src/engine/backend";
import { prepareFleet } from "../src/engine/fleetJob";
import { prepareJob, trainedLoss } from "../src/engine/job";
import { tutorialExperiment } from "../src/experiment/defaults";
import type { Experiment } from "../src/experiment/experiment";
import { losses, networkFit } from "../src/losses";
import { createBackend } from "./ownEngine";
import { type FocalModel, modelExperiments, tutorialModel } from "./trainingTask";

/**
 * Compilers get this long before anything is measured. In one round a fast job trains several
 * times.
 */
const WARM_UP_MS = 100;
const TURN_MS = 20;

/** The tutorial's experiment with each loss of the catalogue that trains its network. */
function trainableExperiments(): Experiment[] {
  return losses
    .filter((definition) => networkFit(definition).trains)
    .map(({ id }) => ({ ...tutorialExperiment, loss: { id, parameters: {} } }));
}

/** Nobody chooses a loss while the browser is still busy with the previous one. */
const CHOICE_MS = 100;

export interface FirstStep {
  loss: string;
  /** Time from the loss's source to a program. */
  readMs: number;
  /** Time from the program to the end of the first step. */
  engineMs: number;
}

/**
 * Each loss for the first time in this page. Data and initial weights are ready, as when a loss is
 * chosen for a running experiment.
 */
export async function firstSteps(): Promise<FirstStep[]> {
  const backend = await createBackend("cpu");
  await trainSteps(backend, prepareJob(tutorialExperiment).job, 1);
  const times: FirstStep[] = [];
  for (const experiment of trainableExperiments()) {
    const { job } = prepareJob(experiment);
    await new Promise((resolve) => setTimeout(resolve, CHOICE_MS));
    const started = performance.now();
    const loss = trainedLoss(experiment);
    const read = performance.now();
    await trainSteps(backend, { ...job, loss: loss.program }, 1);
    times.push({ loss: experiment.loss.id, readMs: read - started, engineMs: performance.now() - read });
  }
  return times;
}

export interface LossTimes {
  loss: string;
  ms: number[];
}

/**
 * The tutorial's 30 epochs with every pointwise loss, interleaved, after unmeasured trainings of
 * each.
 */
export async function pointwiseLosses({ rounds }: { rounds: number }): Promise<LossTimes[]> {
  const backend = await createBackend("cpu");
  const runs = trainableExperiments()
    .map((experiment) => ({
      loss: experiment.loss.id,
      job: withDrawnOrders(prepareJob(experiment).job),
      ms: [] as number[],
    }))
    .filter(({ job }) => job.loss.pointwise);
  for (let round = 0; round <= rounds; round++) {
    for (const { job, ms } of runs) {
      const times = await trainFor(backend, job, tutorialSteps(), round === 0 ? WARM_UP_MS : TURN_MS);
      if (round > 0) ms.push(...times);
    }
  }
  return runs.map(({ loss, ms }) => ({ loss, ms }));
}

export interface GrowthTimes {
  name: string;
  /** The case that this one is ten times of. */
  of?: string;
  ms: number[];
}

/**
 * The tutorial's experiment with ten times the samples, the steps and the models: each once
 * unmeasured, then interleaved.
 */
export async function growth({ rounds }: { rounds: number }): Promise<GrowthTimes[]> {
  const backend = await createBackend("cpu");
  const steps = tutorialSteps();
  const tutorialLoss = trainedLoss(tutorialExperiment);
  const job = (models: number) => prepareFleet(modelExperiments(manyModels(models)), tutorialLoss).job;
  const larger = prepareJob(withSamples(2000, 60_000));
  const cases: { name: string; of?: string; job: TrainingJob; steps: number }[] = [
    { name: "1 model", job: job(1), steps },
    {
      name: "10 times the samples",
      of: "1 model",
      job: larger.job,
      steps: larger.stepsPerEpoch * tutorialExperiment.epochs,
    },
    { name: "10 times the steps", of: "1 model", job: job(1), steps: 10 * steps },
    { name: "10 models", of: "1 model", job: job(10), steps },
    { name: "100 models", of: "10 models", job: job(100), steps },
  ];
  const times = cases.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [k, { job, steps }] of cases.entries()) {
      const turn = await trainFor(backend, job, steps, round === 0 ? WARM_UP_MS : TURN_MS);
      if (round > 0) times[k]!.push(...turn);
    }
  }
  return cases.map(({ name, of }, k) => ({ name, ...(of !== undefined && { of }), ms: times[k]! }));
}

/** An epoch of a million samples, and one of 1,024 models. Throws if a number is not finite. */
export async function largest(): Promise<{ name: string; ms: number }[]> {
  const backend = await createBackend("cpu");
  const million = prepareJob(withSamples(500_000, 500_000));
  const models = prepareFleet(modelExperiments(manyModels(1024)), trainedLoss(tutorialExperiment));
  return [
    { name: "1,000,000 samples", ms: await trainSteps(backend, million.job, million.stepsPerEpoch) },
    { name: "1,024 models", ms: await trainSteps(backend, models.job, models.stepsPerEpoch) },
  ];
}

function tutorialSteps(): number {
  return prepareJob(tutorialExperiment).stepsPerEpoch * tutorialExperiment.epochs;
}

function withSamples(positives: number, negatives: number): Experiment {
  return { ...tutorialExperiment, dataset: { ...tutorialExperiment.dataset, positives, negatives } };
}

/**
 * All models have the tutorial's γ: a power that is not a square costs more, which would look like
 * growth.
 */
function manyModels(count: number): readonly FocalModel[] {
  if (count === 1) return tutorialModel;
  return Array.from({ length: count }, (_, k) => ({ alpha: 0.7 + (0.1 * k) / count, gamma: 2 }));
}

/** Shuffling does not count towards a loss's time. */
function withDrawnOrders(job: TrainingJob): TrainingJob {
  const orders = Array.from({ length: tutorialExperiment.epochs }, (_, epoch) => job.batchOrder(epoch));
  return { ...job, batchOrder: (epoch) => orders[epoch]! };
}

/** Trains until this many milliseconds have been spent in it, at least once; returns the times. */
async function trainFor(backend: Backend, job: TrainingJob, steps: number, ms: number): Promise<number[]> {
  const times: number[] = [];
  for (let spent = 0; spent < ms; spent += times.at(-1)!) times.push(await trainSteps(backend, job, steps));
  return times;
}

/** Milliseconds from a job to its trained parameters. */
async function trainSteps(backend: Backend, job: TrainingJob, steps: number): Promise<number> {
  const started = performance.now();
  const trainer = await backend.createTrainer(job);
  await trainer.advance(steps);
  let finite = true;
  for (let k = 0; k < job.members.length; k++) finite &&= (await trainer.parameters(k)).every(Number.isFinite);
  const ms = performance.now() - started;
  trainer.dispose();
  if (!finite) throw new Error(`${job.loss.name}: a trained parameter is not finite`);
  return ms;
}
