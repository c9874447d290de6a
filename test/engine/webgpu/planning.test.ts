import { describe, expect, it } from "vitest";
import { BatchFeed } from "../../../src/engine/batchFeed";
import { isSoftware } from "../../../src/engine/webgpu/adapter";
import { memberBytes, packMember, SPAN, TO_THE_END } from "../../../src/engine/webgpu/bufferLayouts";
import { DispatchPacer } from "../../../src/engine/webgpu/dispatchPacer";
import { jobSupport, LARGEST_RANKED_BATCH } from "../../../src/engine/webgpu/jobSupport";
import { kernelPlan } from "../../../src/engine/webgpu/kernelPlan";
import { rateValues, wgslOptimizer } from "../../../src/engine/webgpu/kernels/optimizerUpdate";
import { isLast, SLACK, type Span, spanSchedule, type Workload } from "../../../src/engine/webgpu/spanSchedule";
import { emitWgsl } from "../../../src/language/wgsl/emitWgsl";
import { classCrossEntropy, lovaszHinge } from "../columnLosses";
import { smallJob } from "../jobs";
import { ADAM, crossEntropy, dice, SETTINGS, trainingJob } from "./trainingFixtures";

/** The limits that WebGPU guarantees everywhere. */
const PROMISED = { workgroupBytes: 16384, workgroupThreads: 256, storageBytes: 2 ** 27, workgroups: 65535 };
/** The limits of nearly every desktop GPU. */
const USUAL = { workgroupBytes: 32768, workgroupThreads: 256, storageBytes: 2 ** 27, workgroups: 65535 };

function planFor(hidden: readonly number[], batchSize: number, members = 1, limits = USUAL) {
  return kernelPlan(trainingJob({ hidden }).layout, ADAM, crossEntropy.wgsl, batchSize, members, limits);
}

describe("the memory plan", () => {
  it("keeps the tutorial's network and its batch of 100 in workgroup memory", () => {
    const plan = planFor([4, 8], 100);
    expect(plan).toMatchObject({ wholeBatch: true, tileInWorkgroup: true, stateInWorkgroup: true, scratchWords: 0 });
    expect(plan.workgroupSize).toBe(128);
  });

  it("cuts a batch that does not fit into tiles of whole rounds of threads", () => {
    const plan = planFor([4, 8], 4340);
    expect(plan).toMatchObject({ wholeBatch: false, tileInWorkgroup: true });
    expect(plan.tileSize % plan.workgroupSize).toBe(0);
  });

  it("stays within workgroup memory for every shape of network and batch", () => {
    for (const hidden of [[], [1], [4, 8], [16, 16, 16], [64], [64, 64], [64, 64, 64, 64, 64, 64]]) {
      for (const batchSize of [1, 2, 31, 100, 129, 500, 4340, 1_000_000]) {
        const { layout } = trainingJob({ hidden });
        const plan = planFor(hidden, batchSize, 1, PROMISED);
        const rows = 4 + layout.widths.slice(1, -1).reduce((sum, width) => sum + 2 * width, 0) + 1;
        const tile = plan.tileInWorkgroup ? rows * plan.tileStride : 0;
        const state = plan.stateInWorkgroup ? 3 * layout.parameterCount : 0;
        const reductions = 4 * (plan.workgroupSize + 1);
        expect(4 * (tile + state + reductions)).toBeLessThanOrEqual(PROMISED.workgroupBytes);
        expect(plan.tileStride % 2).toBe(1);
        expect(plan.tileStride).toBeGreaterThanOrEqual(Math.min(plan.tileSize, batchSize));
      }
    }
  });

  it("trains members in groups if the scratch memory of all does not fit", () => {
    const plan = planFor([64, 64, 64, 64, 64, 64], 4340, 1024);
    expect(plan.concurrentMembers).toBeLessThan(1024);
    expect(plan.concurrentMembers * plan.scratchWords * 4).toBeLessThanOrEqual(PROMISED.storageBytes);
  });
});

