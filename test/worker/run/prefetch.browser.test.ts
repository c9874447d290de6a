import { expect, it, onTestFinished } from "vitest";
import { withLossParameter } from "../../../src/experiment/lossParameter";
import { systemClock } from "../../../src/worker/clock";
import { RunPrefetch } from "../../../src/worker/run/prefetch";
import { RunWorker } from "../../../src/worker/run/runWorker";
import { GRID, smallExperiment } from "./sessionEvents";
import { TestPage } from "./testPage";

it("a prefetched run equals bit for bit the run that the page's own worker trains, with all its epochs", async () => {
  const prefetch = new RunPrefetch({
    startWorker: (onEvent, onDeath) => new RunWorker(onEvent, onDeath),
    setTimer: systemClock.setTimer,
    mayTrain: () => true,
  });
  onTestFinished(() => prefetch.dispose());
  const withGamma = (gamma: number) => withLossParameter(smallExperiment, "gamma", gamma);
  const experiments = [withGamma(1), { ...withGamma(1), epochs: 7 }, withGamma(0.5)];
  prefetch.prefetch(experiments.map((experiment) => ({ experiment, engine: "cpu", grid: GRID })));
  const page = new TestPage();
  for (const experiment of experiments) {
    const find = () => prefetch.lookup({ experiment, engine: "cpu", grid: GRID });
    await expect.poll(find).toBeDefined();
    const { snapshot, samples } = find()!;
    const runId = page.complete(experiment, "cpu");
    const own = await page.log.next("completed", (event) => event.runId === runId);
    const { epochs } = await page.log.next("epochs", (event) => event.runId === runId);
    for (const part of ["parameters", "gridLogits", "trainLogits", "validationLogits", "current", "step"] as const) {
      expect(snapshot[part]).toEqual(own.snapshot[part]);
    }
    expect(samples).toEqual(own.samples);
    expect(snapshot.finishedEpochs).toEqual(epochs);
  }
});
