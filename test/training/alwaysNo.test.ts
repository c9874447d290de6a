import { describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import type { AlwaysNoReason } from "../../src/training/alwaysNo";
import { cured } from "./cured";

const tutorial = (change: Partial<Experiment>): Experiment => ({ ...tutorialExperiment, ...change });
const withRate = (learningRate: number) => tutorial({ optimizer: { ...tutorialExperiment.optimizer, learningRate } });

describe("a network that always says no", () => {
  it.each<[string, Experiment, AlwaysNoReason[]]>([
    ["γ = 5", tutorial({ loss: { id: "focal", parameters: { gamma: 5 } } }), ["penalties"]],
    ["a penalty that is too large", tutorial({ regularisation: { l1: 0, l2: 0.1 } }), ["penalties"]],
    ["squared error", tutorial({ loss: { id: "smooth-l1", parameters: {} } }), ["penalties"]],
    ["three epochs", tutorial({ epochs: 3 }), ["epochs"]],
    ["a rate that is too high", withRate(1), ["rate-high"]],
    ["a rate that is too low", withRate(1e-4), ["rate-low"]],
  ])("because of %s is cured by the first cure", async (_, experiment, reasons) => {
    expect(await cured(experiment)).toEqual([...reasons, "says yes"]);
  });
});
