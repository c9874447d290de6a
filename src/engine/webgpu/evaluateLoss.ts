import type { Graph, LossProgram, ParameterValues } from "../../language";
import { columnOutput } from "../../language/program";
import type { WgslLoss } from "../../language/wgsl/emitWgsl";
import { elementOutputNames, gradientOutputNames } from "../lossOutputs";
import type { GpuContext } from "./gpuContext";
import { storageUsage } from "./gpuSession";
import { LOSS_BINDINGS, lossKernel } from "./kernels/lossKernel";
import { rankedWords } from "./kernels/rankings";

export interface LossRows {
  /** The loss's own prediction columns, [batch] each. */
  predictions: readonly Float32Array[];
  /** Its target columns, [batch] each. */
  targets: readonly Float32Array[];
  parameters: ParameterValues;
}

export interface LossOnGpu {
  objective: number;
  /** d objective / d prediction: for each prediction column [batch] float32. */
  gradients: readonly Float32Array[];
  /**
   * The loss before any reduction: for each element of a sample [batch] float32; null where the
   * program has none.
   */
  perSample: readonly Float32Array[] | null;
}

/**
 * The loss as a function of its own predictions, computed by the WGSL that trains, so that the
 * emitted kernels can be compared with other engines.
 */
export async function evaluateLoss(backend: GpuContext, program: LossProgram, input: LossRows): Promise<LossOnGpu> {
  const gradients = gradientOutputNames(program);
  const elements = elementOutputNames(program) ?? [];
  const loss = backend.emit(withColumns(program, [...gradients, ...elements]));
  const { objective, columns } = await run(backend, loss, program, input);
  return {
    objective,
    gradients: columns.slice(0, gradients.length),
    perSample: elements.length === 0 ? null : columns.slice(gradients.length),
  };
}

/**
 * The emitted code outputs the columns of `gradient` per sample, so each requested output is
 * emitted under such a name.
 */
function withColumns({ batch }: LossProgram, wanted: readonly string[]): Graph {
  const named = (name: string) => {
    const id = batch.outputs[name];
    if (id === undefined) throw new RangeError(`the graph has no output named ${name}`);
    return id;
  };
  const columns = wanted.map((name, column) => [columnOutput("gradient", column), named(name)]);
  return { nodes: batch.nodes, outputs: { objective: named("objective"), ...Object.fromEntries(columns) } };
}

async function run(backend: GpuContext, loss: WgslLoss, program: LossProgram, input: LossRows) {
  const { predictions, targets, parameters } = input;
  const { session } = backend;
  const { device } = session;
  const batch = predictions[0]?.length ?? 0;
  const bindings = ["read-only-storage", "read-only-storage", "read-only-storage", "storage", "storage"] as const;
  const kernel = await backend.pipelines.get("loss", lossKernel(loss, program), bindings);
  const columnCount = loss.gradients.length;
  const resultBytes = 4 * (1 + columnCount * batch);
  const buffers = await session.checked("memory for the loss", () => ({
    predictions: session.createStorage(
      "predictions",
      oneAfterTheOther("predictions", predictions, program.predictionColumns, batch),
    ),
    targets: session.createStorage("targets", oneAfterTheOther("targets", targets, program.targetColumns, batch)),
    uniforms: session.createStorage("uniforms", Float32Array.from(loss.uniforms(parameters))),
    result: session.createBuffer("result", resultBytes, storageUsage()),
    ranked: session.createBuffer("ranked", 4 * rankedWords(loss) * batch, storageUsage()),
  }));
  try {
    const bindGroup = device.createBindGroup({
      layout: kernel.layout,
      entries: Object.entries(buffers).map(([name, buffer]) => ({
        binding: LOSS_BINDINGS[name as keyof typeof LOSS_BINDINGS],
        resource: { buffer },
      })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(kernel.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
    const result = await session.read(buffers.result, 0, resultBytes);
    const columns = Array.from({ length: columnCount }, (_, k) => result.slice(1 + k * batch, 1 + (k + 1) * batch));
    return { objective: result[0]!, columns };
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}

/** Columns as one array: [columns, batch] row-major. */
function oneAfterTheOther(what: string, columns: readonly Float32Array[], count: number, batch: number): Float32Array {
  if (columns.length !== count) throw new RangeError(`${what}: expected ${count} columns, got ${columns.length}`);
  const all = new Float32Array(columns.length * batch);
  columns.forEach((column, k) => {
    if (column.length !== batch) {
      throw new RangeError(`${what}, column ${k}: expected [${batch}], got [${column.length}]`);
    }
    all.set(column, k * batch);
  });
  return all;
}
