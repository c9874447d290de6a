import { memberWgsl, RECORD, SPAN, TRAINING_BINDINGS } from "../bufferLayouts";
import type { GpuKernelSpec, KernelAccess } from "./gpuKernelSpec";
import { tileRows } from "./gpuTileRows";
import { largestReduction } from "./lossPasses";
import { trainingNetwork } from "./networkTraining";
import { optimizerFunction } from "./optimizerUpdate";
import { RECORDED } from "./stepRecord";
import { tiledSteps } from "./tiledSteps";
import { indent } from "./wgslText";
import { wholeBatchSteps } from "./wholeBatchSteps";

/**
 * The fused training kernel: one workgroup trains one model through many steps. It is generated
 * from the network's layout, the optimiser, the loss and the memory plan. Sizes are literals; what
 * may change during training is in buffers.
 */
export function trainingKernel(spec: GpuKernelSpec): string {
  const { layout, optimizer, loss, targetColumns, plan } = spec;
  const access = memoryAccess(spec);
  const rows = tileRows(layout);
  const vectors = 1 + Object.keys(optimizer.update.state).length;
  const stateSize = layout.parameterCount * vectors;
  const steps = plan.wholeBatch ? wholeBatchSteps(spec, access, rows) : tiledSteps(spec, access);
  return `// Trains workgroup_id.x + span.first_member through span.step_count steps. Dispatch: (members, 1, 1).
//   span      uniform     Span
//   features  read        [rows, ${layout.widths[0]}] float32
//   targets   read        [rows, ${targetColumns + 1}] float32: the loss's target columns, then the label
//   order     read        [sum of the steps' batch sizes] rows of the batches, one after the other
//   steps     read        [steps] Step
//   members   read        [members] Member
//   state     read_write  [members, ${vectors}, ${layout.parameterCount}] float32: parameters, then the optimiser's vectors;
//             behind all members, [marks, members, ${layout.parameterCount}]: parameters after marked steps
//   records   read_write  [steps, members] Record
//   scratch   read_write  [workgroups, ${plan.scratchWords}] float32${plan.scratchWords === 0 ? " (not used)" : ""}
${SPAN.wgsl}
${optimizer.step.wgsl}
${memberWgsl(optimizer.rates, loss.uniformCount)}
${RECORD.wgsl}

${bindings()}

var<workgroup> partials: array<f32, ${largestReduction(loss, RECORDED.length) * plan.workgroupSize}>;
var<workgroup> reduced: array<f32, ${largestReduction(loss, RECORDED.length)}>;
${plan.tileInWorkgroup ? `var<workgroup> tile: array<f32, ${plan.tileRows * plan.tileStride}>;` : ""}
${plan.stateInWorkgroup ? `var<workgroup> held: array<f32, ${stateSize}>;` : ""}
var<private> state_base: u32;
var<private> scratch_base: u32;

${trainingNetwork(layout, rows, access)}

${optimizerFunction(optimizer, access.stateVector)}

${[loss.functions, ...optimizer.code.functions.filter((text) => !loss.functions.includes(text))].join("\n")}

@compute @workgroup_size(${plan.workgroupSize})
fn train(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let member = span.first_member + workgroup.x;
  state_base = member * ${stateSize}u;
  scratch_base = workgroup.x * ${plan.scratchWords}u;
${plan.stateInWorkgroup ? indent(copyState(stateSize, plan.workgroupSize, "held[i] = state[state_base + i]")) : ""}
  workgroupBarrier();
${indent(steps)}
${plan.stateInWorkgroup ? indent(copyState(stateSize, plan.workgroupSize, "state[state_base + i] = held[i]")) : ""}
}
`;
}

function memoryAccess({ layout, plan }: GpuKernelSpec): KernelAccess {
  const state = (index: string) => (plan.stateInWorkgroup ? `held[${index}]` : `state[state_base + ${index}]`);
  const cell = (row: string, slot: string) => `(${row}) * ${plan.tileStride}u + ${slot}`;
  const scratch = (index: string) => `scratch[scratch_base + ${index}]`;
  return {
    tile: (row, slot) => (plan.tileInWorkgroup ? `tile[${cell(row, slot)}]` : scratch(cell(row, slot))),
    weight: state,
    stateVector: (index, parameter) => state(`${(index + 1) * layout.parameterCount}u + ${parameter}`),
    scratch,
    barrier:
      plan.tileInWorkgroup && plan.stateInWorkgroup && plan.wholeBatch
        ? "workgroupBarrier();"
        : "storageBarrier();\nworkgroupBarrier();",
  };
}

function bindings(): string {
  const types: Record<keyof typeof TRAINING_BINDINGS, string> = {
    span: "var<uniform> span: Span",
    features: "var<storage, read> features: array<f32>",
    targets: "var<storage, read> targets: array<f32>",
    order: "var<storage, read> order: array<u32>",
    steps: "var<storage, read> steps: array<Step>",
    members: "var<storage, read> members: array<Member>",
    state: "var<storage, read_write> state: array<f32>",
    records: "var<storage, read_write> records: array<Record>",
    scratch: "var<storage, read_write> scratch: array<f32>",
  };
  return Object.entries(TRAINING_BINDINGS)
    .map(([name, binding]) => `@group(0) @binding(${binding}) ${types[name as keyof typeof TRAINING_BINDINGS]};`)
    .join("\n");
}

function copyState(size: number, workgroupSize: number, statement: string): string {
  return `for (var i = thread; i < ${size}u; i += ${workgroupSize}u) { ${statement}; }`;
}
