import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels } from "../../src/controls/placeLandmarks";

describe("labels along a track", () => {
  it("are centred on their values, and move inwards at the ends", () => {
    const labels = [0, 150, 300].map((centrePx) => ({ centrePx, widthPx: 60 }));
    expect(placeLabels(labels, 300, 8, 8)).toEqual([-8, 120, 248]);
  });

  it("are left out for more important labels", () => {
    const labels = [100, 130, 200].map((centrePx) => ({ centrePx, widthPx: 60 }));
    expect(placeLabels(labels, 300, 8, 8)).toEqual([70, null, 170]);
  });

  it("never touch one another and never leave the track, whatever their values and widths", () => {
    const label = fc.record({
      centrePx: fc.double({ min: 0, max: 300, noNaN: true }),
      widthPx: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
        const spans = placeLabels(labels, 300, 8, 8)
          .map((left, index) => (left === null ? null : { left, right: left + labels[index]!.widthPx }))
          .filter((span) => span !== null)
          .sort((a, b) => a.left - b.left);
        for (const [index, span] of spans.entries()) {
          expect(span.left).toBeGreaterThanOrEqual(-8);
          expect(span.right).toBeLessThanOrEqual(308.000001);
          if (index > 0) expect(span.left).toBeGreaterThanOrEqual(spans[index - 1]!.right + 8);
        }
      }),
    );
  });
});
