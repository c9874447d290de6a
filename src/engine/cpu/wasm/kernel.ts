import type { Graph, ParameterValues } from "../../../language/graph";
import { WasmLoss } from "../../../language/wasmLoss";
import { ModuleWriter, wasmFeatures } from "../../../wasm";
import { vectorMath } from "../../../wasm/vectorMath";
import { type KernelLayout, kernelLayout } from "./kernelLayout";
import { type KernelSpec, stateVectors } from "./kernelSpec";
import { LossCode } from "./lossCode";
import { NetworkCode } from "./networkCode";
import { writePredict } from "./predictCode";
import { writeGather, writeStep, writeTrain } from "./stepCode";
import { UpdateCode } from "./updateCode";

/** What the compiled module exports; all arguments are addresses in bytes or counts. */
export interface KernelExports {
  /**
   * Takes `steps` steps of an epoch for all members. `order`: the rows of its batches from the first of them on, of which `rows` are left, filled up
   * with a whole turn of rows that exist; `data`: the first row.
   */
  train(
    order: number,
    rows: number,
    steps: number,
    data: number,
    firstMember: number,
    members: number,
    table: number,
    records: number,
  ): void;
  /** Outputs [count, outputs] row-major of a member's network at `points` [count, inputs] row-major; reads and writes past both by a turn. */
  predict(member: number, points: number, count: number, results: number): void;
}

/** A network, its loss and its optimiser as one WebAssembly module, with the plan of the memory that it works in. */
export interface Kernel {
  module: WebAssembly.Module;
  layout: KernelLayout;
  uniformCount: number;
  /** [uniformCount], a member's numbers for its loss. Throws MissingParameterError. */
  uniforms: (parameters: ParameterValues) => Float64Array;
}

const known = new WeakMap<Graph, Map<string, Kernel>>();

/** The kernel of a job; the same one for as long as its loss is the same object. */
export function kernelOf(spec: KernelSpec): Kernel {
  const ofLoss = known.get(spec.loss) ?? new Map<string, Kernel>();
  known.set(spec.loss, ofLoss);
  const { layout, capacity, rule } = spec;
  const key = JSON.stringify([layout, capacity, rule]);
  const kernel = ofLoss.get(key) ?? compileKernel(spec);
  ofLoss.set(key, kernel);
  return kernel;
}

function compileKernel({ layout: model, capacity, loss: graph, targetColumns, rule }: KernelSpec): Kernel {
  const math = vectorMath(wasmFeatures());
  const loss = new WasmLoss(graph, LossCode.outputsOf(graph), math);
  const layout = kernelLayout({
    layout: model,
    capacity,
    targetColumns,
    scratchColumns: loss.scratchColumns,
    uniformCount: loss.uniformCount,
    state: stateVectors(rule),
  });
  const module = new ModuleWriter();
  const rank = module.import("rank", ["i32", "i32", "i32", "i32", "i32"]);
  const network = new NetworkCode(model, layout, math);
  const update = new UpdateCode(rule, layout, math);
  const lossCode = new LossCode(model, layout, graph, loss, rank);
  // A function each: the browser compiles them anew one by one, the busiest best, and takes what it has at the next call.
  const forward = module.function(["i32", "i32", "i32"], undefined, (writer) => network.forward(writer));
  const step = writeStep(module, layout, capacity, {
    forward,
    backward: module.function(["i32", "i32", "i32"], undefined, (writer) => network.backward(writer)),
    loss: module.function(["i32", "i32", "i32", "i32"], undefined, (writer) => lossCode.loss(writer)),
    update: module.function(["i32", "i32", "i32"], undefined, (writer) => update.update(writer)),
  });
  const gather = writeGather(module, layout, model.widths[0]! + targetColumns + 1);
  writeTrain(module, layout, capacity, { gather, step });
  writePredict(module, layout, model, forward);
  return {
    module: new WebAssembly.Module(module.bytes()),
    layout,
    uniformCount: loss.uniformCount,
    uniforms: loss.uniforms,
  };
}
