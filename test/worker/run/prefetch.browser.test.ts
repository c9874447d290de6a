import { expect, it, onTestFinished, vi } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import { withLossParameter } from "../../../src/experiment/lossParameter";
import { optimizerDefaults } from "../../../src/optimizers";
import { type RunEvent, TrainingClient } from "../../../src/worker/run/client";
import { type Expected, TrainedAhead } from "../../../src/worker/run/prefetch";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

function openAhead(): TrainedAhead {
  const ahead = new TrainedAhead();
  onTestFinished(() => ahead.dispose());
  return ahead;
}

const withGamma = (gamma: number) => withLossParameter(smallExperiment, "gamma", gamma);
const asked = (experiment: Experiment, grid = GRID): Expected => ({ experiment, engine: "cpu", grid });
const expected = (...experiments: Experiment[]) => experiments.map((experiment) => asked(experiment));

/** What the page's own worker makes of it: the network, then its epochs. */
async function trainedWhenAsked(experiment: Experiment) {
  const log = new EventLog();
  const client = new TrainingClient((event: RunEvent) => log.add(event));
  onTestFinished(() => client.dispose());
  client.complete(experiment, "cpu", GRID);
  const { snapshot, samples } = await log.next("completed");
  const { epochs } = await log.next("epochs");
  return { snapshot, samples, epochs };
}

it("has what was expected as the page's own worker makes it, to the bit, with all its epochs", async () => {
  const ahead = openAhead();
  const experiments = [withGamma(1), { ...withGamma(1), epochs: 7 }, withGamma(0.5)];
  ahead.expect(expected(...experiments));
  expect(ahead.ask(asked(experiments[0]!))).toBeUndefined();
  for (const experiment of experiments) {
    await expect.poll(() => ahead.ask(asked(experiment))).toBeDefined();
    const { snapshot, samples } = ahead.ask(asked(experiment))!;
    const own = await trainedWhenAsked(experiment);
    for (const part of ["parameters", "gridLogits", "trainLogits", "validationLogits", "current", "step"] as const) {
      expect(snapshot[part]).toEqual(own.snapshot[part]);
    }
    expect(samples).toEqual(own.samples);
    expect(snapshot.finishedEpochs).toEqual(own.epochs);
  }
  expect(ahead.ask(asked(experiments[0]!, { ...GRID, extent: 13 }))).toBeUndefined();
  expect(ahead.ask({ ...asked(experiments[0]!), engine: "auto" })).toBeUndefined();
});

it("passes over what diverges, and what is expected no more", async () => {
  const ahead = openAhead();
  const diverging = { ...smallExperiment, optimizer: { ...optimizerDefaults("SGD"), learningRate: 1e12 } };
  ahead.expect(expected(diverging, withGamma(3), withGamma(4)));
  await expect.poll(() => ahead.ask(asked(withGamma(3)))).toBeDefined();
  ahead.expect(expected(withGamma(1)));
  await expect.poll(() => ahead.ask(asked(withGamma(1)))).toBeDefined();
  expect(ahead.ask(asked(diverging))).toBeUndefined();
});

it("gives way to the page's own run until that one's epochs are there, or another begins", async () => {
  const log = new EventLog();
  const ahead = openAhead();
  const client = new TrainingClient((event: RunEvent) => {
    log.add(event);
    ahead.hear(event);
  });
  onTestFinished(() => client.dispose());
  const quiet = () => passing(300, 100, () => undefined);

  ahead.giveWay(7);
  ahead.expect(expected(withGamma(1)));
  ahead.hear({ type: "stopped", runId: 6, because: "finished" }); // of a run before
  await quiet();
  expect(ahead.ask(asked(withGamma(1)))).toBeUndefined();
  ahead.hear({ type: "epochs", runId: 7, epochs: [] });
  await expect.poll(() => ahead.ask(asked(withGamma(1)))).toBeDefined();

  ahead.giveWay(client.complete(withGamma(2), "cpu", GRID));
  expect(ahead.ask(asked(withGamma(1)))).toBeDefined(); // what follows is no surprise
  ahead.expect(expected(withGamma(1.05)));
  await log.next("epochs");
  await expect.poll(() => ahead.ask(asked(withGamma(1.05)))).toBeDefined();

  ahead.giveWay(client.complete(withGamma(3), "cpu", GRID));
  ahead.expect(expected(withGamma(1.1)));
  client.start(withGamma(3), "cpu", GRID);
  await expect.poll(() => ahead.ask(asked(withGamma(1.1)))).toBeDefined();
});

