import { nameJudgement, nameOutputs, nameTargets } from "./gpuColumns";
import type { GpuKernelSpec, KernelAccess } from "./gpuKernelSpec";
import { declareAccumulators, gather, nameResults, nameUniforms, passAccumulators } from "./lossPasses";
import { rankedPass } from "./rankings";
import { type Accumulator, forEachReduction, workgroupReduction } from "./reduction";
import { recordStep, updateParameters } from "./stepEnd";
import { CORRECT, WEIGHT_NORMS } from "./stepRecord";
import { tiledScratch } from "./tiledScratch";
import { indent } from "./wgslText";

/**
 * The steps if a batch is larger than the tile. A step is a sequence of stages: each pass of the
 * loss, then the update. A pass processes the batch tile by tile and runs the network forward for
 * each; the last pass also runs it backward and adds each tile's gradient to a running one. Between
 * any two tiles a step may be split into several dispatches. What each thread has accumulated waits
 * in the scratch, so that the splits, which depend on measured times, do not change a single bit of
 * the result.
 */
export function tiledSteps(spec: GpuKernelSpec, access: KernelAccess): string {
  const { layout, loss, targetColumns, plan } = spec;
  const last = loss.passes.length - 1;
  const tileWords = plan.tileInWorkgroup ? 0 : plan.tileRows * plan.tileStride;
  const places = tiledScratch(layout, loss, plan.batchSize, plan.workgroupSize, tileWords);
  const ranked = (row: number, sample: string) =>
    access.scratch(`${places.ranked + row * plan.batchSize}u + ${sample}`);
  const result = (pass: number) => (r: number) => access.scratch(`${places.results[pass]! + r}u`);
  const body: string[] = [
    "let step_index = span.first_step + k;",
    "let step = steps[step_index];",
    "let batch_size = f32(step.size);",
    `let tiles = (step.size + ${plan.tileSize - 1}u) / ${plan.tileSize}u;`,
    "let tile_end = min(span.tile_end, tiles);",
  ];
  loss.passes.forEach((pass, index) => {
    const accumulators = passAccumulators(pass, index);
    if (index === last) {
      body.push(stage(index, [...accumulators, CORRECT], gradientTiles(accumulators)));
    } else {
      body.push(stage(index, accumulators, gatherTiles(index, accumulators)), nameResults(pass, result(index)));
    }
  });
  const recorded = loss.passes[last]!.reductions.length + 1;
  const update = [
    updateParameters(spec, access, access.scratch(`${places.gradient}u + parameter`)),
    workgroupReduction(WEIGHT_NORMS, plan.workgroupSize),
    recordStep(loss, (r) => (r < recorded ? result(last)(r) : `reduced[${r - recorded}]`)),
    access.barrier,
  ];
  body.push(`if (span.stage_end > ${last + 1}u) {\n${indent(update.join("\n"))}\n}`);
  return `${nameUniforms(loss, "members[member].uniforms")}
let rates = members[member].rates;
for (var k = 0u; k < span.step_count; k++) {
${indent(body.filter(Boolean).join("\n"))}
}`;

  /**
   * Runs `tiles`, continuing the accumulated sums; at the end of the batch, stores the reductions
   * in the scratch.
   */
  function stage(index: number, accumulators: readonly Accumulator[], tiles: string): string {
    const waiting = (r: number) => access.scratch(`${places.gathered + r * plan.workgroupSize}u + thread`);
    const resume = accumulators.map(({ name }, r) => `${name} = ${waiting(r)};`);
    const suspend = accumulators.map(({ name }, r) => `${waiting(r)} = ${name};`);
    const count = accumulators.length;
    const kept = (r: string) => `${access.scratch(`${places.results[index]}u + ${r}`)} = reduced[${r}];`;
    const keep = forEachReduction(count, plan.workgroupSize, (r) => `if (${r} < ${count}u) { ${kept(r)} }`);
    const statements = [
      declareAccumulators(accumulators),
      `if (span.first_tile > 0u) {\n${indent(resume.join("\n"))}\n}`,
      tiles,
      `if (tile_end == tiles) {\n${indent(`${workgroupReduction(accumulators, plan.workgroupSize)}\n${keep}`)}\n} else {`,
      `${indent(suspend.join("\n"))}\n}`,
      access.barrier,
    ];
    return `if (span.first_stage <= ${index}u && ${index}u < span.stage_end) {\n${indent(statements.join("\n"))}\n}`;
  }

  /** No thread reads another's samples, so each works in its own column. */
  function gatherTiles(index: number, accumulators: readonly Accumulator[]): string {
    const lines = [
      "let data_row = order[step.order_offset + sample];",
      ...nameTargets(targetColumns),
      ...nameOutputs(layout, "network_forward(thread, data_row)"),
      rankedPass(loss, index, "sample", "step.size", ranked, [gather(accumulators)]),
    ];
    return `for (var sample = span.first_tile * ${plan.tileSize}u + thread; sample < min(tile_end * ${plan.tileSize}u, step.size); sample += ${plan.workgroupSize}u) {
${indent(lines.join("\n"))}
}`;
  }

  function gradientTiles(accumulators: readonly Accumulator[]): string {
    const work = [gather(accumulators), `network_backward(slot, ${loss.gradients.join(", ")});`];
    const lines = [
      "let sample = first + slot;",
      "let data_row = order[step.order_offset + sample];",
      ...nameTargets(targetColumns),
      ...nameOutputs(layout, "network_forward(slot, data_row)"),
      ...nameJudgement(layout, targetColumns),
      gather([CORRECT]),
      rankedPass(loss, last, "sample", "step.size", ranked, work),
    ];
    const running = access.scratch(`${places.gradient}u + parameter`);
    return `for (var tile_index = span.first_tile; tile_index < tile_end; tile_index++) {
  let first = tile_index * ${plan.tileSize}u;
  let count = min(${plan.tileSize}u, step.size - first);
  for (var slot = thread; slot < count; slot += ${plan.workgroupSize}u) {
${indent(indent(lines.join("\n")))}
  }
${indent(access.barrier)}
  for (var parameter = thread; parameter < ${layout.parameterCount}u; parameter += ${plan.workgroupSize}u) {
    var sum = network_gradient(network_place(parameter), count);
    if (tile_index > 0u) { sum += ${running}; }
    ${running} = sum;
  }
${indent(access.barrier)}
}`;
  }
}
