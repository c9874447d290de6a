import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCpuBackend } from "../../src/engine/cpu";
import { prepareJob } from "../../src/engine/job";
import { JobMemory } from "../../src/engine/jobMemory";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { optimizerDefaults } from "../../src/optimizers";
import { TrainingRun } from "../../src/training/trainingRun";
import type { TrainingCommand, TrainingEvent } from "../../src/worker/run/protocol";
import { TrainingSession } from "../../src/worker/run/session";

const GRID = { size: 8, extent: 12 };
const short: Experiment = { ...tutorialExperiment, epochs: 2 };
const atGamma = (gamma: number): Experiment => ({ ...short, loss: { id: "focal", parameters: { gamma } } });

let compiled = 0;

beforeEach(() => {
  compiled = 0;
  class CountedModule extends WebAssembly.Module {
    constructor(bytes: BufferSource) {
      compiled++;
      super(bytes as ArrayBuffer);
    }
  }
  vi.stubGlobal("WebAssembly", {
    Module: CountedModule,
    Instance: WebAssembly.Instance,
    Memory: WebAssembly.Memory,
    CompileError: WebAssembly.CompileError,
  });
});
afterEach(() => void vi.unstubAllGlobals());

async function trainToEnd(run: TrainingRun): Promise<Float32Array> {
  while (!run.done) await run.advance(1000);
  return (await run.snapshot(GRID, 0)).parameters;
}

it("the page's second retrain compiles nothing, whichever parameter moved and whatever loss came between", async () => {
  const events: TrainingEvent[] = [];
  const session = new TrainingSession({
    emit: (event) => events.push(event),
    yieldToMessages: () => Promise.resolve(),
  });
  let runId = 0;
  const retrain = async (experiment: Experiment) => {
    const command: TrainingCommand = { type: "complete", runId: ++runId, experiment, grid: GRID, engine: "auto" };
    await session.handle(command);
    const networks = events.filter((event) => event.type === "completed" && event.runId === runId);
    expect(networks).toHaveLength(1);
    for (const event of networks)
      if ("picture" in event) void session.handle({ type: "drawn", picture: event.picture });
  };
  await retrain(atGamma(2));
  await retrain({ ...short, loss: { id: "bce-logits", parameters: {} } });
  expect(compiled).toBeGreaterThan(0);
  compiled = 0;
  await retrain(atGamma(3));
  await retrain({ ...atGamma(3), optimizer: { ...short.optimizer, learningRate: 0.01 } });
  await retrain({ ...short, loss: { id: "bce-logits", parameters: {} } });
  expect(compiled).toBe(0);
  session.dispose();
});

it("a copy of the loss's program compiles nothing, and continues with the original's trainer", async () => {
  const backend = createCpuBackend();
  const memory = new JobMemory();
  const first = await TrainingRun.start(prepareJob(atGamma(2), memory), backend);
  const expected = await trainToEnd(first);
  compiled = 0;
  const copied = prepareJob(atGamma(2), memory);
  copied.job = { ...copied.job, loss: structuredClone(copied.job.loss) };
  const other = await TrainingRun.start(copied, backend);
  expect(await trainToEnd(other)).toEqual(expected);
  const next = await first.followedBy(copied);
  expect(next?.trainer).toBe(first.trainer);
  expect(await trainToEnd(next!)).toEqual(expected);
  expect(compiled).toBe(0);
});

it("another loss, network, batch or order of the data is not treated as the same run", async () => {
  const backend = createCpuBackend();
  const run = await TrainingRun.start(prepareJob(atGamma(2)), backend);
  const others: Experiment[] = [
    { ...atGamma(2), loss: { id: "bce-logits", parameters: {} } },
    { ...atGamma(2), model: { ...short.model, hidden: [3] } },
    { ...atGamma(2), batchSize: 50 },
    { ...atGamma(2), trainFraction: 0.5 },
    { ...atGamma(2), optimizer: { ...optimizerDefaults("Adam"), beta1: 0.8 } },
    ...(["data", "split", "order"] as const).map((seed) => ({ ...atGamma(2), seeds: { ...short.seeds, [seed]: 99 } })),
  ];
  for (const other of others) expect(await run.followedBy(prepareJob(other))).toBeUndefined();
});
