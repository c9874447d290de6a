import { afterEach, describe, expect, it, vi } from "vitest";
import type { BackendId } from "../../../src/engine/backend";
import type { Experiment } from "../../../src/experiment/experiment";
import { limits } from "../../../src/experiment/limits";
import { optimizerDefaults } from "../../../src/optimizers";
import { smallExperiment } from "./sessionEvents";
import { TestPage } from "./testPage";

afterEach(() => {
  vi.unstubAllGlobals();
});

const engines: BackendId[] = ["float64", "cpu", "webgpu"];
/** Float32 rounding over thirty steps, for logits of order 1. */
const FLOAT32_LOGIT = 2e-3;

async function lastParameters(engine: BackendId, experiment: Experiment = smallExperiment) {
  const page = new TestPage();
  const { log } = page;
  page.start(experiment, engine);
  page.run("full");
  return (await log.stopped()).snapshot;
}

describe.each(engines)("a worker training on %s", (engine) => {
  it("starts on that engine, reports it, and shows step 0", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, engine);
    const { snapshot, ...started } = await log.next("started");
    expect(started.engine).toMatchObject({ id: engine, reason: "chosen" });
    expect(snapshot).toMatchObject({ step: 0, epoch: 0, totalSteps: 30 });
    expect(snapshot.finishedEpochs.map(({ epoch }) => epoch)).toEqual([0]);
  });

  it("trains to the end, reporting each epoch once", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, engine);
    page.run("full");
    const { stopped, snapshot } = await log.stopped();
    expect(stopped).toBe("finished");
    const { records } = log;
    expect(records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(records[5]!.running.objective).toBeLessThan(records[1]!.running.objective);
    expect(snapshot.step).toBe(30);
  });

  it("gives the reference's weights", async () => {
    const [own, reference] = await Promise.all([lastParameters(engine), lastParameters("float64")]);
    expect(own.gridLogits).toHaveLength(64);
    for (let i = 0; i < 64; i++) {
      expect(Math.abs(own.gridLogits[i]! - reference.gridLogits[i]!)).toBeLessThan(FLOAT32_LOGIT);
    }
  });

  it("pauses, takes a step and an epoch, and continues", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start({ ...smallExperiment, epochs: 5000 }, engine);
    page.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > 0);
    page.pause();
    const { stopped, snapshot: paused } = await log.stopped();
    expect(stopped).toBe("paused");
    const advance = async (steps: number | "epoch") => {
      const from = log.events.length;
      page.advance(steps);
      return (await log.stopped(from)).snapshot.step;
    };
    expect(await advance(1)).toBe(paused.step + 1);
    const afterEpoch = await advance("epoch");
    expect(afterEpoch % 6).toBe(0);
    const from = log.events.length;
    page.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > afterEpoch, from);
  });

  it("uses a new loss parameter and rate from the next step on", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, engine);
    await log.next("started");
    const still: Experiment = {
      ...smallExperiment,
      loss: { id: "focal", parameters: { gamma: 0, alpha: 0.5 } },
      optimizer: { ...smallExperiment.optimizer, learningRate: 0 },
    };
    page.tune(still);
    const from = log.events.length;
    page.advance("epoch");
    await log.stopped(from);
    const [first, last] = [log.snapshots[0]!, log.snapshots.at(-1)!];
    expect(last.step).toBe(6);
    expect(last.parameters).toEqual(first.parameters);
    // Half the cross entropy has a weight of 0.35 for an undecided sample; the tutorial's focal
    // loss at most 0.13 of it.
    expect(last.current.running.loss).toBeGreaterThan(1.5 * first.current.train.loss);
    page.tune(smallExperiment);
    page.advance(1);
    await log.next("snapshot", ({ snapshot }) => snapshot.step === 7);
    expect(log.snapshots.at(-1)!.parameters).not.toEqual(first.parameters);
  });

  it("resets to the same start", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start({ ...smallExperiment, epochs: 5000 }, engine);
    page.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > 0);
    const again = page.start(smallExperiment, engine);
    const { snapshot } = await log.next("started", ({ runId }) => runId === again);
    expect(snapshot.step).toBe(0);
    expect(snapshot.gridLogits).toEqual(log.snapshots[0]!.gridLogits);
  });

  it("ends a diverging run with a reason and the step, and can start again", async () => {
    const page = new TestPage();
    const { log } = page;
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    page.start({ ...smallExperiment, optimizer, regularisation: { l1: 0, l2: 1000 }, epochs: 500 }, engine);
    page.run("full");
    const failed = await log.next("failed");
    expect(failed.code).toBe("diverged");
    expect(failed.detail).toMatch(/at step \d+/);
    expect(log.snapshots.every(({ parameters }) => parameters.every(Number.isFinite))).toBe(true);
    page.start(smallExperiment, engine);
    page.run("full");
    expect((await log.stopped(log.events.length)).stopped).toBe("finished");
  });
});

