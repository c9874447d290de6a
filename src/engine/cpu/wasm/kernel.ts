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
   * the first of these on, `rows` of them, padded with one iteration of valid row numbers; `data`:
   * the first row.
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
   * Outputs [count, outputs] row-major of a member's network at `points` [count, inputs] row-major.
   * Reads and writes up to one iteration past the end of both.
   */
  predict(member: number, points: number, count: number, results: number): void;
}

/** `cumulateLoop` on columns of the memory that both modules share (`LossMemory.rank`). */
export type RankColumns = (value: number, key: number, result: number, samples: number, back: number) => void;

/**
 * A network and its optimiser as one WebAssembly module, the loss as another; the first calls the
 * second once per step. For a new loss only the small second module must be compiled if the network
 * has been trained before, and the browser has already optimised the first.
 */
export interface Kernel {
  network: WebAssembly.Module;
  loss: WebAssembly.Module;
  /** The layout of the memory that both modules use. */
  layout: KernelLayout;
  /** The optimiser's numbers at `KernelLayout.constants`, from its settings. */
  constants: (settings: ParameterValues) => Float64Array;
  /** Number of columns of the loss's own, from the end of the layout. */
  scratchColumns: number;
  uniformCount: number;
  /** [uniformCount] numbers of a member for its loss. Throws MissingParameterError. */
  uniforms: (parameters: ParameterValues) => Float64Array;
}

/** A module and the layout of its memory. */
export type Network = Pick<Kernel, "network" | "layout" | "constants">;

/** Instantiates the kernel's two modules on one memory. */
export function linkKernel({ network, loss }: Kernel, memory: WebAssembly.Memory, rank: RankColumns): KernelExports {
  const { exports } = new WebAssembly.Instance(loss, { env: { memory, rank } });
  return new WebAssembly.Instance(network, { env: { memory, loss: exports.loss! } })
    .exports as unknown as KernelExports;
}

const LOSS_PARAMETERS = ["i32", "i32", "i32", "i32"] as const;

/** `uniforms`: number of the loss's numbers that each member has room for. */
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
  // Separate functions: the browser optimises them one by one, the busiest most, and uses the new
  // code from the next call on.
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
