import type { Evaluator, EvaluatorInput, EvaluatorOutput, FloatArray } from "../../../language/evaluate/evaluator";
import { BatchOrder, cumulateLoop } from "../../../language/evaluate/evaluatorLoops";
import type { Graph, ParameterValues } from "../../../language/graph";
import type { KeyedGraph } from "../../../language/keyedGraph";
import { keepOutputs } from "../../../language/neededNodes";
import { columnCount } from "../../../language/passes/batchPasses";
import { WasmLoss } from "../../../language/wasm/emitLoss";
import {
  type Code,
  f32x4,
  f64,
  i32,
  type Local,
  ModuleWriter,
  SAMPLES_PER_ITERATION,
  v128,
  wasmFeatures,
} from "../../../wasm";
import { vectorMath } from "../../../wasm/vectorMath";
import { roundUp } from "./kernelLayout";
import { RecentlyUsed } from "./recentlyUsed";
import { WorkMemory } from "./workMemory";

/**
 * Number of evaluators to keep: programs times the few sets of outputs that are evaluated of each.
 */
const MAX_COMPILED = 128;

interface CompiledGraph {
  module: WebAssembly.Module;
  plan: ColumnPlan;
  uniforms: (parameters: ParameterValues) => Float64Array;
}

/** The index of each column, and the byte addresses of the numbers before the columns. */
interface ColumnPlan {
  predictions: number;
  targets: number;
  valid: number;
  outputs: number;
  scratch: number;
  columns: number;
  /** Outputs that are one number each, as float64. */
  numbers: number;
  batchSize: number;
  uniforms: number;
  firstColumn: number;
  /** Names of the outputs by kind. */
  sampleOutputs: readonly string[];
  numberOutputs: readonly string[];
}

interface EvaluatorExports {
  /** `end`: the bytes of a column to process; columns are `columnBytes` apart. */
  evaluate(end: number, samples: number, columnBytes: number): void;
}

/** Evaluators of a backend's losses: float32 vector code, sums over the batch in float64. */
export class WasmEvaluators {
  readonly #compiled = new RecentlyUsed<CompiledGraph>(MAX_COMPILED);
  /** Shared by all evaluators: each copies its results out before it returns. */
  #memory: WorkMemory | undefined;

