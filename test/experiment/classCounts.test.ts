import { describe, expect, it } from "vitest";
import { followingData, lossOnData, withLossOnData } from "../../src/experiment/classCounts";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { withParameter } from "../../src/experiment/sweep";
import { type LossDefinition, lossById, losses } from "../../src/losses";

const data = { ...tutorialExperiment.dataset, positives: 60, negatives: 6000 };
const counting = losses.filter(({ source }: LossDefinition) => source.includes("samples_per_class"));

describe("the class counts of a loss", () => {
  it.each(counting.map(({ id }) => id))("%s has those of the data it is chosen for", (id) => {
    expect(lossOnData(lossById(id), data)).toEqual({
      id,
      parameters: { "samples_per_class[0]": 6000, "samples_per_class[1]": 60 },
    });
  });

  it("are of four losses, and of no other", () => {
    expect(counting.map(({ id }) => id).sort()).toEqual([
      "class-balanced-focal",
      "class-balanced-focal-classes",
      "ldam",
      "logit-adjusted",
    ]);
    expect(lossOnData(lossById("focal"), data)).toEqual({ id: "focal", parameters: {} });
  });

  it("follow the data while they are the data's, and stay as they are once they were set", () => {
    const loss = lossOnData(lossById("ldam"), data);
    const more = { ...data, positives: 600 };
    expect(followingData(loss, data, more).parameters).toEqual({
      "samples_per_class[0]": 6000,
      "samples_per_class[1]": 600,
    });
    const own = { ...loss, parameters: { ...loss.parameters, "samples_per_class[1]": 100 } };
    expect(followingData(own, data, more)).toBe(own);
    const before = { ...tutorialExperiment, dataset: data, loss };
    expect(withLossOnData(before, { ...before, dataset: more }).loss.parameters["samples_per_class[1]"]).toBe(600);
    expect(withLossOnData(before, { ...before, epochs: 3 }).loss).toBe(loss);
  });

  it("follow the share of positives along a sweep's axis", () => {
    const base = { ...tutorialExperiment, dataset: data, loss: lossOnData(lossById("logit-adjusted"), data) };
    const { dataset, loss } = withParameter(base, "positiveShare", 0.5);
    expect(dataset).toMatchObject({ positives: 3030, negatives: 3030 });
    expect(loss.parameters).toEqual({ "samples_per_class[0]": 3030, "samples_per_class[1]": 3030 });
  });
});
