import type { WgslLoss } from "../../../language/wgsl";
import {
  declareAccumulators,
  gather,
  largestReduction,
  nameResults,
  nameUniforms,
  passAccumulators,
} from "./lossPasses";
import { workgroupReduction } from "./reduction";
import { indent } from "./wgslText";

const WORKGROUP = 64;

export const LOSS_BINDINGS = { prediction: 0, target: 1, uniforms: 2, result: 3 } as const;

/** The loss as a function of its own prediction, without a network. */
export function lossKernel(loss: WgslLoss): string {
  const last = loss.passes.length - 1;
  const passes = loss.passes.map((pass, index) => {
    const accumulators = passAccumulators(pass, index);
    const work = [pass.statements, gather(accumulators)];
    if (index === last) work.push(`result[1u + slot] = ${loss.gradient};`);
    const finish =
      index === last
        ? `if (thread == 0u) {\n${indent(`${nameResults(pass, (r) => `reduced[${r}]`)}\nresult[0] = ${loss.objective};`)}\n}`
        : nameResults(pass, (r) => `reduced[${r}]`);
    return `${declareAccumulators(accumulators)}
for (var slot = thread; slot < arrayLength(&target_values); slot += ${WORKGROUP}u) {
  let prediction = predictions[slot];
  let target_value = target_values[slot];
  {
${indent(indent(work.filter(Boolean).join("\n")))}
  }
}
${workgroupReduction(accumulators, WORKGROUP)}
${finish}`;
  });
  return `// A loss's objective and its gradient over one batch. Dispatch: (1, 1, 1).
//   predictions    read        [batch] float32
//   target_values  read        [batch] float32
//   uniforms       read        [uniforms] float32
//   result         read_write  [1 + batch] float32: the objective, then d objective / d prediction
@group(0) @binding(${LOSS_BINDINGS.prediction}) var<storage, read> predictions: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.target}) var<storage, read> target_values: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.uniforms}) var<storage, read> uniforms: array<f32>;
@group(0) @binding(${LOSS_BINDINGS.result}) var<storage, read_write> result: array<f32>;

var<workgroup> partials: array<f32, ${largestReduction(loss, 0) * WORKGROUP}>;
var<workgroup> reduced: array<f32, ${largestReduction(loss, 0)}>;

${loss.functions}

@compute @workgroup_size(${WORKGROUP})
fn evaluate(@builtin(local_invocation_index) thread: u32) {
  let batch_size = f32(arrayLength(&target_values));
${indent(nameUniforms(loss, "uniforms"))}
${indent(passes.join("\n"))}
}
`;
}
