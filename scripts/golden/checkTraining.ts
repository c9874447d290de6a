import { STEP_FIELDS, type Trainer } from "../../src/engine/backend";
import type { SetMetrics } from "../../src/metrics/measure";
import { SetEvaluation } from "../../src/training/evaluation/setEvaluation";
import { Comparison } from "./comparison";
import { decodeNumber } from "./encoding";
import { EPOCH_FIGURES, type GoldenRun, type TrainingFixture } from "./fixtures";
import type { GoldenEngine } from "./goldenEngine";
import { flatParameters, type GoldenJob, goldenJob, gradientStepJob } from "./goldenJob";
import { UnsupportedCaseError } from "./goldenLosses";
import { type ReportRow, rowOf } from "./report";
import { type RunTolerances, runTolerances } from "./trainingTolerances";

/** Trains every run and compares it with torch's float64: a line per run. */
export async function checkTraining(
  fixture: TrainingFixture,
  engine: GoldenEngine,
  onRow: (row: ReportRow) => void = () => {},
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const run of fixture.runs) {
    const row = await rowOf("run", run.id, () => checkRun(fixture, run, engine));
    onRow(row);
    rows.push(row);
  }
  return rows;
}

type Figures = Partial<Record<(typeof EPOCH_FIGURES)[number], number>>;

async function checkRun(fixture: TrainingFixture, run: GoldenRun, engine: GoldenEngine): Promise<Comparison> {
  const golden = goldenJob(fixture, run);
  const { job } = golden;
  const support = engine.backend.canTrain(job);
  if (!support.ok) throw new UnsupportedCaseError(support.detail);
  const tolerances = runTolerances(run, engine.precision);
  const comparison = new Comparison();
  const evaluation = new SetEvaluation(golden.train, golden.validation, job.loss);
  await checkFirstGradient(run, golden, engine, tolerances, comparison);
  const trainer = await engine.backend.createTrainer(job);
  try {
    const initial = figuresOf(evaluation.withScores(await evaluation.evaluate(trainer, 0)));
    checkFigures("before training", initial, (name) => run.f64.initial[name], 0, tolerances, comparison);
    const stepsPerEpoch = Math.ceil(golden.train.rows / job.batchSize);
    for (let epoch = 0; epoch < run.epochs; epoch++) {
      const records = await trainer.advance(stepsPerEpoch);
      if (epoch === 0) checkSteps(run, records, tolerances, comparison);
      const figures = {
        ...runningFigures(records, golden.train.rows, job.batchSize),
        ...figuresOf(evaluation.withScores(await evaluation.evaluate(trainer, 0))),
      };
      const at = (name: string) => run.f64.epochs[name]?.[epoch];
      checkFigures(`epoch ${epoch + 1}`, figures, at, epoch, tolerances, comparison);
    }
    await checkEnd(run, golden, engine, trainer, tolerances, comparison);
  } finally {
    trainer.dispose();
  }
  return comparison;
}

async function checkFirstGradient(
  run: GoldenRun,
  { job }: GoldenJob,
  engine: GoldenEngine,
  tolerances: RunTolerances,
  comparison: Comparison,
): Promise<void> {
  if (run.f64.first_grad === undefined) return;
  const trainer = await engine.backend.createTrainer(gradientStepJob(job));
  const before = await trainer.parameters(0);
  await trainer.advance(1);
  const after = await trainer.parameters(0);
  trainer.dispose();
  const gradient = before.map((value, i) => value - after[i]!);
  comparison.addAll("first gradient", gradient, flatParameters(run.f64.first_grad), tolerances.firstGradient);
}

function checkSteps(run: GoldenRun, records: Float64Array, { steps }: RunTolerances, comparison: Comparison): void {
  const { step_objective, step_loss } = run.f64;
  const taken = Math.min(step_objective.length, records.length / STEP_FIELDS.length);
  for (let step = 0; step < taken; step++) {
    const [loss, l1, l2] = records.subarray(step * STEP_FIELDS.length) as unknown as [number, number, number];
    comparison.add(`step ${step + 1}: loss`, loss, decodeNumber(step_loss[step]!), steps);
    comparison.add(`step ${step + 1}: objective`, loss + l1 + l2, decodeNumber(step_objective[step]!), steps);
  }
}

function checkFigures(
  where: string,
  figures: Figures,
  expected: (name: string) => Parameters<typeof decodeNumber>[0] | undefined,
  epoch: number,
  tolerances: RunTolerances,
  comparison: Comparison,
): void {
  const loss = tolerances.loss(epoch);
  const allowed: Record<string, RunTolerances["steps"] | undefined> = {
    train_objective_running: loss,
    train_accuracy_running: tolerances.runningAccuracy,
    train_loss: loss,
    val_loss: loss,
    penalty: tolerances.penalty,
    val_objective_batched: loss,
    accuracy: tolerances.accuracy,
    precision: tolerances.precision,
    recall: tolerances.recall,
    f1: tolerances.f1,
    auc: tolerances.auc,
  };
  for (const name of EPOCH_FIGURES) {
    const value = figures[name];
    const torch = expected(name);
    const isCount = allowed[name] === undefined;
    if (value === undefined || torch === undefined || (isCount && !tolerances.countsEqual)) continue;
    comparison.add(`${where}: ${name}`, value, decodeNumber(torch), allowed[name] ?? { absolute: 0, relative: 0 });
  }
}

async function checkEnd(
  run: GoldenRun,
  { grid }: GoldenJob,
  engine: GoldenEngine,
  trainer: Trainer,
  tolerances: RunTolerances,
  comparison: Comparison,
): Promise<void> {
  const logits = await engine.predict(trainer, grid);
  const probabilities = Float64Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  comparison.addAll("grid", probabilities, run.f64.grid.map(decodeNumber), tolerances.grid);
  if (tolerances.weights !== null) {
    const parameters = await trainer.parameters(0);
    comparison.addAll("parameters", parameters, flatParameters(run.f64.final), tolerances.weights);
  }
}

function figuresOf({
  train,
  validation,
  penalties,
  validationObjective,
}: ReturnType<SetEvaluation["withScores"]>): Figures {
  return {
    train_loss: train.loss,
    val_loss: validation.loss,
    penalty: penalties.l1 + penalties.l2,
    val_objective_batched: validationObjective,
    ...ofValidation(validation),
  };
}

/** The file writes 0 for a ratio of 0 to 0, which the engines leave undefined. */
function ofValidation({ accuracy, precision, recall, f1, auc, confusion }: SetMetrics): Figures {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = confusion;
  return {
    ...{ accuracy, auc, tp, fp, tn, fn },
    precision: tp + fp === 0 ? 0 : precision,
    recall: tp + fn === 0 ? 0 : recall,
    f1: tp + fp + fn === 0 ? 0 : f1,
  };
}

/** Means over an epoch's steps, not weighted by batch size. */
function runningFigures(records: Float64Array, rows: number, batchSize: number): Figures {
  const steps = records.length / STEP_FIELDS.length;
  let objective = 0;
  let accuracy = 0;
  for (let step = 0; step < steps; step++) {
    const [loss, l1, l2, correct] = records.subarray(step * STEP_FIELDS.length) as unknown as number[];
    objective += loss! + l1! + l2!;
    accuracy += correct! / Math.min(batchSize, rows - step * batchSize);
  }
  return { train_objective_running: objective / steps, train_accuracy_running: accuracy / steps };
}
