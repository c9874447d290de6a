import { afterEach, describe, expect, it } from "vitest";
import type { Experiment } from "../../../src/experiment/experiment";
import type { TaskEvent } from "../../../src/worker/fleet/fleetWorker";
import { FleetPool, IDLE_MS } from "../../../src/worker/fleet/pool";
import type { FleetCommand, FleetEvent } from "../../../src/worker/fleet/protocol";
import { FleetSession } from "../../../src/worker/fleet/session";
import { FakeClock, nextTurn, until } from "../fakeClock";
import { GRID, smallExperiment } from "../run/sessionEvents";
import { FleetLog, mixedExperiments, task, withGamma } from "./fleetTasks";
import { request } from "./poolRequests";

/** A worker's session in this thread. Messages arrive in a later task of the event loop. */
class LocalWorker {
  readonly commands: FleetCommand[] = [];
  readonly events: TaskEvent["type"][] = [];
  readonly #session: FleetSession;
  readonly #onDeath: (detail: string) => void;
  #alive = true;

  constructor(onEvent: (event: TaskEvent) => void, onDeath: (detail: string) => void, msPerReading: number) {
    this.#onDeath = onDeath;
    const receive = (event: TaskEvent) => {
      if (!this.#alive) return;
      this.events.push(event.type);
      onEvent(event);
    };
    const send = (event: FleetEvent) => {
      if (event.type !== "ready") setImmediate(receive, event);
    };
    this.#session = new FleetSession(send, nextTurn, new FakeClock(msPerReading));
  }

  post(command: FleetCommand): void {
    this.commands.push(command);
    setImmediate(() => {
      if (this.#alive) this.#session.handle(command);
    });
  }

  end(): void {
    this.#alive = false;
    this.#session.dispose();
  }

  die(): void {
    this.end();
    this.#onDeath("killed");
  }
}

const pools: FleetPool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.dispose();
});

/** By default a worker's slice ends after one or two calls of the engine. */
function createPool({ workers = 2, msPerReading = 5 } = {}) {
  const started: LocalWorker[] = [];
  const clock = new FakeClock();
  const pool = new FleetPool({
    workers,
    clock,
    startWorker: (onEvent, onDeath) => {
      const worker = new LocalWorker(onEvent, onDeath, msPerReading);
      started.push(worker);
      return worker;
    },
  });
  pools.push(pool);
  return { pool, started, clock };
}

const models = (count: number, base: Experiment = smallExperiment) =>
  Array.from({ length: count }, (_, k) => withGamma(k / 10, base));
const long = { ...smallExperiment, epochs: 100_000 };
const trainings = ({ commands }: LocalWorker) => commands.filter((command) => command.type === "train");

/** Trained by one worker, as one task. */
async function trainedTogether(experiments: readonly Experiment[]) {
  const log = new FleetLog();
  const session = new FleetSession(log.add, nextTurn, new FakeClock());
  session.handle({ type: "train", ...task(experiments) });
  await log.next("finished");
  session.dispose();
  return log.models();
}

