import { describe, expect, it } from "vitest";
import { decisionLogits } from "../../src/experiment/decision";

/** Two exponentials and a quotient in float64. */
const FLOAT64 = 1e-15;

describe("the logit that decides", () => {
  it("is the output of a network with one output", () => {
    const outputs = Float32Array.of(-1, 0.5);
    expect(decisionLogits(outputs, 1)).toBe(outputs);
  });

  it("has the softmax probability of the positive for two classes", () => {
    const outputs = Float64Array.of(0.3, -1.2, -2, 4);
    const logits = decisionLogits(outputs, 2);
    expect(logits).toHaveLength(2);
    for (const [row, logit] of logits.entries()) {
      const [negative, positive] = [Math.exp(outputs[2 * row]!), Math.exp(outputs[2 * row + 1]!)];
      expect(Math.abs(1 / (1 + Math.exp(-logit)) - positive / (positive + negative))).toBeLessThan(FLOAT64);
    }
  });

  it("keeps the type of the outputs", () => {
    expect(decisionLogits(Float32Array.of(1, 2), 2)).toBeInstanceOf(Float32Array);
  });

  it("refuses networks of more classes", () => {
    expect(() => decisionLogits(new Float32Array(3), 3)).toThrow(RangeError);
  });
});
