import type { WgslPass } from "../../../language/wgsl";
import type { KernelAccess, KernelSpec } from "./kernelSpec";
import { declareAccumulators, gather, nameResults, nameUniforms, passAccumulators } from "./lossPasses";
import { workgroupReduction } from "./reduction";
import { finishStep, updateParameters } from "./stepEnd";
import { CORRECT, RECORDED } from "./stepRecord";
import type { TileRows } from "./tileRows";
import { indent } from "./wgslText";

/**
 * The run of steps where every batch fits the tile: the network runs forward once a step, whatever the number of the loss's passes.
 */
export function wholeBatchSteps(spec: KernelSpec, access: KernelAccess, rows: TileRows): string {
  const { loss, plan } = spec;
  const last = loss.passes.length - 1;
  const body: string[] = [
    "let step_index = span.first_step + k;",
    "let step = steps[step_index];",
    "let batch_size = f32(step.size);",
    declareAccumulators([CORRECT]),
  ];
  loss.passes.forEach((pass, index) => {
    const accumulators = passAccumulators(pass, index);
    body.push(declareAccumulators(accumulators), samples(pass, index));
    if (index === last) return;
    body.push(
      workgroupReduction(accumulators, plan.workgroupSize),
      nameResults(pass, (r) => `reduced[${r}]`),
    );
  });
  body.push(
    access.barrier,
    updateParameters(spec, access, "network_gradient(place, step.size)"),
    access.barrier,
    workgroupReduction([...passAccumulators(loss.passes[last]!, last), ...RECORDED], plan.workgroupSize),
    finishStep(loss, (r) => `reduced[${r}]`),
  );
  return `${nameUniforms(loss, "members[member].uniforms")}
let rates = members[member].rates;
for (var k = 0u; k < span.step_count; k++) {
${indent(body.filter(Boolean).join("\n"))}
}`;

  /** One pass over this thread's samples; the first runs the network forward, the last backward. */
  function samples(pass: WgslPass, index: number): string {
    const kept = access.tile(`${rows.logit}u`, "slot");
    const lines = ["let data_row = order[step.order_offset + slot];", "let target_value = targets[data_row];"];
    lines.push(`let prediction = ${index === 0 ? "network_forward(slot, data_row)" : kept};`);
    if (index === 0 && last > 0) lines.push(`${kept} = prediction;`);
    if (index === last) lines.push(gather([CORRECT]));
    const work = [pass.statements, gather(passAccumulators(pass, index))];
    if (index === last) work.push(`network_backward(slot, ${loss.gradient});`);
    lines.push(`{\n${indent(work.filter(Boolean).join("\n"))}\n}`);
    return `for (var slot = thread; slot < step.size; slot += ${plan.workgroupSize}u) {\n${indent(lines.join("\n"))}\n}`;
  }
}
