import { afterEach, describe, expect, it, vi } from "vitest";
import type { BackendId } from "../../../src/engine/backend";
import type { Experiment } from "../../../src/experiment/experiment";
import { optimizerDefaults } from "../../../src/optimizers";
import { type RunEvent, TrainingClient } from "../../../src/worker/run/client";
import { EventLog, GRID, smallExperiment } from "./sessionEvents";

const clients: TrainingClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
  vi.unstubAllGlobals();
});

function createClient() {
  const log = new EventLog();
  const client = new TrainingClient((event: RunEvent) => {
    log.add(event);
    if (event.type === "snapshot") client.drawn();
  });
  clients.push(client);
  return { log, client };
}

const engines: BackendId[] = ["float64", "cpu", "webgpu"];
/** Float32 over thirty steps, on a logit of a few units. */
const FLOAT32_LOGIT = 2e-3;

async function lastParameters(engine: BackendId, experiment: Experiment = smallExperiment) {
  const { log, client } = createClient();
  client.start(experiment, engine, GRID);
  client.run("full");
  await log.next("stopped");
  return log.of("snapshot").at(-1)!.snapshot;
}

describe.each(engines)("a worker training on %s", (engine) => {
  it("starts on that engine, says so, and shows step 0", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, engine, GRID);
    const { snapshot } = await log.next("snapshot");
    expect(log.of("started")[0]!.engine).toMatchObject({ id: engine, reason: "chosen" });
    expect(snapshot).toMatchObject({ step: 0, epoch: 0, totalSteps: 30 });
    expect(snapshot.finishedEpochs.map(({ epoch }) => epoch)).toEqual([0]);
  });

  it("trains to the end, reporting each epoch once", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, engine, GRID);
    client.run("full");
    expect((await log.next("stopped")).because).toBe("finished");
    const records = log.of("snapshot").flatMap(({ snapshot }) => snapshot.finishedEpochs);
    expect(records.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(records[5]!.running.objective).toBeLessThan(records[1]!.running.objective);
    expect(log.of("snapshot").at(-1)!.snapshot.step).toBe(30);
  });

  it("gives the reference's weights", async () => {
    const [own, reference] = await Promise.all([lastParameters(engine), lastParameters("float64")]);
    expect(own.gridLogits).toHaveLength(64);
    for (let i = 0; i < 64; i++) {
      expect(Math.abs(own.gridLogits[i]! - reference.gridLogits[i]!)).toBeLessThan(FLOAT32_LOGIT);
    }
  });

  it("pauses, takes a step and an epoch, and goes on", async () => {
    const { log, client } = createClient();
    client.start({ ...smallExperiment, epochs: 5000 }, engine, GRID);
    client.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > 0);
    client.pause();
    expect((await log.next("stopped")).because).toBe("paused");
    const step = () => log.of("snapshot").at(-1)!.snapshot.step;
    const paused = step();
    const advance = async (steps: number | "epoch") => {
      const from = log.events.length;
      client.advance(steps);
      await log.next("stopped", undefined, from);
      return step();
    };
    expect(await advance(1)).toBe(paused + 1);
    const afterEpoch = await advance("epoch");
    expect(afterEpoch % 6).toBe(0);
    const from = log.events.length;
    client.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > afterEpoch, from);
  });

  it("takes a new loss parameter and rate from the next step on", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, engine, GRID);
    await log.next("snapshot");
    const still: Experiment = {
      ...smallExperiment,
      loss: { id: "focal", parameters: { gamma: 0, alpha: 0.5 } },
      optimizer: { ...smallExperiment.optimizer, learningRate: 0 },
    };
    client.tune(still);
    const from = log.events.length;
    client.advance("epoch");
    await log.next("stopped", undefined, from);
    const [first, last] = [log.of("snapshot")[0]!.snapshot, log.of("snapshot").at(-1)!.snapshot];
    expect(last.step).toBe(6);
    expect(last.parameters).toEqual(first.parameters);
    // Half the cross entropy weighs an undecided sample 0.35; the tutorial's focal loss at most 0.13 of it.
    expect(last.current.running.loss).toBeGreaterThan(1.5 * first.current.train.loss);
    client.tune(smallExperiment);
    client.advance(1);
    await log.next("snapshot", ({ snapshot }) => snapshot.step === 7);
    expect(log.of("snapshot").at(-1)!.snapshot.parameters).not.toEqual(first.parameters);
  });

  it("resets to the same start, and lets nothing of the old run through", async () => {
    const { log, client } = createClient();
    client.start({ ...smallExperiment, epochs: 5000 }, engine, GRID);
    client.run("full");
    await log.next("snapshot", ({ snapshot }) => snapshot.step > 0);
    const first = log.of("snapshot")[0]!.snapshot;
    const from = log.events.length;
    const runId = client.start(smallExperiment, engine, GRID);
    const { snapshot } = await log.next("snapshot", undefined, from);
    expect(log.events.slice(from).every((event) => "runId" in event && event.runId === runId)).toBe(true);
    expect(snapshot.step).toBe(0);
    expect(snapshot.gridLogits).toEqual(first.gridLogits);
  });

  it("ends a diverging run with a reason and the step, and can start again", async () => {
    const { log, client } = createClient();
    const optimizer = { ...optimizerDefaults("SGD"), learningRate: 1000 };
    client.start({ ...smallExperiment, optimizer, regularisation: { l1: 0, l2: 1000 }, epochs: 500 }, engine, GRID);
    client.run("full");
    const failed = await log.next("failed");
    expect(failed.code).toBe("diverged");
    expect(failed.detail).toMatch(/at step \d+/);
    expect(log.of("snapshot").every(({ snapshot }) => snapshot.parameters.every(Number.isFinite))).toBe(true);
    client.start(smallExperiment, engine, GRID);
    client.run("full");
    await log.next("stopped", ({ because }) => because === "finished");
  });
});

