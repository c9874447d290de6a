import type { Graph, LossProgram, ParameterValues } from "../../language";
import type { GpuContext } from "./gpuContext";
import { storageUsage } from "./gpuSession";
import { LOSS_BINDINGS, lossKernel } from "./kernels/lossKernel";

export interface LossInput {
  /** [batch] */
  prediction: Float32Array;
  /** [batch] */
  target: Float32Array;
  parameters: ParameterValues;
}

export interface LossOnGpu {
  objective: number;
  /** d objective / d prediction: [batch] float32. */
  gradient: Float32Array;
  /** The loss before the source's own reduction: [batch] float32; null where the program has none. */
  perSample: Float32Array | null;
}

/** The loss as a function of its own prediction, by the WGSL that trains: what holds the emitted kernels to other engines' numbers. */
export async function evaluateLoss(backend: GpuContext, loss: LossProgram, input: LossInput): Promise<LossOnGpu> {
  const { nodes, outputs } = loss.batch;
  const { objective, gradient } = await evaluateGraph(backend, loss.batch, input);
  if (outputs.perSample === undefined) return { objective, gradient, perSample: null };
  // The kernel writes one number per sample, the one called gradient.
  const asGradient: Graph = {
    nodes,
    outputs: { objective: required(outputs.objective), gradient: outputs.perSample },
  };
  return { objective, gradient, perSample: (await evaluateGraph(backend, asGradient, input)).gradient };
}

function required(output: number | undefined): number {
  if (output === undefined) throw new RangeError("the graph has no output named objective");
  return output;
}

async function evaluateGraph(backend: GpuContext, graph: Graph, input: LossInput) {
  const { session } = backend;
  const { device } = session;
  const batch = input.prediction.length;
  if (input.target.length !== batch) {
    throw new RangeError(`target: expected [${batch}], got [${input.target.length}]`);
  }
  const loss = backend.emit(graph);
  const bindings = ["read-only-storage", "read-only-storage", "read-only-storage", "storage"] as const;
  const kernel = await backend.pipelines.get("loss", lossKernel(loss), bindings);
  const buffers = await session.checked("memory for the loss", () => ({
    prediction: session.createStorage("prediction", input.prediction),
    target: session.createStorage("target", input.target),
    uniforms: session.createStorage("uniforms", Float32Array.from(loss.uniforms(input.parameters))),
    result: session.createBuffer("result", 4 * (1 + batch), storageUsage()),
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
    const result = await session.read(buffers.result, 0, 4 * (1 + batch));
    return { objective: result[0]!, gradient: result.slice(1) };
  } finally {
    for (const buffer of Object.values(buffers)) buffer.destroy();
  }
}
