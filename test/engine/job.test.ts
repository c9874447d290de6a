import { describe, expect, it } from "vitest";
import { LossParameterError, UntrainableLossError } from "../../src/engine/fleetJob";
import { prepareJob } from "../../src/engine/job";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment, LossChoice } from "../../src/experiment/experiment";
import { outputCount } from "../../src/experiment/modelLayout";
import { losses, networkFit } from "../../src/losses";

const experimentOf = (id: string, parameters: LossChoice["parameters"] = {}): Experiment => ({
  ...tutorialExperiment,
  dataset: { ...tutorialExperiment.dataset, positives: 30, negatives: 70 },
  loss: { id, parameters },
});

describe("the job of an experiment", () => {
  it.each(losses.filter((loss) => networkFit(loss).trains))("have the network and labels that $id takes", (loss) => {
    const { job, train } = prepareJob(experimentOf(loss.id));
    expect(outputCount(job.layout)).toBe(job.loss.predictionColumns);
    expect(job.targets).toHaveLength(job.loss.targetColumns);
    for (const column of job.targets) expect(column).toHaveLength(train.rows);
  });

  it("has an output per class and the class number as target for a loss of classes", () => {
    const { job } = prepareJob(experimentOf("cross-entropy"));
    expect(job.layout.widths.at(-1)).toBe(2);
    expect([...job.targets[0]!]).toEqual([...job.labels]);
  });

  it("has labels −1 and 1 for losses of margins, and keeps the labels 0 and 1 too", () => {
    const { job } = prepareJob(experimentOf("hinge"));
    expect([...job.targets[0]!]).toEqual([...job.labels].map((label) => (label === 1 ? 1 : -1)));
  });

  it("is refused for a loss that takes no network's outputs, and for a parameter that the loss lacks", () => {
    const unfit = losses.find((loss) => !networkFit(loss).trains)!;
    expect(() => prepareJob(experimentOf(unfit.id))).toThrow(UntrainableLossError);
    expect(() => prepareJob(experimentOf("focal", { delta: 1 }))).toThrow(LossParameterError);
  });

  it("sets one number of a list by its index", () => {
    const listed = losses.find((loss) => Object.keys(loss.sliders).some((name) => name.endsWith("[0]")));
    const name = Object.keys(listed!.sliders).find((slider) => slider.endsWith("[0]"))!;
    const settings = (parameters: LossChoice["parameters"]) =>
      prepareJob(experimentOf(listed!.id, parameters)).job.members[0]!.settings.lossParameters;
    expect(settings({ [name]: 3 })[name]).toBe(3);
    expect(settings({})[name]).not.toBe(3);
    expect(() => settings({ "nothing[0]": 3 })).toThrow(LossParameterError);
  });
});
