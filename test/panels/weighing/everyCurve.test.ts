import { describe, expect, it } from "vitest";
import { numericParameters } from "../../../src/language";
import { compileDefinition, type LossDefinition, LossOnLogits, logitGraphs, losses } from "../../../src/losses";
import { valueDomain } from "../../../src/panels/weighing/curveDomain";
import { axisDomain, curveGrid, lossCurves } from "../../../src/panels/weighing/curvePoints";
import { hasCurve } from "../../../src/panels/weighing/hasCurve";

const catalogue: readonly LossDefinition[] = losses;
const drawn = catalogue.filter(hasCurve);

describe.each(drawn)("the curves of $id", (definition) => {
  const program = compileDefinition(definition);
  const loss = new LossOnLogits(definition, logitGraphs(definition, program));
  const parameters = numericParameters(program, {});

  it("have positions on every axis and values within a domain of either sign", () => {
    for (const axis of ["probability", "logit", "margin", "residual"] as const) {
      const grid = curveGrid(axis);
      const both = [lossCurves(loss, parameters, grid.positive), lossCurves(loss, parameters, grid.negative)];
      for (const kind of ["value", "pull", "curvature"] as const) {
        const curves = both.map((curve) => curve[kind]);
        for (const { x, y } of curves) {
          expect(y.every(Number.isFinite), kind).toBe(true);
          expect(x.every((at) => at >= axisDomain(axis)[0] && at <= axisDomain(axis)[1])).toBe(true);
        }
        for (const scale of ["linear", "log", "symlog"] as const) {
          const [lower, upper] = valueDomain(curves, scale, 0.5);
          expect(upper).toBeGreaterThan(lower);
          expect(Number.isFinite(upper - lower)).toBe(true);
        }
      }
    }
  });

  it("have a curvature that is the slope's derivative", () => {
    const step = 1e-4;
    // Positions next to the corners of losses.
    const logits = Float64Array.of(-2.37, -0.73, 0.31, 1.13, 2.71);
    const slopeAt = (shift: number, label: 0 | 1) =>
      loss
        .at(
          logits.map((z) => z + shift),
          label,
          parameters,
        )
        .slope.slice();
    for (const label of [0, 1] as const) {
      const [below, above] = [slopeAt(-step, label), slopeAt(step, label)];
      const { curvature } = loss.at(logits, label, parameters);
      for (let i = 0; i < logits.length; i++) {
        const difference = (above[i]! - below[i]!) / (2 * step);
        // For a central difference with this step.
        expect(Math.abs(curvature[i]! - difference)).toBeLessThan(1e-5 * Math.max(1, Math.abs(difference)));
      }
    }
  });
});
