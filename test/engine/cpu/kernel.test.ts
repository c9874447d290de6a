import { expect, it } from "vitest";
import { KernelCache } from "../../../src/engine/cpu/wasm/kernelCache";
import { prepareJob } from "../../../src/engine/job";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import { type OptimizerSettings, optimizerDefaults } from "../../../src/optimizers";
import { optimizerUpdate } from "../../../src/optimizers/update";

const kernels = new KernelCache();

const kernel = (experiment: Experiment) => {
  const { layout, batchSize: capacity, loss, targets, optimizer } = prepareJob(experiment).job;
  return kernels.kernel({
    layout,
    capacity,
    loss: loss.batch,
    targetColumns: targets.length,
    update: optimizerUpdate(optimizer),
  });
};
const under = (id: string): Experiment => ({ ...tutorialExperiment, loss: { id, parameters: {} } });
const ofUnits = (units: number): Experiment => ({
  ...tutorialExperiment,
  model: { ...tutorialExperiment.model, hidden: [units] },
});

it("losses of one network share its module and have one module each, however often they are compiled", () => {
  const [focal, bce, again] = [kernel(under("focal")), kernel(under("bce-logits")), kernel(under("focal"))];
  expect(focal.network).toBe(bce.network);
  expect(focal.loss).not.toBe(bce.loss);
  expect(again.loss).toBe(focal.loss);
});

it("another network, batch or optimiser gets a new module", () => {
  const { network } = kernel(tutorialExperiment);
  const others: Experiment[] = [
    ofUnits(3),
    { ...tutorialExperiment, batchSize: 50 },
    { ...tutorialExperiment, optimizer: optimizerDefaults("SGD") },
    under("cross-entropy"),
  ];
  for (const other of others) expect(kernel(other).network).not.toBe(network);
});

it("another number of the optimiser keeps the module unless its vectors change", () => {
  const under = (settings: Partial<OptimizerSettings>) =>
    kernel({ ...tutorialExperiment, optimizer: { ...optimizerDefaults("SGD"), ...settings } as OptimizerSettings });
  const plain = under({}).network;
  const momentum = under({ momentum: 0.9 }).network;
  expect(under({ learningRate: 1, weightDecay: 0.5 }).network).toBe(plain);
  expect(momentum).not.toBe(plain);
  expect(under({ momentum: 0.8, dampening: 0.1 }).network).toBe(momentum);
});

it("the sixteen most recently used networks are kept", () => {
  const [first, second] = [1, 2].map((units) => kernel(ofUnits(units)).network);
  for (let units = 3; units <= 16; units++) kernel(ofUnits(units));
  expect(kernel(ofUnits(1)).network).toBe(first); // now the most recently used
  kernel(ofUnits(17));
  expect(kernel(ofUnits(1)).network).toBe(first);
  expect(kernel(ofUnits(2)).network).not.toBe(second);
});
