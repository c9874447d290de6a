import { describe, expect, it } from "vitest";
import { Network, TILE } from "../../../src/engine/cpu/network";
import type { ActivationName } from "../../../src/experiment/experiment";
import { initialParameters } from "../../../src/experiment/initialParameters";
import { modelLayout } from "../../../src/experiment/modelLayout";
import { createRandom } from "../../../src/probability/random";

/** Truncation of order h² and rounding of order ε/h balance near h = 6e−6. */
const STEP = 6e-6;
const CENTRAL_DIFFERENCE = 1e-8;

const activations: ActivationName[] = ["relu", "leaky_relu", "tanh", "sigmoid"];
const shapes = [[], [1], [3], [4, 8], [5, 7, 6]];
const cases = [1, 2].flatMap((outputs) => shapes.map((hidden) => ({ hidden, outputs })));
const SAMPLES = 37;

describe.each(activations)("the network with %s", (activation) => {
  it.each(cases)("has the gradient that its values imply: hidden $hidden, outputs $outputs", ({ hidden, outputs }) => {
    const layout = modelLayout(2, { hidden, activation, negativeSlope: 0.2 }, outputs);
    const network = new Network(layout, Float64Array);
    const parameters = new Float64Array(initialParameters(layout, 11));
    const random = createRandom(5, "data");
    const columns = Float64Array.from({ length: 2 * SAMPLES }, () => 3 * random.normal());
    const column = () => Float64Array.from({ length: SAMPLES }, () => random.normal());
    const pulls = Array.from({ length: outputs }, column);
    const results = pulls.map(() => new Float64Array(SAMPLES));
    /** Σ pull · output: an objective whose gradient with respect to the outputs is `pulls`. */
    const objective = () => {
      network.forward(parameters, columns, SAMPLES, 0, SAMPLES, results);
      return results
        .flatMap((result, k) => [...result.map((value, s) => value * pulls[k]![s]!)])
        .reduce((a, b) => a + b);
    };
    objective();
    const gradient = new Float64Array(layout.parameterCount);
    network.backward(parameters, columns, SAMPLES, 0, SAMPLES, pulls, gradient);
    for (let i = 0; i < parameters.length; i++) {
      const value = parameters[i]!;
      parameters[i] = value + STEP;
      const above = objective();
      parameters[i] = value - STEP;
      const below = objective();
      parameters[i] = value;
      const difference = (above - below) / (2 * STEP);
      expect(Math.abs(gradient[i]! - difference)).toBeLessThan(CENTRAL_DIFFERENCE * (1 + Math.abs(difference)));
    }
  });
});

describe("the network", () => {
  it("gives a sample the same logit at any position of a tile", () => {
    const layout = modelLayout(2, { hidden: [4, 8], activation: "relu", negativeSlope: 0 });
    const network = new Network(layout, Float64Array);
    const parameters = new Float64Array(initialParameters(layout, 1));
    const columns = new Float64Array(2 * TILE);
    columns.fill(1.5, 0, TILE).fill(-0.5, TILE);
    const logits = new Float64Array(TILE);
    network.forward(parameters, columns, TILE, 0, TILE, [logits]);
    expect(new Set(logits).size).toBe(1);
  });

  it("uses the derivative 0 of relu and the slope of leaky relu at the kink, as torch does", () => {
    for (const [activation, slope] of [
      ["relu", 0],
      ["leaky_relu", 0.25],
    ] as const) {
      const layout = modelLayout(2, { hidden: [1], activation, negativeSlope: 0.25 });
      const network = new Network(layout, Float64Array);
      // the hidden unit is x, the logit is its activation
      const parameters = Float64Array.of(1, 0, 0, 1, 0);
      const columns = new Float64Array(2 * 1);
      const gradient = new Float64Array(5);
      network.forward(parameters, columns, 1, 0, 1, [new Float64Array(1)]);
      network.backward(parameters, columns, 1, 0, 1, [[1]], gradient);
      expect(gradient[2]).toBe(slope); // the gradient of the hidden bias is exactly the derivative
    }
  });
});