describe("the pool", () => {
  it("trains on all its workers to the same numbers as one worker, each model once", async () => {
    const { pool, started } = createPool();
    const heard = request(pool, mixedExperiments, { grid: GRID });
    await heard.ended;
    expect(started).toHaveLength(2);
    expect(started.every((worker) => trainings(worker).length > 0)).toBe(true);
    expect(heard.models.toSorted((a, b) => a.index - b.index)).toEqual(await trainedTogether(mixedExperiments));
    expect(heard.engines).toMatchObject([{ id: "cpu", reason: "chosen" }]);
    const [steps, totalSteps] = heard.progress.at(-1)!;
    expect(steps).toBe(totalSteps);
    expect(heard.progress.map(([taken]) => taken)).toEqual(
      heard.progress.map(([taken]) => taken).sort((a, b) => a - b),
    );
  });

  it("assigns the first models first, in portions that shrink to the end and take 200 ms at most", async () => {
    const sizes = async (msPerReading: number) => {
      const { pool, started } = createPool({ msPerReading });
      await request(pool, models(60)).ended;
      const portions = started.flatMap(trainings).sort((a, b) => a.taskId - b.taskId);
      expect(portions.flatMap(({ experiments }) => experiments)).toEqual(models(60));
      return portions.map(({ experiments }) => experiments.length);
    };
    expect(await sizes(0.01)).toEqual([15, 12, 9, 6, 5, 4, 4, 4, 1]);
    // Four portions are sent to the workers before any is measured.
    expect(await sizes(18)).toEqual([15, 12, 9, 6, ...Array.from({ length: 18 }, () => 1)]);
  });

  it("starts no more workers than there are models, and ends idle ones", async () => {
    const { pool, started, clock } = createPool({ workers: 4 });
    await request(pool, models(1)).ended;
    expect(started).toHaveLength(1);
    clock.advance(IDLE_MS - 1);
    expect(pool.workers).toBe(1);
    clock.advance(1);
    expect(pool.workers).toBe(0);
    await request(pool, models(1)).ended;
    expect(started).toHaveLength(2);
    const heard = request(pool, models(1, long));
    clock.advance(IDLE_MS);
    expect(pool.workers).toBe(1);
    heard.handle.cancel();
  });

  it("finishes a request without models, after giving its handle", async () => {
    const { pool, started } = createPool();
    await request(pool, []).ended;
    expect(started).toHaveLength(0);
  });

  it("trains a new request together with one that has run for long", async () => {
    const { pool } = createPool();
    const old = request(pool, models(8, long));
    await until(() => old.progress.length > 1);
    const young = request(pool, models(3));
    await young.ended;
    expect(young.models).toHaveLength(3);
    expect(old.models).toHaveLength(0);
    old.handle.cancel();
  });

  it("pauses a request, trains others meanwhile, and continues", async () => {
    const { pool } = createPool();
    const heard = request(pool, models(40));
    await heard.trained(4);
    heard.handle.pause();
    // Each worker trains one model: results sent before the pause have arrived by then.
    await request(pool, models(2)).ended;
    const before = heard.models.length;
    await request(pool, models(2)).ended;
    expect(heard.models).toHaveLength(before);
    expect(before).toBeLessThan(40);
    heard.handle.resume();
    await heard.ended;
    expect(heard.models).toHaveLength(40);
  });

  it("reports nothing more after a cancel, and its workers are free", async () => {
    const { pool } = createPool();
    const heard = request(pool, models(8, long));
    await until(() => heard.progress.length > 1);
    heard.handle.cancel();
    const told = heard.progress.length;
    await request(pool, models(2)).ended;
    expect(heard.progress).toHaveLength(told);
    expect(heard.failures).toEqual([]);
  });

  it("steps all workers epoch by epoch in lockstep", async () => {
    const { pool, started } = createPool();
    // The second half's epochs take ten times as long.
    const base = { ...smallExperiment, dataset: { ...smallExperiment.dataset, negatives: 1500 } };
    const experiments = [withGamma(1), withGamma(2, base), withGamma(3), withGamma(4, base)];
    const heard = request(pool, experiments, { lockstep: true, history: true });
    await heard.ended;
    expect(heard.models.toSorted((a, b) => a.index - b.index)).toMatchObject(
      (await trainedTogether(experiments)).map(({ metrics, parameters }) => ({ metrics, parameters })),
    );
    const leaves = started.map(({ commands }) => commands.filter((command) => command.type === "proceed"));
    for (const each of leaves) expect(each.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const index of experiments.keys()) {
      const epochs = heard.epochs.filter((epoch) => epoch.index === index).map(({ epoch }) => epoch);
      expect(epochs).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it("trains a crashed worker's portion again in a new worker, and reports nothing twice", async () => {
    const { pool, started } = createPool();
    const heard = request(pool, models(6), { history: true, lockstep: true });
    await until(() => started[0]!.events.includes("progress"));
    started[0]!.die();
    await heard.ended;
    expect(heard.failures).toEqual([]);
    expect(started).toHaveLength(3);
    expect(heard.models.toSorted((a, b) => a.index - b.index).map(({ parameters }) => parameters)).toEqual(
      (await trainedTogether(models(6))).map(({ parameters }) => parameters),
    );
    expect(heard.epochs.map(({ index, epoch }) => `${index} ${epoch}`).sort()).toEqual(
      models(6)
        .flatMap((_, index) => [0, 1, 2, 3, 4, 5].map((epoch) => `${index} ${epoch}`))
        .sort(),
    );
  });

  it("fails a request whose portion has crashed two workers, and trains the next", async () => {
    const { pool, started } = createPool();
    const heard = request(pool, models(2, long));
    const other = request(pool, models(2));
    await other.ended;
    started[0]!.die();
    await until(() => started.at(-1)!.events.includes("started"));
    started.at(-1)!.die();
    await heard.ended;
    expect(heard.failures).toEqual([["worker-died", "killed"]]);
    await request(pool, models(2)).ended;
  });

  it("fails a request with a bad experiment once, without an effect on others", async () => {
    const { pool } = createPool();
    const bad = { ...smallExperiment, loss: { id: "nonsense", parameters: {} } };
    const heard = request(pool, [...models(4), bad, bad]);
    const other = request(pool, models(4));
    await Promise.all([heard.ended, other.ended]);
    expect(heard.failures.map(([code]) => code)).toEqual(["bad-loss"]);
    expect(other.models).toHaveLength(4);
  });
});

describe("the pool on a machine without a GPU", () => {
  it("finds out with the first portion, then uses all workers, and reports the reason in every request", async () => {
    const { pool, started } = createPool();
    const first = request(pool, models(6), { engine: "auto" });
    expect(started).toHaveLength(1);
    await first.ended;
    expect(started).toHaveLength(2);
    expect(first.engines).toMatchObject([{ id: "cpu", reason: "no-webgpu" }]);
    const second = request(pool, models(6), { engine: "auto" });
    await second.ended;
    expect(second.engines).toEqual(first.engines);
    const engines = started.flatMap(trainings).map(({ engine }) => engine);
    expect(engines.slice(-6)).not.toContain("auto");
  });

  it("splits a request in lockstep once it knows", async () => {
    const { pool, started } = createPool();
    const heard = request(pool, models(4), { engine: "auto", lockstep: true, history: true });
    await heard.ended;
    expect(started).toHaveLength(2);
    expect(heard.engines).toHaveLength(1);
    expect(heard.models).toHaveLength(4);
    expect(heard.epochs).toHaveLength(24);
  });
});
