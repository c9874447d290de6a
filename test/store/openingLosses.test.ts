import { expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { findLoss, losses, openingLosses, UnknownLossError } from "../../src/losses";

it("a page without the catalogue has its first loss and cross entropy to compare with", () => {
  for (const id of [tutorialExperiment.loss.id, "bce-logits"]) {
    expect(findLoss(openingLosses, id)).toBe(findLoss(losses, id));
  }
  expect(() => findLoss(openingLosses, "hinge")).toThrow(UnknownLossError);
});
