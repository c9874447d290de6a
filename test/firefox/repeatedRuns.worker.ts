/**
 * Runs the WebAssembly engine on the same input until the browser's optimising compiler has
 * compiled it, and reports whether the numbers ever change. Each loss has its own worker, because
 * the compiler's decisions depend on earlier code.
 */
import { KernelCache } from "../../src/engine/cpu/wasm/kernelCache";
import { WasmEvaluators } from "../../src/engine/cpu/wasm/wasmEvaluator";
import { WasmTrainer } from "../../src/engine/cpu/wasm/wasmTrainer";
import { lossById } from "../../src/losses";
import { evaluatorCase, type OutputNumbers, outputNumbers } from "../engine/cpu/evaluatorCases";
import { smallRun, type TrainedNumbers, trainedNumbers } from "./smallRun";

export interface RepeatedRunsRequest {
  loss: string;
  sampleCount: number;
  /** Number of evaluators, created one after the other as each training run creates one. */
  evaluators: number;
  evaluationsEach: number;
  trainers: number;
}

export interface Repeated<Numbers> {
  /** The numbers of the first run. */
  first: Numbers;
  /** The number of runs before the first one with other numbers; null if there is none. */
  changedAfter: number | null;
}

export interface RepeatedRuns {
  evaluated: Repeated<OutputNumbers>;
  trained: Repeated<TrainedNumbers>;
}

self.onmessage = async ({ data }: MessageEvent<RepeatedRunsRequest>) => {
  self.postMessage({ evaluated: evaluateOften(data), trained: await trainOften(data) } satisfies RepeatedRuns);
};

function evaluateOften({
  loss,
  sampleCount,
  evaluators,
  evaluationsEach,
}: RepeatedRunsRequest): Repeated<OutputNumbers> {
  const { program, input } = evaluatorCase(lossById(loss), sampleCount);
  const compiled = new WasmEvaluators();
  const create = () => compiled.create(program.batch, Object.keys(program.batch.outputs));
  const first = outputNumbers(create().evaluate(input));
  for (let k = 0; k < evaluators; k++) {
    const evaluator = create();
    for (let i = 0; i < evaluationsEach; i++) {
      if (!equal(outputNumbers(evaluator.evaluate(input)), first)) {
        return { first, changedAfter: k * evaluationsEach + i };
      }
    }
  }
  return { first, changedAfter: null };
}

async function trainOften({ loss, trainers }: RepeatedRunsRequest): Promise<Repeated<TrainedNumbers>> {
  const { job } = smallRun(loss);
  const kernels = new KernelCache();
  const train = () => trainedNumbers(new WasmTrainer(job, kernels));
  const first = await train();
  for (let k = 1; k < trainers; k++) {
    if (!equal(await train(), first)) return { first, changedAfter: k };
  }
  return { first, changedAfter: null };
}

function equal<Numbers extends { [Name in keyof Numbers]: number[] }>(own: Numbers, first: Numbers): boolean {
  const names = Object.keys(first) as (keyof Numbers)[];
  return names.every((name) => first[name].every((value, i) => Object.is(own[name][i], value)));
}
