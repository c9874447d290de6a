import { describe, expect, it } from "vitest";
import { planeToSimplex, simplexToPlane } from "../../../src/charts/simplex/simplexGeometry";
import { crossEntropy } from "../../../src/losses/classes/crossEntropy";
import { multilabelMargin } from "../../../src/losses/classes/multilabelMargin";
import { multilabelSoftMargin } from "../../../src/losses/classes/multilabelSoftMargin";
import { nll } from "../../../src/losses/classes/nll";
import { classLoss, classTargets } from "../../../src/panels/lossPictures/classLoss";
import { logitsOf, logSoftmax, probabilityStep, softmax } from "../../../src/panels/lossPictures/workedSoftmax";
import { columnLossOf } from "./columnLossOf";

/** For two orders of the same float64 arithmetic. */
const ROUNDINGS = 1e-12;
/** Tolerance for central differences of step 10⁻⁵ on functions with values around 1. */
const CENTRAL_DIFFERENCE = 1e-8;
const STEP = 1e-5;

const lossesOf = (given: ReturnType<typeof columnLossOf>, trueClasses: number[]) =>
  classLoss(given.definition, given.loss, given.parameters, new Set(trueClasses));

describe("log-softmax", () => {
  it("does not overflow, and keeps the logits up to their mean", () => {
    expect(logSoftmax([1000, 0, -1000])).toEqual([0, -1000, -2000]);
    const back = logitsOf(softmax([0.3, -1.2, 2.4]), 0.5);
    for (const [k, z] of [0.3, -1.2, 2.4].entries()) expect(back[k]).toBeCloseTo(z, 12);
  });

  it("changes the probabilities as softmax does, to first order", () => {
    const logits = [0.3, 1.5, -0.6];
    const step = [1, -0.5, 0.2];
    const moved = probabilityStep(softmax(logits), step);
    const [up, down] = [1, -1].map((sign) => softmax(logits.map((z, k) => z + sign * STEP * step[k]!)));
    for (const [k, change] of moved.entries()) {
      expect(Math.abs(change - (up![k]! - down![k]!) / (2 * STEP))).toBeLessThan(CENTRAL_DIFFERENCE);
    }
  });
});

describe("a loss of three classes", () => {
  it("is the same as cross entropy and as log-softmax with negative log-likelihood, on the tutorial's example 0.5493", () => {
    const samples: [number[], number][] = [
      [[10, 0, -10], 0],
      [[8, 8, 8], 2],
    ];
    for (const definition of [crossEntropy, nll]) {
      const given = columnLossOf(definition);
      const own = samples.map(([logits, y]) => lossesOf(given, [y]).at(logits).value);
      for (const [i, [logits, y]] of samples.entries()) {
        expect(Math.abs(own[i]! + logSoftmax(logits)[y]!)).toBeLessThan(ROUNDINGS);
      }
      expect(((own[0]! + own[1]!) / 2).toFixed(4)).toBe("0.5493");
    }
  });

  it("has the gradient with respect to the logits, even if the loss takes log-probabilities", () => {
    const logits = [0.3, 1.5, -0.6];
    for (const [definition, trueClasses] of [
      [crossEntropy, [2]],
      [nll, [1]],
      [multilabelSoftMargin, [0, 2]],
      [multilabelMargin, [1]],
    ] as const) {
      const own = lossesOf(columnLossOf(definition), [...trueClasses]);
      const { gradient } = own.at(logits);
      for (const [k, g] of gradient.entries()) {
        const value = (by: number) => own.at(logits.map((z, j) => (j === k ? z + by : z))).value;
        expect(Math.abs(g - (value(STEP) - value(-STEP)) / (2 * STEP)), definition.id).toBeLessThan(CENTRAL_DIFFERENCE);
      }
    }
  });

  it("has the same value over the triangle as at the logits", () => {
    const own = lossesOf(columnLossOf(multilabelSoftMargin), [1]);
    const place = simplexToPlane([0.2, 0.5, 0.3]);
    const { value } = own.surface(0.7)(Float64Array.of(place.x), Float64Array.of(place.y));
    expect(Math.abs(value[0]! - own.at(logitsOf([0.2, 0.5, 0.3], 0.7)).value)).toBeLessThan(ROUNDINGS);
  });

  it("pulls cross entropy's point straight towards the true class from the triangle's middle", () => {
    const own = lossesOf(columnLossOf(crossEntropy), [2]);
    const centre = simplexToPlane([1 / 3, 1 / 3, 1 / 3]);
    const { descentX, descentY } = own.surface(0)(Float64Array.of(centre.x), Float64Array.of(centre.y));
    expect(Math.abs(descentX[0]!)).toBeLessThan(ROUNDINGS);
    expect(descentY[0]!).toBeGreaterThan(0.1);
    const moved = planeToSimplex({ x: centre.x + 0.1 * descentX[0]!, y: centre.y + 0.1 * descentY[0]! });
    expect(moved[0]).toBeCloseTo(moved[1], 12);
    expect(moved[2]).toBeGreaterThan(1 / 3);
  });

  it("writes its true classes in the loss's own form", () => {
    expect(classTargets("class-index", new Set([2]))).toEqual([2]);
    expect(classTargets("one-hot", new Set([2, 0]))).toEqual([1, 0, 1]);
    expect(classTargets("label-list", new Set([2, 0]))).toEqual([0, 2, -1]);
    expect(classTargets("label-list", new Set())).toEqual([-1, -1, -1]);
  });
});
