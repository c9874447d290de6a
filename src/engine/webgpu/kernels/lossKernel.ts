import type { LossProgram } from "../../../language";
import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import { nameColumns } from "./gpuColumns";
import {
  declareAccumulators,
  gather,
  largestReduction,
  nameResults,
  nameUniforms,
  passAccumulators,
} from "./lossPasses";
import { leavesRanked, rankedPass, rankedWords } from "./rankings";
import { workgroupReduction } from "./reduction";
import { indent } from "./wgslText";

const WORKGROUP = 64;

export const LOSS_BINDINGS = { predictions: 0, targets: 1, uniforms: 2, result: 3, ranked: 4 } as const;

type Columns = Pick<LossProgram, "predictionColumns" | "targetColumns">;

/** The loss as a function of its own predictions, without a network. */
export function lossKernel(loss: WgslLoss, { predictionColumns, targetColumns }: Columns): string {
  const last = loss.passes.length - 1;
  const column = (array: string, k: number) => `${array}[${k === 0 ? "" : `${k}u * batch + `}slot]`;
  const place = (row: number, sample: string) => `ranked[${row}u * batch + ${sample}]`;
  const sample = [
    ...nameColumns("prediction", predictionColumns, (k) => column("predictions", k)),
    ...nameColumns("target_value", targetColumns, (k) => column("targets", k)),
  ];
  const passes = loss.passes.map((pass, index) => {
    const accumulators = passAccumulators(pass, index);
    const work = [gather(accumulators)];
    if (index === last) {
      work.push(...loss.gradients.map((gradient, k) => `result[1u + ${k}u * batch + slot] = ${gradient};`));
    }
    const finish =
      index === last
        ? `if (thread == 0u) {\n${indent(`${nameResults(pass, (r) => `reduced[${r}]`)}\nresult[0] = ${loss.objective};`)}\n}`
        : nameResults(pass, (r) => `reduced[${r}]`);
    return `${declareAccumulators(accumulators)}
for (var slot = thread; slot < batch; slot += ${WORKGROUP}u) {
${indent([...sample, rankedPass(loss, index, "slot", "batch", place, work)].join("\n"))}
}
${leavesRanked(loss, index) ? "storageBarrier();\n" : ""}${workgroupReduction(accumulators, WORKGROUP)}
${finish}`;
  });
  return `// A loss's objective and its gradients over one batch. Dispatch: (1, 1, 1).
//   predictions  read        [${predictionColumns}, batch] float32
//   targets      read        [${targetColumns}, batch] float32
//   uniforms     read        [uniforms] float32
//   result       read_write  [1 + ${loss.gradients.length} * batch] float32: the objective, then each gradient
//   ranked       read_write  [${rankedWords(loss)}, batch] float32: what the samples leave for one another
@group(0) @binding(${LOSS_BINDINGS.predictions}) var<storage, read> predictions: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.targets}) var<storage, read> targets: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.uniforms}) var<storage, read> uniforms: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.result}) var<storage, read_write> result: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.ranked}) var<storage, read_write> ranked: array<f32>;

var<workgroup> partials: array<f32, ${largestReduction(loss, 0) * WORKGROUP}>;
var<workgroup> reduced: array<f32, ${largestReduction(loss, 0)}>;

${loss.functions}

@compute @workgroup_size(${WORKGROUP})
fn evaluate(@builtin(local_invocation_index) thread: u32) {
  let batch = (arrayLength(&result) - 1u) / ${loss.gradients.length}u;
  let batch_size = f32(batch);
${indent(nameUniforms(loss, "uniforms"))}
${indent(passes.join("\n"))}
}
`;
}
