import { type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import { activationFunctions } from "./activation";
import type { TileRows } from "./gpuTileRows";
import { forwardStatements, outputsOf } from "./networkForward";
import networkMath from "./networkMath.wgsl?raw";
import { indent } from "./wgslText";

/** Where a training kernel stores the tile and the weights, as WGSL text. */
export interface TrainingAccess {
  /** An lvalue: row `row` of the tile, at the sample in column `slot`. */
  tile(row: string, slot: string): string;
  /** Parameter `index` of this workgroup's member. */
  weight(index: string): string;
}

/**
 * Samples whose products are summed before they are added to the total: two-level sums lose less to
 * rounding, least with groups of about √batch.
 */
const GRADIENT_BLOCK = 8;

/**
 * The network as functions of a training kernel:
 * - `network_forward(slot, data_row)`: the outputs of training row `data_row` (one f32, or an
 *   array); stores activations and slopes in column `slot`;
 * - `network_backward(slot, gradient, gradient1 …)`: turns the slopes into deltas, given d
 *   objective / d output for each output;
 * - `network_place(parameter)` and `network_gradient(place, count) -> f32`: d objective / d
 *   parameter, summed over the tile's samples.
 */
export function trainingNetwork(layout: ModelLayout, rows: TileRows, access: TrainingAccess): string {
  return [networkMath, activationFunctions(layout), forward(layout, rows, access), backward(layout, rows, access)]
    .concat(place(layout, rows), gradientSum(access))
    .join("\n\n");
}

function forward(layout: ModelLayout, rows: TileRows, access: TrainingAccess): string {
  const statements = forwardStatements(layout, {
    feature: (index) => `features[data_row * ${layout.widths[0]}u + ${index}]`,
    weight: access.weight,
    input: (layer, index) => access.tile(`${rows.activation[layer]}u + ${index}`, "slot"),
    afterUnit: (layer, index, z, a) =>
      `${access.tile(`${rows.delta[layer]}u + ${index}`, "slot")} = network_slope(${z}, ${a});`,
  });
  const { type, name } = outputsOf(layout);
  return `fn network_forward(slot: u32, data_row: u32) -> ${type} {
  ${access.tile(`${rows.ones}u`, "slot")} = 1.0;
${indent(statements)}
  return ${name};
}`;
}

function backward(layout: ModelLayout, rows: TileRows, access: TrainingAccess): string {
  const last = layout.layers.length - 1;
  const gradients = Array.from({ length: outputCount(layout) }, (_, k) => `gradient${k === 0 ? "" : k}`);
  const lines = gradients.map((gradient, k) => `${access.tile(`${rows.delta[last]! + k}u`, "slot")} = ${gradient};`);
  for (let l = last; l > 0; l--) {
    const layer = layout.layers[l]!;
    const delta = (o: string) => access.tile(`${rows.delta[l]}u + ${o}`, "slot");
    const weight = (o: string, i: string) => access.weight(`${layer.weightOffset}u + ${o} * ${layer.inputs}u + ${i}`);
    const slope = (i: string) => access.tile(`${rows.delta[l - 1]}u + ${i}`, "slot");
    lines.push(`for (var i = 0u; i < ${layer.inputs}u; i++) {
  var sum = 0.0;
  for (var o = 0u; o < ${layer.outputs}u; o++) { sum += ${weight("o", "i")} * ${delta("o")}; }
  ${slope("i")} *= sum;
}`);
  }
  const parameters = ["slot: u32", ...gradients.map((gradient) => `${gradient}: f32`)].join(", ");
  return `fn network_backward(${parameters}) {\n${indent(lines.join("\n"))}\n}`;
}

/** The delta and the input whose product is a parameter's gradient. */
function place(layout: ModelLayout, rows: TileRows): string {
  const cases = layout.layers.map((layer, l) => {
    const end = layer.biasOffset + layer.outputs;
    return `if (parameter < ${layer.biasOffset}u) {
  let index = parameter - ${layer.weightOffset}u;
  return NetworkPlace(${rows.delta[l]}u + index / ${layer.inputs}u, ${rows.activation[l]}u + index % ${layer.inputs}u, true);
}
if (parameter < ${end}u) { return NetworkPlace(${rows.delta[l]}u + parameter - ${layer.biasOffset}u, ${rows.ones}u, false); }`;
  });
  return `struct NetworkPlace { delta_row: u32, input_row: u32, is_weight: bool }

fn network_place(parameter: u32) -> NetworkPlace {
${indent(cases.join("\n"))}
  return NetworkPlace(0u, 0u, false);
}`;
}

function gradientSum(access: TrainingAccess): string {
  return `fn network_gradient(place: NetworkPlace, count: u32) -> f32 {
  var total = 0.0;
  for (var first = 0u; first < count; first += ${GRADIENT_BLOCK}u) {
    var block = 0.0;
    let end = min(first + ${GRADIENT_BLOCK}u, count);
    for (var slot = first; slot < end; slot++) {
      block += ${access.tile("place.delta_row", "slot")} * ${access.tile("place.input_row", "slot")};
    }
    total += block;
  }
  return total;
}`;
}
