import { outputCount } from "../../../experiment/modelLayout";
import { columnName, nameColumns, nameJudgement, nameOutputs, nameTargets } from "./gpuColumns";
import type { GpuKernelSpec, KernelAccess } from "./gpuKernelSpec";
import type { TileRows } from "./gpuTileRows";
import { declareAccumulators, gather, nameResults, nameUniforms, passAccumulators } from "./lossPasses";
import { leavesRanked, rankedPass } from "./rankings";
import { type Accumulator, workgroupReduction } from "./reduction";
import { recordStep, updateParameters } from "./stepEnd";
import { CORRECT, RECORDED } from "./stepRecord";
import { indent } from "./wgslText";

/**
 * The steps if every batch fits the tile: the network runs forward once per step, whatever the
 * number of passes.
 */
export function wholeBatchSteps(spec: GpuKernelSpec, access: KernelAccess, rows: TileRows): string {
  const { layout, loss, targetColumns, plan } = spec;
  const outputs = outputCount(layout);
  const ranked = (row: number, sample: string) => access.tile(`${rows.count + row}u`, sample);
  const last = loss.passes.length - 1;
  const body: string[] = [
    "let step_index = span.first_step + k;",
    "let step = steps[step_index];",
    "let batch_size = f32(step.size);",
    declareAccumulators([CORRECT]),
  ];
  loss.passes.forEach((pass, index) => {
    const accumulators = passAccumulators(pass, index);
    body.push(declareAccumulators(accumulators), samples(accumulators, index));
    if (index === last) return;
    if (leavesRanked(loss, index)) body.push(access.barrier);
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
    recordStep(loss, (r) => `reduced[${r}]`),
  );
  return `${nameUniforms(loss, "members[member].uniforms")}
let rates = members[member].rates;
for (var k = 0u; k < span.step_count; k++) {
${indent(body.filter(Boolean).join("\n"))}
}`;

  /**
   * One pass over this thread's samples; the first pass runs the network forward, the last one
   * backward.
   */
  function samples(accumulators: readonly Accumulator[], index: number): string {
    const kept = (k: number) => access.tile(`${rows.outputs + k}u`, "slot");
    const lines = ["let data_row = order[step.order_offset + slot];", ...nameTargets(targetColumns)];
    if (index === 0) lines.push(...nameOutputs(layout, "network_forward(slot, data_row)"));
    else lines.push(...nameColumns("prediction", outputs, kept));
    if (index === 0 && last > 0) {
      for (let k = 0; k < outputs; k++) lines.push(`${kept(k)} = ${columnName("prediction", k)};`);
    }
    if (index === last) lines.push(...nameJudgement(layout, targetColumns), gather([CORRECT]));
    const work = [gather(accumulators)];
    if (index === last) work.push(`network_backward(slot, ${loss.gradients.join(", ")});`);
    lines.push(rankedPass(loss, index, "slot", "step.size", ranked, work));
    return `for (var slot = thread; slot < step.size; slot += ${plan.workgroupSize}u) {\n${indent(lines.join("\n"))}\n}`;
  }
}
