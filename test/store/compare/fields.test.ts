import { describe, expect, it } from "vitest";
import { blobs } from "../../../src/datasets/blobs";
import { rings } from "../../../src/datasets/rings";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { initialParameters } from "../../../src/experiment/initialParameters";
import { modelLayout } from "../../../src/experiment/modelLayout";
import { cutMeans, planeDifference, planeOf } from "../../../src/store/compare/fields";

const model = { hidden: [3], activation: "tanh", negativeSlope: 0.01 } as const;
const grid = { size: 33, extent: 4 };

/** The network at a point, as a written-out formula. */
function outputsAt(parameters: Float32Array, outputs: number, x: number, y: number): number[] {
  const hidden = [0, 1, 2].map((h) =>
    Math.tanh(parameters[2 * h]! * x + parameters[2 * h + 1]! * y + parameters[6 + h]!),
  );
  return Array.from({ length: outputs }, (_, o) =>
    hidden.reduce((sum, value, h) => sum + value * parameters[9 + 3 * o + h]!, parameters[9 + 3 * outputs + o]!),
  );
}

describe("the plane of a network", () => {
  it.each([1, 2])("is its decision logit at the grid's points, with %i outputs", (outputs) => {
    const parameters = initialParameters(modelLayout(2, model, outputs), 5);
    const plane = planeOf(parameters, { model }, outputs, grid);
    for (const [row, column] of [
      [0, 0],
      [3, 20],
      [32, 7],
    ] as const) {
      const [x, y] = [-4 + column / 4, -4 + row / 4];
      const [first, second] = outputsAt(parameters, outputs, x, y);
      expect(plane.logits[row * 33 + column]).toBeCloseTo(second === undefined ? first! : second - first!, 5);
    }
  });

  it("is coarser for a network that a frame has no time for", () => {
    const wide = { ...tutorialExperiment.model, hidden: [64, 64] };
    const layout = modelLayout(2, wide);
    const plane = planeOf(initialParameters(layout, 0), { model: wide }, 1, { size: 97, extent: 4 });
    expect(plane.size).toBeLessThan(97);
    expect(plane.size).toBeGreaterThanOrEqual(33);
    expect(plane.logits).toHaveLength(plane.size ** 2);
  });
});

describe("the difference of two planes", () => {
  const flat = (logit: number) => ({ ...grid, logits: new Float32Array(33 * 33).fill(logit) });

  it("is one probability minus the other, with its ends", () => {
    const bumped = flat(0);
    bumped.logits[40] = Math.log(3);
    bumped.logits[41] = -Math.log(3);
    const difference = planeDifference(bumped, flat(0))!;
    expect(difference.values[40]).toBeCloseTo(0.25, 6);
    expect(difference.most).toBeCloseTo(0.25, 6);
    expect(difference.least).toBeCloseTo(-0.25, 6);
  });

  it("needs the same grid", () => {
    expect(planeDifference(flat(0), { ...flat(0), extent: 5 })).toBeNull();
  });
});

describe("means along a cut", () => {
  it("follow a field that depends on the distance alone", () => {
    const size = 201;
    const logits = Float32Array.from({ length: size * size }, (_, i) => {
      const [x, y] = [(i % size) / 25 - 4, Math.floor(i / size) / 25 - 4];
      return 2 - Math.hypot(x, y);
    });
    const radii = Float64Array.of(0, 1, 2, 3.5, 4.1);
    const { places } = rings.closedForm!.cut;
    const found = cutMeans({ size, extent: 4, logits }, radii, places);
    for (const [i, radius] of [0, 1, 2, 3.5].entries()) {
      expect(found[i]).toBeCloseTo(1 / (1 + Math.exp(radius - 2)), 2);
    }
    expect(found[4]).toBeNaN();
  });

  it("are the field itself where the cut is one place, from edge to edge", () => {
    const size = 201;
    const logits = Float32Array.from({ length: size * size }, (_, i) => (i % size) / 25 - 4);
    const found = cutMeans({ size, extent: 4, logits }, Float64Array.of(-4, -1, 4, 4.1), blobs.closedForm!.cut.places);
    for (const [i, x] of [-4, -1, 4].entries()) expect(found[i]).toBeCloseTo(1 / (1 + Math.exp(-x)), 6);
    expect(found[3]).toBeNaN();
  });
});
