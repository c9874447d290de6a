import { describe, expect, it } from "vitest";
import { labelColumns, losses } from "../../src/losses";
import type { PredictionKind } from "../../src/losses/definition";
import { networkFit } from "../../src/losses/networkFit";

describe("the check that a loss fits the network on the rings", () => {
  it.each<[PredictionKind, 1 | 2]>([
    ["probability", 1],
    ["logit", 1],
    ["class-logits", 2],
    ["class-log-probabilities", 2],
  ])("lets %s train with %i outputs", (prediction, outputs) =>
    expect(networkFit({ prediction })).toEqual({ trains: true, outputs }),
  );

  it("says what any other loss takes instead", () => {
    for (const prediction of ["rate", "log-mean", "mean-and-variance", "distance", "score-pair", "vectors"] as const) {
      expect(networkFit({ prediction })).toEqual({ trains: false, reason: prediction });
    }
  });

  it("accepts every loss whose labels are those of the rings", () => {
    for (const loss of losses) {
      if (networkFit(loss).trains) expect(() => labelColumns(loss.labels, 2), loss.id).not.toThrow();
    }
  });
});
