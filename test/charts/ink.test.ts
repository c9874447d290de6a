import fc from "fast-check";
import { expect, it } from "vitest";
import { type Box, Ink, type Point } from "../../src/charts/parts/labels/ink";

const bounds: Box = { x: 30, y: 12, width: 100, height: 60 };
const CELL = 2;

/**
 * Isolated points, each separated from the next by a gap, so that each cell's ink comes from one
 * point.
 */
const dots = (points: readonly Point[]): Point[] => points.flatMap((point) => [point, { x: Number.NaN, y: 0 }]);

/** Whole cells counted from the corner of the bounds. */
const place = (cells: number) => fc.integer({ min: -8, max: cells + 8 });

it("a curve's ink is counted in the cells under a box, wherever the curve and the box are", () => {
  // Integers are evenly spread; fast-check's doubles are mostly close to 0.
  const tenths = (most: number) => fc.integer({ min: 0, max: 10 * most }).map((value) => value / 10);
  const point = fc.record({ x: tenths(150), y: tenths(90) });
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1, maxLength: 4 }),
      place(50),
      place(30),
      fc.nat(60),
      fc.nat(40),
      (points, left, top, columns, rows) => {
        const box = { x: 30 + CELL * left, y: 12 + CELL * top, width: CELL * columns, height: CELL * rows };
        const marked = new Set<string>();
        for (const { x, y } of points) {
          const [column, row] = [Math.floor((x - 30) / CELL), Math.floor((y - 12) / CELL)];
          const onGrid = column >= 0 && row >= 0 && column <= 50 && row <= 30;
          const under = column >= left && column < left + columns && row >= top && row < top + rows;
          if (onGrid && under) marked.add(`${column} ${row}`);
        }
        expect(new Ink(bounds, dots(points)).under(box, 0)).toBe(marked.size);
      },
    ),
    { numRuns: 1000 },
  );
});

it("a curve's ink follows the line between two points, and stops at a gap", () => {
  const line = new Ink(bounds, [
    { x: 30, y: 13 },
    { x: 50, y: 13 },
  ]);
  expect(line.under({ x: 30, y: 12, width: 20, height: 2 }, 0)).toBe(10);
  const broken = new Ink(
    bounds,
    dots([
      { x: 30, y: 13 },
      { x: 50, y: 13 },
    ]),
  );
  expect(broken.under(bounds, 0)).toBe(2);
});

it("a curve without a finite point has no ink", () => {
  expect(new Ink(bounds, [{ x: Number.NaN, y: Number.POSITIVE_INFINITY }]).under(bounds, 6)).toBe(0);
});
