import { type LayerLayout, type ModelLayout, outputCount } from "../../../experiment/modelLayout";
import { indent } from "./wgslText";

/** Where a forward pass reads and writes its numbers, as WGSL text; indices are text too. */
export interface ForwardAccess {
  feature(index: string): string;
  weight(index: string): string;
  /** An lvalue for input `index` of layer `layer`. */
  input(layer: number, index: string): string;
  /** Statements run for each hidden unit, given its pre-activation and activation. */
  afterUnit(layer: number, index: string, z: string, a: string): string;
}

/**
 * Statements that define the network's single output as `let output`, or its several outputs as
 * `var outputs: array<f32, …>`. They are loops with literal bounds: unrolling small networks gained
 * nothing at run time and doubled the compile time (software adapter, 2-4-8-1).
 */
export function forwardStatements(layout: ModelLayout, access: ForwardAccess): string {
  const last = layout.layers.length - 1;
  const features = `for (var i = 0u; i < ${layout.widths[0]}u; i++) { ${access.input(0, "i")} = ${access.feature("i")}; }`;
  const hidden = layout.layers.slice(0, last).map((layer, l) => {
    const unit = `${preActivation(layer, l, "o", access)}
let a = network_activate(z);
${access.input(l + 1, "o")} = a;
${access.afterUnit(l, "o", "z", "a")}`;
    return `for (var o = 0u; o < ${layer.outputs}u; o++) {\n${indent(unit.trimEnd())}\n}`;
  });
  return [features, ...hidden, outputStatements(layout.layers[last]!, last, access)].join("\n");
}

function outputStatements(layer: LayerLayout, l: number, access: ForwardAccess): string {
  if (layer.outputs === 1) return `${preActivation(layer, l, "0u", access)}\nlet output = z;`;
  return `var outputs: array<f32, ${layer.outputs}>;
for (var o = 0u; o < ${layer.outputs}u; o++) {
${indent(preActivation(layer, l, "o", access))}
  outputs[o] = z;
}`;
}

/** The type of a network's result for a sample, and its name after `forwardStatements`. */
export function outputsOf(layout: ModelLayout): { type: string; name: string } {
  const count = outputCount(layout);
  return count === 1 ? { type: "f32", name: "output" } : { type: `array<f32, ${count}>`, name: "outputs" };
}

function preActivation(layer: LayerLayout, l: number, o: string, access: ForwardAccess): string {
  return `var z = ${access.weight(`${layer.biasOffset}u + ${o}`)};
for (var i = 0u; i < ${layer.inputs}u; i++) {
  z += ${access.weight(`${layer.weightOffset}u + ${o} * ${layer.inputs}u + i`)} * ${access.input(l, "i")};
}`;
}
