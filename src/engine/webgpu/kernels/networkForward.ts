import type { LayerLayout, ModelLayout } from "../../../experiment/modelLayout";
import { indent } from "./wgslText";

/** Networks of at most this many weights are written out without loops: a third of the time per step on small ones, no slower to compile. */
export const UNROLLED_WEIGHTS = 256;

export function isUnrolled(layout: ModelLayout): boolean {
  return layout.layers.reduce((sum, layer) => sum + layer.inputs * layer.outputs, 0) <= UNROLLED_WEIGHTS;
}

/** Where a forward pass finds its numbers and leaves them, as WGSL text; indices are texts too. */
export interface ForwardAccess {
  feature(index: string): string;
  weight(index: string): string;
  /** An lvalue for input `index` of layer `layer`; for a written-out network only the keeping of it. */
  input(layer: number, index: string): string;
  /** Whether later code reads the inputs; a written-out network otherwise keeps them in registers alone. */
  keepsInputs: boolean;
  /** Statements run for each hidden unit, given its pre-activation and activation. */
  afterUnit(layer: number, index: string, z: string, a: string): string;
}

/** Statements that leave the logit in `let logit`. */
export function forwardStatements(layout: ModelLayout, access: ForwardAccess): string {
  return isUnrolled(layout) ? writtenOut(layout, access) : withLoops(layout, access);
}

function writtenOut(layout: ModelLayout, access: ForwardAccess): string {
  const lines: string[] = [];
  const last = layout.layers.length - 1;
  for (let i = 0; i < layout.widths[0]!; i++) {
    lines.push(`let a0_${i} = ${access.feature(`${i}u`)};`);
    if (access.keepsInputs) lines.push(`${access.input(0, `${i}u`)} = a0_${i};`);
  }
  layout.layers.forEach((layer, l) => {
    for (let o = 0; o < layer.outputs; o++) {
      const terms = [access.weight(`${layer.biasOffset + o}u`)];
      for (let i = 0; i < layer.inputs; i++) {
        terms.push(`${access.weight(`${layer.weightOffset + o * layer.inputs + i}u`)} * a${l}_${i}`);
      }
      if (l === last) {
        lines.push(`let logit = ${terms.join(" + ")};`);
        continue;
      }
      const [z, a] = [`z${l}_${o}`, `a${l + 1}_${o}`];
      lines.push(`let ${z} = ${terms.join(" + ")};`, `let ${a} = network_activate(${z});`);
      if (access.keepsInputs) lines.push(`${access.input(l + 1, `${o}u`)} = ${a};`);
      lines.push(access.afterUnit(l, `${o}u`, z, a));
    }
  });
  return lines.filter(Boolean).join("\n");
}

function withLoops(layout: ModelLayout, access: ForwardAccess): string {
  const last = layout.layers.length - 1;
  const features = `for (var i = 0u; i < ${layout.widths[0]}u; i++) { ${access.input(0, "i")} = ${access.feature("i")}; }`;
  const hidden = layout.layers.slice(0, last).map((layer, l) => {
    const unit = `${preActivation(layer, l, "o", access)}
let a = network_activate(z);
${access.input(l + 1, "o")} = a;
${access.afterUnit(l, "o", "z", "a")}`;
    return `for (var o = 0u; o < ${layer.outputs}u; o++) {\n${indent(unit)}\n}`;
  });
  const output = `${preActivation(layout.layers[last]!, last, "0u", access)}\nlet logit = z;`;
  return [features, ...hidden, output].join("\n");
}

/** The bias, plus the weighted inputs summed apart from it and in order. */
function preActivation(layer: LayerLayout, l: number, o: string, access: ForwardAccess): string {
  return `var z = ${access.weight(`${layer.biasOffset}u + ${o}`)};
for (var i = 0u; i < ${layer.inputs}u; i++) {
  z += ${access.weight(`${layer.weightOffset}u + ${o} * ${layer.inputs}u + i`)} * ${access.input(l, "i")};
}`;
}
