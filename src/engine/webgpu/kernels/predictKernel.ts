import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import { structLayout } from "../structLayout";
import { activationFunctions } from "./activation";
import { forwardStatements } from "./networkForward";
import networkMath from "./networkMath.wgsl?raw";
import { indent } from "./wgslText";

export const PREDICT_WORKGROUP = 64;

/**
 * A call's arguments: `parameters` is the word in the state at which the first member's parameters
 * start, `stride` the words from one member's start to the next, `points` the number of points.
 */
export const PREDICT_CALL = structLayout("Call", { parameters: "u32", stride: "u32", points: "u32" });

export const PREDICT_BINDINGS = { call: 0, state: 1, points: 2, results: 3 } as const;

/** Runs the networks of a fleet forward: one thread per point and member. */
export function predictKernel(layout: ModelLayout): string {
  const widest = Math.max(...layout.widths);
  const statements = forwardStatements(layout, {
    feature: (index) => `points[point * ${layout.widths[0]}u + ${index}]`,
    weight: (index) => `state[parameters + ${index}]`,
    // Two arrays: a layer reads one and writes the other, then they swap.
    input: (layer, index) => `${layer % 2 === 0 ? "even" : "odd"}[${index}]`,
    afterUnit: () => "",
  });
  const outputs = outputCount(layout);
  const results =
    outputs === 1
      ? "results[id.y * call.points + point] = output;"
      : `for (var o = 0u; o < ${outputs}u; o++) { results[(id.y * call.points + point) * ${outputs}u + o] = outputs[o]; }`;
  return `// Outputs of some models at the same points. Dispatch: (ceil(points / ${PREDICT_WORKGROUP}), members, 1).
//   call     uniform     Call
//   state    read        all members' parameters and moments, float32
//   points   read        [points, ${layout.widths[0]}] float32
//   results  read_write  [members, points, ${outputs}] float32
${PREDICT_CALL.wgsl}

@group(0) @binding(${PREDICT_BINDINGS.call}) var<uniform> call: Call;
@group(0) @binding(${PREDICT_BINDINGS.state}) var<storage, read> state: array<f32>;
@group(0) @binding(${PREDICT_BINDINGS.points}) var<storage, read> points: array<f32>;
@group(0) @binding(${PREDICT_BINDINGS.results}) var<storage, read_write> results: array<f32>;

${networkMath}
${activationFunctions(layout)}

@compute @workgroup_size(${PREDICT_WORKGROUP})
fn predict(@builtin(global_invocation_id) id: vec3u) {
  let point = id.x;
  if (point >= call.points) { return; }
  let parameters = call.parameters + id.y * call.stride;
  var even: array<f32, ${widest}>;
  var odd: array<f32, ${widest}>;
${indent(statements)}
${indent(results)}
}
`;
}
