import { describe, expect, it } from "vitest";
import { type Box, type Point, placeLabels } from "../../src/charts/parts/labels/placeLabels";

const bounds: Box = { x: 0, y: 0, width: 240, height: 150 };
const sides = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

function curve(f: (share: number) => number): Point[] {
  return Array.from({ length: 120 }, (_, i) => ({ x: (240 * i) / 119, y: f(i / 119) }));
}

function covers(box: Box, points: readonly Point[]): boolean {
  return points.some(({ x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
}

function apart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

describe("placeLabels", () => {
  it("puts labels inside the plot, clear of all curves and of one another, for many shapes of curves", () => {
    for (let bend = 0.3; bend < 5; bend += 0.17) {
      const falling = curve((s) => 140 - 130 * (1 - s) ** bend);
      const rising = curve((s) => 140 - 60 * s ** bend);
      const request = { width: 36, height: 14, sides };
      const placed = placeLabels(
        [
          { ...request, id: "a", anchors: falling, curve: "a", prefer: 0.3 },
          { ...request, id: "b", anchors: rising, curve: "b", prefer: 0.8 },
        ],
        [
          { id: "a", points: falling },
          { id: "b", points: rising },
        ],
        [],
        bounds,
      );
      const [a, b] = [placed.get("a")!, placed.get("b")!];
      expect(apart(a, b)).toBe(true);
      for (const box of [a, b]) {
        expect(covers(box, falling) || covers(box, rising)).toBe(false);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(240);
        expect(box.y).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("keeps a label's position while it is still about as good as the best", () => {
    const points = curve(() => 80);
    const request = { id: "a", width: 30, height: 14, sides, anchors: points, curve: "a" };
    const before = new Map([["a", { x: 150, y: 60, width: 30, height: 14 }]]);
    const { x } = placeLabels([request], [{ id: "a", points }], [], bounds, before).get("a")!;
    expect(Math.abs(x - 150)).toBeLessThan(6);
  });

  it("leaves out a label without a finite anchor", () => {
    const anchors = [{ x: Number.NaN, y: 3 }];
    expect(placeLabels([{ id: "a", width: 30, height: 14, sides, anchors }], [], [], bounds).size).toBe(0);
  });
});
