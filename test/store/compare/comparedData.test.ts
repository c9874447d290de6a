import { expect, it } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { comparedData, validationSizes } from "../../../src/store/compare/comparedData";

it("counts the validation set itself: the accuracy of always answering no is its own, not the population's", () => {
  const sizes = validationSizes(tutorialExperiment);
  // 30 % of 200 + 6000 samples; the tutorial's seeds put 72 of the positives there.
  expect(sizes).toEqual({ positives: 72, negatives: 1860 - 72 });
  expect((sizes.negatives / 1860).toFixed(3)).toBe("0.961");
  expect(comparedData(tutorialExperiment).validation).toEqual(sizes);
});
