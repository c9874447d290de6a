import { createCpuBackend } from "../../src/engine/cpu";
import { prepareJob } from "../../src/engine/job";
import type { Experiment } from "../../src/experiment/experiment";
import { plotGrid } from "../../src/experiment/plotGrid";
import { numericParameters } from "../../src/language";
import { lossById } from "../../src/losses";
import { compileDefinition } from "../../src/losses/compileDefinition";
import { logitGraphs } from "../../src/losses/logitGraphs";
import { LossOnLogits } from "../../src/losses/lossOnLogits";
import { alwaysSaysNo } from "../../src/metrics/measure";
import { type AlwaysNoReason, cureOf, whyAlwaysNo } from "../../src/training/alwaysNo";
import { TrainingRun } from "../../src/training/trainingRun";

const backend = createCpuBackend();

/** Trains the experiment; the reason if its network never says yes, otherwise null. */
async function trained(experiment: Experiment): Promise<AlwaysNoReason | null> {
  const prepared = prepareJob(experiment);
  const run = await TrainingRun.start(prepared, backend);
  try {
    const values: number[] = [];
    while (!run.done) {
      await run.advance(run.stepsLeftInEpoch);
      values.push(...run.takeFinishedEpochs().map(({ train }) => train.loss));
    }
    const { current, parameters } = await run.snapshot(plotGrid(experiment), 0);
    if (!alwaysSaysNo(current.validation)) return null;
    const { id, parameters: given } = experiment.loss;
    const definition = lossById(id);
    const program = compileDefinition(definition, given);
    const loss = new LossOnLogits(definition, logitGraphs(definition, program));
    const numbers = numericParameters(program, given);
    return whyAlwaysNo({
      experiment,
      layout: prepared.job.layout,
      parameters,
      samples: run.shownSamples(),
      slopes: (logits, labels) => loss.slopes(logits, labels, numbers),
      losses: values,
    });
  } finally {
    run.dispose();
  }
}

/** The reasons found one after the other, each with its cure tried, until the network says yes. */
export async function cured(experiment: Experiment): Promise<(AlwaysNoReason | "says yes")[]> {
  const reasons: (AlwaysNoReason | "says yes")[] = [];
  let now: Experiment | null = experiment;
  while (now !== null && reasons.length < MOST_CURES) {
    const reason = await trained(now);
    if (reason === null) return [...reasons, "says yes"];
    reasons.push(reason);
    now = cureOf(reason, now);
  }
  return reasons;
}

/** More presses of a button than anybody would try. */
const MOST_CURES = 8;