it("trains little ahead of a hand that does what nobody expected, until it rests", async () => {
  const ahead = openAhead();
  const gammas = [1, 1.05, 1.1, 1.15];
  const here = () => gammas.filter((gamma) => ahead.ask(asked(withGamma(gamma))) !== undefined);
  await passing(400, 10, () => {
    ahead.ask(asked(withGamma(4)));
    ahead.expect(expected(...gammas.map(withGamma)));
  });
  expect(here()).toEqual([1, 1.05]);
  await expect.poll(here).toEqual(gammas);
});

it("has the hand rest no sooner than the page's own run is done, however long that takes", async () => {
  const ahead = openAhead();
  const gammas = [1, 1.05, 1.1, 1.15];
  const here = () => gammas.filter((gamma) => ahead.ask(asked(withGamma(gamma))) !== undefined);
  for (let runId = 1; runId <= 10; runId++) {
    ahead.giveWay(runId);
    ahead.ask(asked(withGamma(4)));
    ahead.expect(expected(...gammas.map(withGamma)));
    await passing(50, 50, () => undefined);
    ahead.hear({ type: "epochs", runId, epochs: [] });
    await passing(10, 10, () => undefined);
  }
  expect(here()).not.toContain(1.1);
  await expect.poll(here).toEqual(gammas);
});

it("takes what is expected as it comes to it, for a while, and no more once nothing is", async () => {
  const ahead = openAhead();
  let taken = 0;
  function* endless() {
    for (;;) yield asked(withGamma(1 + ++taken / 1e4));
  }
  ahead.expect(endless());
  expect(taken).toBe(1);
  await expect.poll(() => taken).toBeGreaterThan(3);
  await passing(2000, 100, () => undefined);
  const inTime = taken;
  await passing(300, 100, () => undefined);
  expect(taken).toBe(inTime);

  ahead.expect(endless());
  await expect.poll(() => taken).toBeGreaterThan(inTime + 3);
  ahead.expect([]);
  const wanted = taken;
  await passing(300, 100, () => undefined);
  expect(taken).toBe(wanted);
});

it("keeps what came last, up to some 24 MB", async () => {
  const ahead = openAhead();
  // A picture of 512 by 512 logits is one of 1.05 MB.
  const large = Array.from({ length: 26 }, (_, k) => asked(withGamma(1 + k / 100), { ...GRID, size: 512 }));
  for (const each of large) {
    ahead.expect([each]);
    await expect.poll(() => ahead.ask(each), { interval: 5 }).toBeDefined();
  }
  const kept = large.map((each) => ahead.ask(each) !== undefined);
  expect(kept.slice(0, 4)).toEqual([false, false, false, false]);
  expect(kept.slice(4).every(Boolean)).toBe(true);
});

/** So many milliseconds, in which something is done again and again. */
async function passing(ms: number, everyMs: number, again: () => void): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; ) {
    again();
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

it("dies without a word: what it had stays, and nothing more is trained", async () => {
  const made: Worker[] = [];
  const Real = Worker;
  vi.stubGlobal(
    "Worker",
    class extends Real {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        made.push(this);
      }
    },
  );
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  const ahead = openAhead();
  ahead.expect(expected(withGamma(1)));
  await expect.poll(() => ahead.ask(asked(withGamma(1)))).toBeDefined();
  made[0]!.dispatchEvent(new ErrorEvent("error", { message: "the thread came to grief", cancelable: true }));
  ahead.expect(expected(withGamma(2)));
  await passing(300, 100, () => undefined);
  expect(ahead.ask(asked(withGamma(2)))).toBeUndefined();
  expect(ahead.ask(asked(withGamma(1)))).toBeDefined();
  expect(made).toHaveLength(1);
});
