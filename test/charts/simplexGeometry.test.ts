import { describe, expect, it } from "vitest";
import {
  insideTriangle,
  nearestSimplex,
  planeToSimplex,
  simplexToPlane,
  triangle,
} from "../../src/charts/simplex/simplexGeometry";
import { angleBetween, angleMiddle } from "../../src/charts/vectors/angle";

const LEAST = 1e-4;

describe("the triangle of three classes", () => {
  it("has one certain class at each corner, and equal probabilities in the middle", () => {
    for (const [k, corner] of triangle.entries()) {
      for (const [other, p] of planeToSimplex(corner).entries()) expect(p).toBeCloseTo(other === k ? 1 : 0, 12);
    }
    const centre = simplexToPlane([1 / 3, 1 / 3, 1 / 3]);
    for (const corner of triangle) {
      expect(Math.hypot(centre.x - corner.x, centre.y - corner.y)).toBeCloseTo(1 / Math.sqrt(3), 12);
    }
  });

  it("maps to the plane and back without a change", () => {
    const back = planeToSimplex(simplexToPlane([0.2, 0.5, 0.3]));
    for (const [k, p] of [0.2, 0.5, 0.3].entries()) expect(back[k]).toBeCloseTo(p, 12);
    expect(insideTriangle({ x: 0.5, y: 0.4 })).toBe(true);
    expect(insideTriangle({ x: 0.1, y: 0.8 })).toBe(false);
  });

  it("gives the nearest point of the triangle for a point dragged outside it", () => {
    const below = nearestSimplex({ x: 0.3, y: -0.2 }, 0);
    expect(simplexToPlane(below).x).toBeCloseTo(0.3, 12);
    expect(below[2]).toBe(0);
    expect(nearestSimplex({ x: 1.5, y: -1 }, 0)).toEqual([0, 1, 0]);
    expect(nearestSimplex({ x: 0.5, y: 4 }, 0)).toEqual([0, 0, 1]);
  });

  it("never gives a probability of 0", () => {
    const corner = nearestSimplex({ x: -1, y: -1 }, LEAST);
    expect(Math.min(...corner)).toBeGreaterThan(LEAST * 0.99);
    expect(corner.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });
});

describe("the angle between vectors", () => {
  it("is the smaller of the two angles, whichever vector comes first", () => {
    expect(angleBetween({ x: 1, y: 0 }, { x: 0, y: 3 })).toBeCloseTo(Math.PI / 2, 12);
    expect(angleBetween({ x: -1, y: 0.1 }, { x: -1, y: -0.1 })).toBeCloseTo(2 * Math.atan(0.1), 12);
    expect(angleBetween({ x: 2, y: 1 }, { x: 4, y: 2 })).toBe(0);
  });

  it("is undefined for a vector of length 0", () => {
    expect(angleBetween({ x: 0, y: 0 }, { x: 1, y: 0 })).toBeNaN();
  });

  it("has its label on the bisector", () => {
    const middle = angleMiddle({ x: 3, y: 0 }, { x: 0, y: 1 }, 2);
    expect(middle.x).toBeCloseTo(Math.SQRT2, 12);
    expect(middle.y).toBeCloseTo(Math.SQRT2, 12);
  });
});
