import { describe, expect, it } from "vitest";
import { extendHistory } from "../../src/store/epochHistory";
import type { EpochRecord } from "../../src/training/snapshot";

const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ epoch: from + i }) as EpochRecord);
const epochs = (history: readonly EpochRecord[]) => history.map(({ epoch }) => epoch);

describe("the history of epochs", () => {
  it("is the same object if no epoch was finished", () => {
    const history = records(0, 3);
    expect(extendHistory(history, [])).toBe(history);
  });

  it("appends the finished epochs", () => {
    expect(epochs(extendHistory(records(0, 2), records(2, 2)))).toEqual([0, 1, 2, 3]);
  });

  it.each([1, 7, 500, 10_000])(
    "stays bounded and in order, with both ends, over 10,000 epochs in groups of %i",
    (lot) => {
      let history: readonly EpochRecord[] = [];
      for (let epoch = 0; epoch < 10_000; epoch += lot) {
        const count = Math.min(lot, 10_000 - epoch);
        history = extendHistory(history, records(epoch, count));
        expect(history.length).toBeLessThanOrEqual(512);
        expect(history.at(-1)!.epoch).toBe(epoch + count - 1);
      }
      const kept = epochs(history);
      expect(kept[0]).toBe(0);
      expect(kept.length).toBeGreaterThan(250);
      expect(kept.every((epoch, i) => i === 0 || epoch > kept[i - 1]!)).toBe(true);
    },
  );
});
