/**
 * `npm run headless -- EXPERIMENT.json|default|LINK [--engine float64|cpu|webgpu|onnx] [--json]`:
 * trains an experiment in the terminal, with the page's engines. Exit code 0: trained; 1: the run
 * failed (it diverged, or the engine is unavailable here); 2: wrong arguments or experiment.
 */
import { parseArgs } from "node:util";
import type { BackendId } from "../../src/engine/backend";
import { createCpuBackend, createFloat64Backend } from "../../src/engine/cpu";
import { LossParameterError } from "../../src/engine/fleetJob";
import { createOnnxBackend } from "../../src/engine/onnx";
import type { Experiment } from "../../src/experiment/experiment";
import { callInChromium } from "../golden/inChromium";
import type { GpuAnswer } from "./browser";
import { epochTable, runAsJson } from "./output";
import { GivenExperimentError, readGivenExperiment } from "./readGivenExperiment";
import { type FinishedRun, runExperiment } from "./runExperiment";

const USAGE = "npm run headless -- EXPERIMENT.json|default|LINK [--engine float64|cpu|webgpu|onnx] [--json]";
const ENGINES: readonly string[] = ["float64", "cpu", "webgpu", "onnx"] satisfies BackendId[];

class ArgumentError extends Error {}

export async function main(args: readonly string[]): Promise<number> {
  try {
    const { given, engine, json } = readArguments(args);
    const run = await train(await readGivenExperiment(given), engine);
    console.log(json ? JSON.stringify(runAsJson(run)) : epochTable(run));
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ArgumentError) console.error(`${message}\n${USAGE}`);
    else console.error(message);
    const wrong = error instanceof ArgumentError || error instanceof GivenExperimentError;
    return wrong || error instanceof LossParameterError ? 2 : 1;
  }
}

async function train(experiment: Experiment, engine: BackendId): Promise<FinishedRun> {
  if (engine === "float64") return runExperiment(experiment, createFloat64Backend());
  if (engine === "onnx") return runExperiment(experiment, await createOnnxBackend());
  if (engine === "cpu") return runExperiment(experiment, createCpuBackend());
  const answer = await callInChromium<GpuAnswer>("/scripts/headless/browser.ts", "runOnGpu", experiment);
  if ("failure" in answer) throw new Error(answer.failure);
  return answer.run;
}

function readArguments(args: readonly string[]): { given: string; engine: BackendId; json: boolean } {
  let parsed: { values: { engine?: string; json?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      options: { engine: { type: "string" }, json: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const engine = values.engine ?? "cpu";
  if (!ENGINES.includes(engine))
    throw new ArgumentError(`--engine: expected one of ${ENGINES.join(", ")}, got ${engine}`);
  if (positionals.length !== 1) throw new ArgumentError(`expected one experiment, got ${positionals.length}`);
  return { given: positionals[0]!, engine: engine as BackendId, json: values.json ?? false };
}
