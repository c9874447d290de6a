import type { WgslLoss } from "../../../language/wgsl/emitWgsl";
import { NOT_KEPT } from "../bufferLayouts";
import type { GpuKernelSpec, KernelAccess } from "./gpuKernelSpec";
import { declareAccumulators, gather, nameResults } from "./lossPasses";
import { WEIGHT_NORMS } from "./stepRecord";

/**
 * One thread per parameter: the gradient of the data term and of the penalties, the optimiser's
 * update, and a copy if the step is marked. Stores this thread's part of Σ|w| and Σw² in
 * WEIGHT_NORMS. `gradient` may use `place` and `parameter`.
 */
export function updateParameters({ layout, plan }: GpuKernelSpec, access: KernelAccess, gradient: string): string {
  return `${declareAccumulators(WEIGHT_NORMS)}
for (var parameter = thread; parameter < ${layout.parameterCount}u; parameter += ${plan.workgroupSize}u) {
  let place = network_place(parameter);
  let weight = ${access.weight("parameter")};
  var gradient = ${gradient};
  if (place.is_weight) {
    gradient += rates.l1 * sign(weight) + rates.l2 * weight;
    ${gather(WEIGHT_NORMS).replace("\n", "\n    ")}
  }
  let updated = optimizer_update(parameter, weight, gradient, place.is_weight, rates, step);
  ${access.weight("parameter")} = updated;
  if (step.mark != ${NOT_KEPT}u) { state[step.mark + member * ${layout.parameterCount}u + parameter] = updated; }
}`;
}

/**
 * Writes the step's record. `reduced` holds the last pass's reductions, then RECORDED; those of
 * earlier passes already have their names.
 */
export function recordStep(loss: WgslLoss, value: (reduction: number) => string): string {
  const pass = loss.passes.at(-1)!;
  const recorded = pass.reductions.length;
  return `if (thread == 0u) {
  ${nameResults(pass, value).replaceAll("\n", "\n  ")}
  records[step_index * span.member_count + member] = Record(
    ${loss.objective},
    rates.l1 * ${value(recorded + 1)},
    0.5 * rates.l2 * ${value(recorded + 2)},
    ${value(recorded)},
  );
}`;
}
