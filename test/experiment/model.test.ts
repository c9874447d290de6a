import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initialParameters } from "../../src/experiment/initialParameters";
import { modelLayout, outputCount } from "../../src/experiment/modelLayout";
import { modelSummary } from "../../src/experiment/modelSummary";

const layoutOf = (hidden: number[]) => modelLayout(2, { hidden, activation: "relu", negativeSlope: 0 });

describe("the model summary", () => {
  it("is the table that the tutorial prints", () => {
    const { summary: printed } = JSON.parse(readFileSync("test/fixtures/golden/losses.json", "utf8")).tutorial;
    const summary = modelSummary(layoutOf([4, 8]));
    expect(summary.layers.map(({ parameters }) => parameters)).toEqual(printed.params_per_layer);
    expect(summary.layers.map(({ outputs }) => outputs)).toEqual(printed.arch.slice(1));
    expect(summary.totalParameters).toBe(printed.total_params);
    expect(summary.inputMb.toFixed(6)).toBe(printed.input_mb);
    expect(summary.forwardBackwardMb.toFixed(6)).toBe(printed.forward_backward_mb);
    expect(summary.parametersMb.toFixed(6)).toBe(printed.params_mb);
    expect(summary.totalMb.toFixed(6)).toBe(printed.estimated_total_mb);
  });
});

describe("a layout", () => {
  it("ends in the number of outputs that the loss takes", () => {
    const layout = modelLayout(2, { hidden: [4], activation: "relu", negativeSlope: 0 }, 2);
    expect(layout.widths).toEqual([2, 4, 2]);
    expect(layout.layers[1]).toEqual({ inputs: 4, outputs: 2, weightOffset: 12, biasOffset: 20 });
    expect(layout.parameterCount).toBe(22);
    expect(outputCount(layout)).toBe(2);
    expect(initialParameters(layout, 0)).toHaveLength(22);
  });
});

describe("initial parameters", () => {
  it("are uniform in ±1/√inputs, weights and biases alike", () => {
    const layout = layoutOf([64, 64]);
    const parameters = initialParameters(layout, 5);
    for (const { inputs, outputs, weightOffset, biasOffset } of layout.layers) {
      const bound = 1 / Math.sqrt(inputs);
      for (const values of [
        parameters.subarray(weightOffset, biasOffset),
        parameters.subarray(biasOffset, biasOffset + outputs),
      ]) {
        expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(bound));
        if (values.length < 64) continue;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        const standardError = bound / Math.sqrt(values.length);
        expect(Math.abs(mean)).toBeLessThan(5 * standardError);
        expect(Math.abs(variance - bound ** 2 / 3)).toBeLessThan(5 * bound * standardError);
      }
    }
  });

  it("depend on the seed alone", () => {
    const layout = layoutOf([4, 8]);
    expect(initialParameters(layout, 1)).toEqual(initialParameters(layout, 1));
    expect(initialParameters(layout, 1)).not.toEqual(initialParameters(layout, 2));
  });
});
