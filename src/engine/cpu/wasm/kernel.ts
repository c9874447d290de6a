import type { ParameterValues } from "../../../language/graph";
import type { WasmLoss } from "../../../language/wasm/emitLoss";
import { ModuleWriter, wasmFeatures } from "../../../wasm";
import { vectorMath } from "../../../wasm/vectorMath";
import { BatchLossCode } from "./batchLossCode";
import { type KernelLayout, kernelLayout } from "./kernelLayout";
import type { KernelSpec, NetworkSpec } from "./kernelSpec";
import { NetworkCode } from "./networkCode";
import { writePredict } from "./predictCode";
import { writeGather, writeStep, writeTrain } from "./stepCode";
import { UpdateCode } from "./updateCode";

/** What the compiled module exports; all arguments are addresses in bytes or counts. */
export interface KernelExports {
  /**
   * Takes `steps` steps of an epoch for all members. `order`: the row numbers of its batches from
   * the first of them on, of which `rows` are left, padded with one iteration of rows that exist;
   * `data`: the first row.
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
  /**
   * Outputs [count, outputs] row-major of a member's network at `points` [count, inputs] row-major;
   * reads and writes past both by an iteration.
   */
  predict(member: number, points: number, count: number, results: number): void;
}

/** `cumulateLoop` on columns of the memory that both modules share (`LossMemory.rank`). */
export type RankColumns = (value: number, key: number, result: number, samples: number, back: number) => void;

/**
 * A network and its optimiser as one WebAssembly module, the loss as another: the first calls the
 * second once a step. So a new loss is all that has to be written for a network that has been
 * trained before, and the browser's best code for the network is there already.
 */
export interface Kernel {
  network: WebAssembly.Module;
  loss: WebAssembly.Module;
  /** The plan of the memory that both work in. */
  layout: KernelLayout;
  /** The optimiser's numbers at `KernelLayout.constants`, from its settings. */
  constants: (settings: ParameterValues) => Float64Array;
  /** Columns of the loss's own, from the layout's end on. */
  scratchColumns: number;
  uniformCount: number;
  /** [uniformCount], a member's numbers for its loss. Throws MissingParameterError. */
  uniforms: (parameters: ParameterValues) => Float64Array;
}

/** A module and the plan of its memory. */
export type Network = Pick<Kernel, "network" | "layout" | "constants">;

/** The kernel's two modules on one memory. */
export function linkKernel({ network, loss }: Kernel, memory: WebAssembly.Memory, rank: RankColumns): KernelExports {
  const { exports } = new WebAssembly.Instance(loss, { env: { memory, rank } });
  return new WebAssembly.Instance(network, { env: { memory, loss: exports.loss! } })
    .exports as unknown as KernelExports;
}

const LOSS_PARAMETERS = ["i32", "i32", "i32", "i32"] as const;

/** `uniforms`: room in each member for the numbers of its loss. */
export function compileNetwork(
  { layout: model, capacity, targetColumns, update }: NetworkSpec,
  uniforms: number,
): Network {
  const math = vectorMath(wasmFeatures());
  const updateCode = new UpdateCode(update, math);
  const layout = kernelLayout({
    layout: model,
    capacity,
    targetColumns,
    uniformRoom: uniforms,
    stateVectors: Object.keys(update.state).length,
    constants: updateCode.constantCount,
    stepScalars: update.scalars.length,
  });
  const module = new ModuleWriter();
  const loss = module.import("loss", LOSS_PARAMETERS);
  const network = new NetworkCode(model, layout, math);
  // A function each: the browser compiles them anew one by one, the busiest best, and takes what it
  // has at the next call.
  const forward = module.function(["i32", "i32", "i32"], undefined, (writer) => network.forward(writer));
  const step = writeStep(module, layout, capacity, {
    forward,
    backward: module.function(["i32", "i32", "i32"], undefined, (writer) => network.backward(writer)),
    loss,
    update: module.function(["i32", "i32", "i32"], undefined, (writer) => updateCode.write(writer, layout)),
  });
  const gather = writeGather(module, layout, model.widths[0]! + targetColumns + 1);
  writeTrain(module, layout, capacity, { gather, step });
  writePredict(module, layout, model, forward);
  const constants = (settings: ParameterValues) => updateCode.constants(settings);
  return { network: new WebAssembly.Module(module.bytes()), layout, constants };
}

/** The loss as a module that works in the memory of a network. */
export function compileLossModule(
  { layout: model, loss: graph }: KernelSpec,
  loss: WasmLoss,
  layout: KernelLayout,
): WebAssembly.Module {
  const module = new ModuleWriter();
  const rank = module.import("rank", ["i32", "i32", "i32", "i32", "i32"]);
  const code = new BatchLossCode(model, layout, graph, loss, rank);
  module.function(LOSS_PARAMETERS, undefined, (writer) => code.loss(writer), "loss");
  return new WebAssembly.Module(module.bytes());
}
