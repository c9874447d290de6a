import { expect, it } from "vitest";
import { KernelCache } from "../../../src/engine/cpu/wasm/kernelCache";
import { updateRule } from "../../../src/engine/cpu/wasm/kernelSpec";
import { prepareJob } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";

const kernels = new KernelCache();

const kernel = (experiment: Experiment) => {
  const { layout, batchSize: capacity, loss, targets, optimizer } = prepareJob(experiment).job;
  return kernels.kernel({
    layout,
    capacity,
    loss: loss.batch,
    targetColumns: targets.length,
    rule: updateRule(optimizer),
  });
};
const under = (id: string): Experiment => ({ ...tutorialExperiment, loss: { id, parameters: {} } });
const ofUnits = (units: number): Experiment => ({
  ...tutorialExperiment,
  model: { ...tutorialExperiment.model, hidden: [units] },
});

it("losses of one network share its module, and each has its own, however often it is compiled", () => {
  const [focal, bce, again] = [kernel(under("focal")), kernel(under("bce-logits")), kernel(under("focal"))];
  expect(focal.network).toBe(bce.network);
  expect(focal.loss).not.toBe(bce.loss);
  expect(again.loss).toBe(focal.loss);
});

it("another network, batch or optimiser has a module of its own", () => {
  const { network } = kernel(tutorialExperiment);
  const others: Experiment[] = [
    ofUnits(3),
    { ...tutorialExperiment, batchSize: 50 },
    { ...tutorialExperiment, optimizer: { ...tutorialExperiment.optimizer, name: "SGD" } },
    under("cross-entropy"),
  ];
  for (const other of others) expect(kernel(other).network).not.toBe(network);
});

it("the networks used last are kept, sixteen of them", () => {
  const [first, second] = [1, 2].map((units) => kernel(ofUnits(units)).network);
  for (let units = 3; units <= 16; units++) kernel(ofUnits(units));
  expect(kernel(ofUnits(1)).network).toBe(first); // and now it is the one used last
  kernel(ofUnits(17));
  expect(kernel(ofUnits(1)).network).toBe(first);
  expect(kernel(ofUnits(2)).network).not.toBe(second);
});
