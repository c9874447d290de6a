/**
 * `npm run golden -- [--losses FILE] [--training FILE] [--optimizers FILE] [--sources FILE]
 * [--pasted FILE] [--engine float64|cpu|webgpu|onnx]… [--gpu chromium|deno] [--except RUN]…
 * [--json]`: compares the engines with PyTorch's values in the golden files. With `--sources` or
 * `--pasted` alone, only those texts are checked. `--gpu` says what runs the webgpu engine:
 * Chromium's WebGPU (the default), or Deno's, which has another compiler and uses the machine's
 * Vulkan driver. `--except` leaves out a training run. Exit code 0: nothing failed; 1: something
 * did; 2: wrong arguments or files.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { BackendId } from "../../src/engine/backend";
import { FixtureError } from "./encoding";
import { lossFixture, type TrainingFixture, trainingFixture, withOptimizers } from "./fixtures";
import { createCpuGoldenEngine } from "./goldenEngine";
import { callInChromium } from "./inChromium";
import { callInDeno } from "./inDeno";
import { createOnnxGoldenEngine } from "./onnxEngine";
import { readFixture } from "./readFixture";
import { type EngineReport, reportText, totals } from "./report";
import { type Fixtures, runChecks } from "./runChecks";
import { sourceFixture } from "./sourceFixtures";

const USAGE =
  "npm run golden -- [--losses FILE] [--training FILE] [--optimizers FILE] [--sources FILE] [--pasted FILE] [--engine float64|cpu|webgpu|onnx]... [--gpu chromium|deno] [--except RUN]... [--json]";
const ENGINES: readonly string[] = ["float64", "cpu", "webgpu", "onnx"] satisfies BackendId[];
/** What calls a function of a module where there is WebGPU. */
const GPU_HOSTS = { chromium: callInChromium, deno: callInDeno };
type GpuHost = keyof typeof GPU_HOSTS;

const fixturePath = (name: string) => fileURLToPath(new URL(`../../test/fixtures/golden/${name}`, import.meta.url));

interface Arguments {
  losses: string | undefined;
  /** The file of runs, and that of further optimisers. */
  training: { runs: string; optimizers: string } | undefined;
  sources: string[];
  engines: BackendId[];
  gpu: GpuHost;
  /** Ids of training runs that are left out. */
  except: string[];
  json: boolean;
}

export async function main(args: readonly string[]): Promise<number> {
  let given: Arguments;
  let fixtures: Fixtures;
  try {
    given = readArguments(args);
    fixtures = readFixtures(given);
  } catch (error) {
    if (!(error instanceof FixtureError || error instanceof ArgumentError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  const reports: EngineReport[] = [];
  for (const engine of given.engines) {
    const report = await checkEngine(engine, given.gpu, fixtures);
    reports.push(report);
    if (!given.json) console.log(`${reportText(report)}\n`);
  }
  const failed = reports.reduce((sum, report) => sum + totals(report).failed, 0);
  if (given.json)
    console.log(JSON.stringify({ engines: reports.map((report) => ({ ...report, totals: totals(report) })) }));
  else console.log(failed === 0 ? "golden: no FAIL" : `golden: ${failed} FAIL`);
  return failed === 0 ? 0 : 1;
}

function readFixtures({ losses, training, sources, except }: Arguments): Fixtures {
  return {
    ...(losses !== undefined && { losses: lossFixture(readFixture(losses), losses) }),
    ...(training !== undefined && {
      training: withoutRuns(
        withOptimizers(
          trainingFixture(readFixture(training.runs), training.runs),
          readFixture(training.optimizers),
          training.optimizers,
        ),
        except,
      ),
    }),
    sources: sources.flatMap((file) => sourceFixture(readFixture(file), file)),
  };
}

async function checkEngine(engine: BackendId, gpu: GpuHost, fixtures: Fixtures): Promise<EngineReport> {
  if (engine === "onnx") return runChecks(fixtures, await createOnnxGoldenEngine());
  if (engine !== "webgpu") return runChecks(fixtures, createCpuGoldenEngine(engine));
  try {
    return await GPU_HOSTS[gpu]<EngineReport>("/scripts/golden/browser.ts", "checkOnGpu", fixtures);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { engine, description: gpu, rows: [], unavailable: message };
  }
}

class ArgumentError extends Error {}

function readArguments(args: readonly string[]): Arguments {
  let values: {
    losses?: string;
    training?: string;
    optimizers?: string;
    sources?: string;
    pasted?: string;
    engine?: string[];
    gpu?: string;
    except?: string[];
    json?: boolean;
  };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        losses: { type: "string" },
        training: { type: "string" },
        optimizers: { type: "string" },
        sources: { type: "string" },
        pasted: { type: "string" },
        engine: { type: "string", multiple: true },
        gpu: { type: "string" },
        except: { type: "string", multiple: true },
        json: { type: "boolean" },
      },
    }));
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
  const engines = values.engine ?? [...ENGINES];
  const unknown = engines.find((engine) => !ENGINES.includes(engine));
  if (unknown !== undefined) throw new ArgumentError(`--engine: expected one of ${ENGINES.join(", ")}, got ${unknown}`);
  const gpu = values.gpu ?? "chromium";
  if (!isGpuHost(gpu)) {
    throw new ArgumentError(`--gpu: expected one of ${Object.keys(GPU_HOSTS).join(", ")}, got ${gpu}`);
  }
  const { losses, training, optimizers, sources, pasted } = values;
  const texts = [sources, pasted].filter((file) => file !== undefined);
  const onlyTexts = texts.length > 0 && [losses, training, optimizers].every((file) => file === undefined);
  return {
    losses: onlyTexts ? undefined : (losses ?? fixturePath("losses.json")),
    training: onlyTexts
      ? undefined
      : {
          runs: training ?? fixturePath("training.json.gz"),
          optimizers: optimizers ?? fixturePath("optimizers.json.gz"),
        },
    sources: texts.length > 0 ? texts : [fixturePath("sources.json"), fixturePath("pasted.json")],
    engines: [...new Set(engines)] as BackendId[],
    gpu,
    except: values.except ?? [],
    json: values.json ?? false,
  };
}

/** Throws ArgumentError for a run that there is not. */
function withoutRuns(training: TrainingFixture, except: readonly string[]): TrainingFixture {
  const unknown = except.find((id) => training.runs.every((run) => run.id !== id));
  if (unknown !== undefined) throw new ArgumentError(`--except: expected the id of a training run, got ${unknown}`);
  return { ...training, runs: training.runs.filter(({ id }) => !except.includes(id)) };
}

function isGpuHost(name: string): name is GpuHost {
  return Object.hasOwn(GPU_HOSTS, name);
}