describe("the schedule of dispatches", () => {
  const plan = planFor([4, 8], 4340);
  const workload = (changes: Partial<Workload> = {}): Workload => ({
    members: 1,
    plan: { ...plan, concurrentMembers: 1024 },
    passes: 2,
    unitsPerSample: 200,
    unitsPerStep: 1000,
    ...changes,
  });
  const schedule = (sizes: number[], work: Workload) => [...spanSchedule(sizes, work, new DispatchPacer())];

  it("takes every step of every member once, within the budget", () => {
    const sizes = Array.from({ length: 100 }, () => 100);
    const work = workload({ members: 3 });
    const spans = schedule(sizes, work);
    expect(spans.reduce((sum, span) => sum + span.stepCount * span.members, 0)).toBe(300);
    for (const span of spans.slice(0, -1)) expect(span.units).toBeLessThanOrEqual(DispatchPacer.FIRST_UNITS);
    expect(spans.at(-1)!.units).toBeLessThanOrEqual(SLACK * DispatchPacer.FIRST_UNITS);
    expect(spans.filter((span) => isLast(span, work, 100))).toEqual([spans.at(-1)]);
  });

  it("does not cut a small rest off", () => {
    const units = 100 * 200 + 1000;
    const fitting = Math.floor((SLACK * DispatchPacer.FIRST_UNITS) / units);
    const steps = (count: number) =>
      schedule(
        Array.from({ length: count }, () => 100),
        workload(),
      ).length;
    expect([steps(fitting), steps(fitting + 1)]).toEqual([1, 2]);
  });

  it("groups members if one step of all is too long", () => {
    const spans = schedule([2000], workload({ members: 5 }));
    expect(spans.map(({ firstMember, members }) => [firstMember, members])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });

  it("cuts one member's step if it is too long: each pass over all tiles in order, then the update", () => {
    const size = 50_000;
    const work = workload();
    const spans = schedule([size], work);
    const tiles = Math.ceil(size / plan.tileSize);
    for (const stage of [0, 1]) {
      const mine = spans.filter((span) => span.firstStage === stage && span.stageEnd === stage + 1);
      expect(mine.length).toBeGreaterThan(1);
      expect(mine[0]!.firstTile).toBe(0);
      mine.slice(1).forEach((span: Span, i) => {
        expect(span.firstTile).toBe(mine[i]!.tileEnd);
      });
      expect(mine.at(-1)!.tileEnd).toBe(tiles);
    }
    expect(spans.at(-1)).toMatchObject({ firstStage: 2, stageEnd: TO_THE_END });
    expect(spans.filter((span) => isLast(span, work, 1))).toEqual([spans.at(-1)]);
  });

  it("does not cut a step whose batch fits the tile", () => {
    const whole = workload({ plan: { ...plan, wholeBatch: true }, unitsPerSample: 1e6 });
    expect(schedule([100, 100], whole).length).toBe(2);
  });
});

describe("the pacer", () => {
  it("grows fourfold towards the target and shrinks after a long dispatch", () => {
    const pacer = new DispatchPacer();
    pacer.record(pacer.budget, 0.01);
    expect(pacer.budget).toBe(4 * DispatchPacer.FIRST_UNITS);
    pacer.record(pacer.budget, 2 * DispatchPacer.TARGET_MS);
    expect(pacer.budget).toBe(2 * DispatchPacer.FIRST_UNITS);
  });

  it("does not take a browser's own rhythm for work, and never shrinks to nothing", () => {
    const slow = new DispatchPacer(false, 100);
    for (let dispatch = 0; dispatch < 6; dispatch++) slow.record(slow.budget, 100);
    expect(slow.budget).toBe(4 ** 6 * DispatchPacer.FIRST_UNITS);
    const wrong = new DispatchPacer(false, 0);
    for (let dispatch = 0; dispatch < 20; dispatch++) wrong.record(wrong.budget, 100);
    expect(wrong.budget).toBe(DispatchPacer.LEAST_UNITS);
  });

  it("does not change after a short dispatch", () => {
    const pacer = new DispatchPacer();
    pacer.record(10, 0.2);
    expect(pacer.budget).toBe(DispatchPacer.FIRST_UNITS);
  });
});

describe("the feed of batches", () => {
  it("requests each epoch once, in order, and keeps the short last batch a separate step", () => {
    const asked: number[] = [];
    const job = trainingJob({ rows: 25, batchSize: 10 });
    const feed = new BatchFeed({
      ...job,
      batchOrder: (epoch) => {
        asked.push(epoch);
        return Uint32Array.from({ length: 25 }, (_, i) => (i + epoch) % 25);
      },
    });
    const first = feed.take(4, 1000);
    expect(first.batches.map(({ size }) => size)).toEqual([10, 10, 5, 10]);
    expect([...first.order.slice(25)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(feed.take(10, 12).batches.map(({ size }) => size)).toEqual([10]);
    expect(feed.take(1, 1).batches.map(({ size }) => size)).toEqual([5]);
    expect(asked).toEqual([0, 1]);
  });
});

describe("the host's data for the kernels", () => {
  it("has a member's rates and uniforms at the struct's offsets", () => {
    const update = wgslOptimizer(ADAM);
    const bytes = packMember(update.rates, rateValues(update, SETTINGS), Float64Array.of(7, 9));
    const floats = new Float32Array(bytes);
    expect(bytes.byteLength).toBe(memberBytes(update.rates, 2));
    const fields = [...update.rates.wgsl.matchAll(/ {2}(\w+): f32,/g)].map((match) => match[1]);
    expect(floats[fields.indexOf("rate_biases")]).toBe(Math.fround(0.02));
    // in float64 before it is rounded
    expect(floats.slice(0, fields.length)).toContain(Math.fround(1 - 0.999));
    expect([...floats.slice(fields.length)]).toEqual([7, 9]);
  });

  it("holds unsigned numbers above 2³¹", () => {
    const view = new DataView(new ArrayBuffer(SPAN.sizeBytes));
    const zeros = { first_member: 0, member_count: 0, first_step: 0, step_count: 0, first_stage: 0, first_tile: 0 };
    SPAN.pack(view, 0, { ...zeros, stage_end: TO_THE_END, tile_end: 5 });
    expect(view.getUint32(20, true)).toBe(0xffffffff);
    expect(view.getUint32(28, true)).toBe(5);
  });
});

describe("a software adapter", () => {
  const info = { vendor: "", architecture: "", device: "", description: "" };
  it.each([
    { ...info, vendor: "google", architecture: "swiftshader" },
    { ...info, description: "llvmpipe (LLVM 15.0.6, 256 bits)" },
    { ...info, vendor: "microsoft", description: "Microsoft Basic Render Driver" },
    { ...info, vendor: "anything", isFallbackAdapter: true },
  ])("is recognised by its info: %o", (names) => {
    expect(isSoftware(names)).toBe(true);
  });

  it("is told apart from a real GPU", () => {
    expect(isSoftware({ ...info, vendor: "nvidia", architecture: "ada", description: "NVIDIA GeForce RTX 4070" })).toBe(
      false,
    );
  });
});

describe("a plan for a batch-level loss", () => {
  it("makes room for the loss's reductions", () => {
    const { layout } = trainingJob();
    const plan = kernelPlan(layout, ADAM, dice.wgsl, 1000, 1, USUAL);
    expect(plan.wholeBatch).toBe(false);
    expect(plan.scratchWords).toBeGreaterThan(layout.parameterCount + 4 * plan.workgroupSize);
  });
});

describe("a plan for a loss that ranks the batch", () => {
  const { layout } = trainingJob();
  const wgsl = emitWgsl(lovaszHinge.batch);
  /**
   * The error, the label, its complement and a squared logit in descending order of the error, and
   * the adjoints that flow back along that order.
   */
  const kept = new Set(wgsl.rankings.flatMap(({ key, value }) => [key, value])).size;

  it("keeps each sample's keys and values in the tile if that holds the batch", () => {
    const plan = kernelPlan(layout, ADAM, wgsl, 100, 1, USUAL);
    const unranked = planFor([4, 8], 100);
    expect(plan.wholeBatch).toBe(true);
    expect(kept).toBeGreaterThan(2);
    expect(plan.tileRows).toBe(unranked.tileRows + kept);
  });

  it("keeps them in scratch memory if the batch takes several tiles", () => {
    const [small, large] = [2000, 3000].map((batchSize) => kernelPlan(layout, ADAM, wgsl, batchSize, 1, USUAL));
    expect(small!.wholeBatch).toBe(false);
    expect(large!.scratchWords - small!.scratchWords).toBe(1000 * kept);
    expect(small!.tileRows).toBe(planFor([4, 8], 2000).tileRows);
  });

  it("is left to the CPU if the batch is too large to compare each sample with each", () => {
    const rows = LARGEST_RANKED_BATCH + 1;
    const job = smallJob({ rows, batchSize: rows, loss: lovaszHinge });
    expect(jobSupport(job, USUAL)).toMatchObject({ ok: false, reason: "batch-level-loss" });
    expect(jobSupport({ ...job, batchSize: rows - 1 }, USUAL)).toEqual({ ok: true });
    expect(jobSupport(smallJob({ rows, batchSize: rows }), USUAL)).toEqual({ ok: true });
  });
});

describe("a plan for two outputs", () => {
  it("reserves one more gradient and output per sample", () => {
    const two = smallJob({ loss: classCrossEntropy }).layout;
    const one = smallJob({}).layout;
    const rows = (layout: typeof one) => kernelPlan(layout, ADAM, crossEntropy.wgsl, 100, 1, USUAL).tileRows;
    expect(rows(two)).toBe(rows(one) + 2);
  });
});
