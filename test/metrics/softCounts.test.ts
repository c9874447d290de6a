import { describe, expect, it } from "vitest";
import { softCounts } from "../../src/metrics/softCounts";

describe("soft counts", () => {
  it("equal the counts of decisions if every probability is 0 or 1", () => {
    const decided = [1, 1, 0, 0, 1, 0];
    const labels = [1, 0, 1, 0, 1, 0];
    expect(softCounts(decided, labels)).toEqual({ truePositives: 2, falsePositives: 1, falseNegatives: 1 });
  });

  it("divide each positive between true positive and false negative", () => {
    const { truePositives, falseNegatives, falsePositives } = softCounts([0.25, 0.5, 0.125], [1, 1, 0]);
    expect([truePositives, falseNegatives, falsePositives]).toEqual([0.75, 1.25, 0.125]);
  });
});