  /** Creates an evaluator for these outputs of the graph. */
  create(graph: KeyedGraph, outputs: readonly string[]): Evaluator {
    const compiled = this.#compiled.of(`${graph.key} ${outputs}`, () => compile(keepOutputs(graph, ...outputs)));
    this.#memory ??= new WorkMemory(compiled.plan.firstColumn);
    return evaluatorOn(this.#memory, compiled);
  }

  /** Frees the memory. Evaluators created before then throw ReleasedMemoryError. */
  dispose(): void {
    this.#memory?.release();
    this.#memory = undefined;
  }
}

function evaluatorOn(work: WorkMemory, compiled: CompiledGraph): Evaluator {
  const { plan } = compiled;
  const batchOrder = new BatchOrder();
  const rank = (value: number, key: number, result: number, samples: number, back: number) => {
    const column = (at: number) => work.floats(at, samples);
    cumulateLoop(column(result), column(value), batchOrder.by(column(key), samples), back !== 0);
  };
  const env = { memory: work.memory, rank };
  const code = new WebAssembly.Instance(compiled.module, { env }).exports as unknown as EvaluatorExports;
  const own = plan.sampleOutputs.map(() => new Float32Array(0));

  function evaluate({ predictions, targets, count, parameters }: EvaluatorInput): EvaluatorOutput {
    const padded = roundUp(Math.max(count, 1), SAMPLES_PER_ITERATION);
    work.reserve(plan.firstColumn + 4 * padded * plan.columns);
    const column = (k: number, length = count) => work.floats(plan.firstColumn + 4 * padded * k, length);
    // A graph may read fewer columns than the set has.
    const fill = (from: number, to: number, columns: readonly FloatArray[]) => {
      for (let k = from; k < to; k++) column(k).set(columns[k - from]!.subarray(0, count));
    };
    fill(plan.predictions, plan.targets, predictions);
    fill(plan.targets, plan.valid, targets);
    const valid = work.integers(plan.firstColumn + 4 * padded * plan.valid, padded);
    valid.fill(0xffffffff, 0, count);
    valid.fill(0, count);
    const uniforms = compiled.uniforms(parameters);
    work.floats(plan.batchSize, 1)[0] = count;
    work.floats(plan.uniforms, uniforms.length).set(uniforms);
    code.evaluate(4 * padded, count, 4 * padded);
    const result: Record<string, number | FloatArray> = {};
    for (const [k, name] of plan.sampleOutputs.entries()) {
      if (own[k]!.length < count) own[k] = new Float32Array(count);
      const values = own[k]!.subarray(0, count);
      values.set(column(plan.outputs + k));
      result[name] = values;
    }
    const numbers = work.doubles(plan.numbers, plan.numberOutputs.length);
    for (const [k, name] of plan.numberOutputs.entries()) result[name] = numbers[k]!;
    return result;
  }

  return { evaluate };
}

function compile(graph: Graph): CompiledGraph {
  const names = Object.keys(graph.outputs);
  const isNumber = (name: string) => graph.nodes[graph.outputs[name]!]!.shape.length === 0;
  const loss = new WasmLoss(graph, names, vectorMath(wasmFeatures()));
  const plan = planColumns(
    graph,
    loss,
    names.filter((name) => !isNumber(name)),
    names.filter(isNumber),
  );
  const module = new ModuleWriter();
  const rank = module.import("rank", ["i32", "i32", "i32", "i32", "i32"]);
  module.function(
    ["i32", "i32", "i32"],
    undefined,
    (writer) => {
      const [end, samples, columnBytes] = writer.parameters as unknown as [Local, Local, Local];
      const starts = Array.from({ length: plan.columns }, (_, k) =>
        writer.let("i32", i32.add(i32.const(plan.firstColumn), i32.mul(columnBytes.get, i32.const(k)))),
      );
      const load = (k: number, x: Code) => v128.load(i32.add(x, starts[k]!));
      const uniforms = Array.from({ length: loss.uniformCount }, (_, k) =>
        writer.vector(v128.load32Splat(i32.const(0), plan.uniforms + 4 * k)),
      );
      const numbers = loss.write(
        writer,
        {
          prediction: (k, x) => load(plan.predictions + k, x),
          target: (k, x) => load(plan.targets + k, x),
          valid: (x) => load(plan.valid, x),
          batchSize: writer.vector(v128.load32Splat(i32.const(0), plan.batchSize)),
          uniform: (k) => uniforms[k]!,
          scratch: (k) => starts[plan.scratch + k]!,
          rank,
        },
        {
          end: end.get,
          samples: samples.get,
          store: (name, x, value) => {
            const start = starts[plan.outputs + plan.sampleOutputs.indexOf(name)]!;
            writer.do(v128.store(i32.add(x, start), value));
          },
        },
      );
      for (const [k, name] of plan.numberOutputs.entries()) {
        writer.do(f64.store(i32.const(0), f64.fromF32(f32x4.lane(numbers[name]!, 0)), plan.numbers + 8 * k));
      }
    },
    "evaluate",
  );
  return { module: new WebAssembly.Module(module.bytes()), plan, uniforms: loss.uniforms };
}

function planColumns(
  graph: Graph,
  { uniformCount, scratchColumns }: WasmLoss,
  sampleOutputs: readonly string[],
  numberOutputs: readonly string[],
): ColumnPlan {
  const targets = columnCount(graph, "prediction");
  const valid = targets + columnCount(graph, "target");
  const outputs = valid + 1;
  const scratch = outputs + sampleOutputs.length;
  const batchSize = roundUp(8 * numberOutputs.length, 16);
  const uniforms = batchSize + 16;
  return {
    predictions: 0,
    targets,
    valid,
    outputs,
    scratch,
    columns: scratch + scratchColumns,
    numbers: 0,
    batchSize,
    uniforms,
    firstColumn: roundUp(uniforms + 4 * uniformCount, 16),
    sampleOutputs,
    numberOutputs,
  };
}