describe("the engine chosen by itself", () => {
  it("is never a software GPU, and says why", async () => {
    const { log, client } = createClient();
    client.start(smallExperiment, "auto", GRID);
    const { engine } = await log.next("started");
    if (engine.id === "webgpu") expect(engine.reason).toBe("hardware-gpu");
    else expect(engine).toMatchObject({ id: "cpu", reason: expect.stringMatching(/^(software-gpu-passed-over|no-)/) });
    // The second start asks no adapter again and comes to the same.
    client.start(smallExperiment, "auto", GRID);
    expect((await log.next("started", ({ runId }) => runId === 2)).engine).toEqual(engine);
  });
});

describe("the page's side", () => {
  it("reads sources, and hears where one is wrong", async () => {
    const { client } = createClient();
    const good = await client.compile("def f(p, y, k=2.0):\n    return (k * (p - y) ** 2).mean()\n", {});
    expect(good).toMatchObject({ program: { name: "f", parameters: [{ name: "k", default: 2 }] } });
    expect(await client.compile("def f(p, y):\n    return p @@ y\n", {})).toMatchObject({ refusal: { line: 2 } });
  });

  it("refuses a source that is not read within two seconds, and reads the next", async () => {
    const RealWorker = globalThis.Worker;
    const silent = URL.createObjectURL(new Blob(['postMessage({ type: "ready" })'], { type: "text/javascript" }));
    const { client } = createClient();
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

  it("takes a picture that is no longer wanted out of the way of the next", async () => {
    const log = new EventLog();
    const client = new TrainingClient((event) => {
      log.add(event);
      // Before the first picture is here, another run is wanted.
      if (event.type === "started") client.complete(smallExperiment, "cpu", GRID);
    });
    clients.push(client);
    client.start(smallExperiment, "cpu", GRID);
    expect((await log.next("completed")).runId).toBe(2);
    expect(log.of("snapshot")).toEqual([]);
  });

  it("reports a worker that dies and starts another", async () => {
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
    const { log, client } = createClient();
    client.start(smallExperiment, "cpu", GRID);
    expect(await log.next("failed")).toMatchObject({ code: "worker-died", detail: expect.stringContaining("killed") });
    client.run("full"); // nobody to hear it, and no harm done
    vi.unstubAllGlobals();
    client.start(smallExperiment, "cpu", GRID);
    client.run("full");
    expect((await log.next("stopped")).because).toBe("finished");
  });
});
