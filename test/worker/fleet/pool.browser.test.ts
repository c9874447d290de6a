import { afterEach, describe, expect, it, vi } from "vitest";
import { FleetPool } from "../../../src/worker/fleet/pool";
import { GRID, smallExperiment } from "../run/sessionEvents";
import { TestPage } from "../run/testPage";
import { mixedExperiments, withGamma } from "./fleetTasks";
import { request } from "./poolRequests";

const pools: FleetPool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.dispose();
  vi.unstubAllGlobals();
});

function createPool() {
  const pool = new FleetPool({ workers: 2 });
  pools.push(pool);
  return pool;
}

const models = (count: number, epochs: number) =>
  Array.from({ length: count }, (_, k) => withGamma(k / 10, { ...smallExperiment, epochs }));

/** Trained by the worker of the first screen. */
async function trainedAlone(experiment: (typeof mixedExperiments)[number]) {
  const page = new TestPage();
  page.complete(experiment, "cpu");
  return (await page.log.next("completed")).snapshot;
}

describe("a pool of real workers", () => {
  it("trains models to the same numbers as the main worker, alone or in a fleet", async () => {
    const pool = createPool();
    const heard = request(pool, mixedExperiments, { grid: GRID });
    await heard.ended;
    expect(heard.failures).toEqual([]);
    expect(pool.workers).toBe(2);
    for (const index of [1, 2]) {
      const model = heard.models.find((each) => each.index === index)!;
      const alone = request(pool, [mixedExperiments[index]!], { grid: GRID });
      await alone.ended;
      expect(alone.models[0]).toEqual({ ...model, index: 0 });
      const snapshot = await trainedAlone(mixedExperiments[index]!);
      expect(model.parameters).toEqual(snapshot.parameters);
      expect(model.gridLogits).toEqual(snapshot.gridLogits);
      expect(model.metrics.auc).toBe(snapshot.current.validation.auc);
    }
  });

  it("pauses, takes another request meanwhile, continues, and is cancelled", async () => {
    const pool = createPool();
    const heard = request(pool, models(40, 60));
    await heard.trained(2);
    heard.handle.pause();
    await request(pool, models(2, 5)).ended;
    const before = heard.models.length;
    await request(pool, models(2, 5)).ended;
    expect(heard.models).toHaveLength(before);
    heard.handle.resume();
    await heard.trained(before + 1);
    heard.handle.cancel();
    const [models1, progress] = [heard.models.length, heard.progress.length];
    await request(pool, models(2, 5)).ended;
    expect([heard.models.length, heard.progress.length]).toEqual([models1, progress]);
  });

  it("keeps all models of a request in lockstep within an epoch of each other", async () => {
    const heard = request(createPool(), models(4, 40), { engine: "auto", lockstep: true, history: true });
    await heard.ended;
    expect(heard.models).toHaveLength(4);
    expect(heard.epochs).toHaveLength(4 * 41);
    expect(heard.engines).toHaveLength(1);
  });

  it("notices a worker's crash, trains its portion again, and gives up if that crashes too", async () => {
    const RealWorker = globalThis.Worker;
    const dying = URL.createObjectURL(
      new Blob(['postMessage({ type: "ready" }); onmessage = () => { throw new Error("killed"); };'], {
        type: "text/javascript",
      }),
    );
    let deaths = 0;
    const dieFirst = (times: number) => {
      deaths = 0;
      vi.stubGlobal(
        "Worker",
        class {
          constructor(url: URL, options: WorkerOptions) {
            deaths++;
            // biome-ignore lint/correctness/noConstructorReturn: the first workers crash
            return deaths > times ? new RealWorker(url, options) : new RealWorker(dying);
          }
        },
      );
    };
    dieFirst(1);
    const saved = request(createPool(), models(1, 5));
    await saved.ended;
    expect([saved.failures, saved.models.length, deaths]).toEqual([[], 1, 2]);
    dieFirst(2);
    const lost = request(createPool(), models(1, 5));
    await lost.ended;
    expect(lost.failures).toEqual([["worker-died", expect.stringContaining("killed")]]);
  });
});
