/**
 * `node scripts/run.mjs scripts/onnxFiles/main.ts FOLDER`: writes the .onnx files of a network and
 * of the training graphs of every loss that trains, with each optimiser at least once. `python3
 * scripts/onnxFiles/check.py FOLDER` (with Debian's python3-onnx) checks them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareJob } from "../../src/engine/job";
import { networkFile, trainingFile } from "../../src/engine/onnx";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { ActivationName, Experiment } from "../../src/experiment/experiment";
import { type LossDefinition, losses, networkFit } from "../../src/losses";
import { type OptimizerSettings, optimizerDefaults, optimizers } from "../../src/optimizers";

const ACTIVATIONS: readonly ActivationName[] = ["relu", "leaky_relu", "tanh", "sigmoid"];

export async function main([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) {
    console.error("node scripts/run.mjs scripts/onnxFiles/main.ts FOLDER");
    return 2;
  }
  mkdirSync(folder, { recursive: true });
  const table: readonly LossDefinition[] = losses;
  let files = 0;
  for (const [i, { id }] of table.filter((loss) => networkFit(loss).trains).entries()) {
    const optimizer = optimizerDefaults(optimizers[i % optimizers.length]!.name);
    const experiment: Experiment = {
      ...tutorialExperiment,
      loss: { id, parameters: {} },
      optimizer: i % 2 === 0 ? optimizer : withAllVectors(optimizer),
      model: { ...tutorialExperiment.model, activation: ACTIVATIONS[i % ACTIVATIONS.length]! },
    };
    const { job } = prepareJob(experiment);
    const origin = { experiment, step: 0 };
    writeFileSync(
      join(folder, `${id}-network.onnx`),
      networkFile(job.layout, job.members[0]!.initialParameters, origin),
    );
    writeFileSync(join(folder, `${id}-training.onnx`), trainingFile(job, origin));
    files += 2;
  }
  console.log(`${files} files in ${folder}`);
  return 0;
}

/** With momentum and every switch on, so that the optimiser keeps all of its vectors. */
function withAllVectors(settings: OptimizerSettings): OptimizerSettings {
  const flags = Object.entries(settings).filter(([, value]) => typeof value === "boolean");
  const on = Object.fromEntries(flags.map(([key]) => [key, true]));
  return { ...settings, ...on, ...("momentum" in settings && { momentum: 0.9 }) };
}