it("trains the largest network in one batch of all samples, on the CPU", async () => {
  const page = new TestPage();
  const { log } = page;
  const hidden = Array.from({ length: limits.hiddenLayers.max }, () => limits.width.max);
  const model = { ...smallExperiment.model, hidden };
  page.start({ ...smallExperiment, model, batchSize: limits.batchSize.max, epochs: 3 }, "cpu");
  expect((await log.next("started")).engine).toMatchObject({ id: "cpu", reason: "chosen" });
  page.run("full");
  const { stopped, snapshot } = await log.stopped();
  expect([stopped, snapshot.step]).toEqual(["finished", 3]);
});

describe("the automatically chosen engine", () => {
  it("is never a software GPU, with the reason", async () => {
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, "auto");
    const { engine } = await log.next("started");
    if (engine.id === "webgpu") expect(engine.reason).toBe("hardware-gpu");
    else expect(engine).toMatchObject({ id: "cpu", reason: expect.stringMatching(/^(software-gpu-passed-over|no-)/) });
    // The second start requests no adapter again and has the same result.
    page.start(smallExperiment, "auto");
    expect((await log.next("started", ({ runId }) => runId === 2)).engine).toEqual(engine);
  });
});

describe("the page's client", () => {
  it("compiles sources, and reports where one is wrong", async () => {
    const { client } = new TestPage();
    const good = await client.compile("def f(p, y, k=2.0):\n    return (k * (p - y) ** 2).mean()\n", {});
    expect(good).toMatchObject({ program: { name: "f", parameters: [{ name: "k", default: 2 }] } });
    expect(await client.compile("def f(p, y):\n    return p @@ y\n", {})).toMatchObject({ refusal: { line: 2 } });
  });

  it("refuses a source that is not compiled within two seconds, and compiles the next", async () => {
    const RealWorker = globalThis.Worker;
    const silent = URL.createObjectURL(new Blob(['postMessage({ type: "ready" })'], { type: "text/javascript" }));
    const { client } = new TestPage();
    vi.stubGlobal(
      "Worker",
      class {
        constructor() {
          // biome-ignore lint/correctness/noConstructorReturn: a real worker whose script never answers
          return new RealWorker(silent);
        }
      },
    );
    const started = performance.now();
    expect(await client.compile("def f(p, y):\n    return p.mean()\n", {})).toMatchObject({
      refusal: { construct: "time" },
    });
    expect(performance.now() - started).toBeGreaterThan(1900);
    vi.unstubAllGlobals();
    expect(await client.compile("def f(p, y):\n    return p.mean()\n", {})).toHaveProperty("program");
  });

  it("reports a worker that crashes and starts another", async () => {
    const RealWorker = globalThis.Worker;
    const dying = URL.createObjectURL(
      new Blob(['postMessage({ type: "ready" }); onmessage = () => { throw new Error("killed"); };'], {
        type: "text/javascript",
      }),
    );
    vi.stubGlobal(
      "Worker",
      class {
        constructor() {
          // biome-ignore lint/correctness/noConstructorReturn: a real worker that dies of its first command
          return new RealWorker(dying);
        }
      },
    );
    const page = new TestPage();
    const { log } = page;
    page.start(smallExperiment, "cpu");
    await expect.poll(() => page.deaths).toEqual([expect.stringContaining("killed")]);
    page.run("full"); // there is no worker, and nothing fails
    vi.unstubAllGlobals();
    page.start(smallExperiment, "cpu");
    page.run("full");
    expect((await log.stopped()).stopped).toBe("finished");
  });
});
