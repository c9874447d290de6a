import { expect, it } from "vitest";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { lossById } from "../../src/losses";
import { openingTrained } from "../../src/losses/openingTrained";
import { compileTrainedLoss } from "../../src/losses/trainedLoss";
import { LossPrograms } from "../../src/training/lossPrograms";

it("the build's programs of the opening losses are those that the compiler makes", () => {
  expect(Object.keys(openingTrained)).toContain(tutorialExperiment.loss.id);
  for (const [id, program] of Object.entries(openingTrained)) {
    expect(program).toEqual(compileTrainedLoss(lossById(id), {}).program);
  }
});

it("the page's first loss is trained without the compiler at any numbers; another loss needs it", () => {
  const programs = new LossPrograms();
  const opening = programs.of({ ...tutorialExperiment, loss: { id: "focal", parameters: { gamma: 3.5 } } });
  expect(opening.program).toBe(openingTrained.focal);
  const other = { ...tutorialExperiment, loss: { id: "hinge", parameters: {} } };
  expect(() => programs.of(other)).toThrow("hinge: expected a call of prepare");
});

it("a loss is compiled once the compiler is there, and once for all numbers", async () => {
  const programs = new LossPrograms();
  const at = (delta: number) => ({ ...tutorialExperiment, loss: { id: "huber", parameters: { delta } } });
  await programs.prepare([at(1), at(2)]);
  expect(programs.of(at(1))).toBe(programs.of(at(2)));
});
