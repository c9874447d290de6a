/** The emitted kernels against PyTorch: optimisers alone, then whole runs of every optimiser, activation and architecture. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberSettings, OptimizerRule, PerGroup, Trainer } from "../../../src/engine/backend";
import { createWebGpuBackend } from "../../../src/engine/webgpu";
import type { WebGpuBackend } from "../../../src/engine/webgpu/webGpuBackend";
import type { ActivationName } from "../../../src/experiment/experiment";
import { modelLayout } from "../../../src/experiment/modelLayout";
import { compileLoss } from "../../../src/language";
import { lossById, lossOnOutputs } from "../../../src/losses";
import trainingUrl from "../../fixtures/golden/training.json.gz?url";

/** Ten updates of float32 numbers around 1: each rounds to 6e-8, and a quotient of two moments to some of them. */
const TEN_UPDATES = 2e-6;
/** golden/README.md, "Training, float32 engine": steps. */
const STEP_RELATIVE = 1e-5;
/** The same: the grid of epochs 1 to 5, where the run's own drift stays below 1e-6. */
const GRID = 5e-6;

interface Packed {
  dtype: "float32" | "uint16" | "uint8";
  base64: string;
}
interface Tensor {
  data: number[];
}
interface GoldenOptimizer {
  name: OptimizerRule["name"];
  lr: number | PerGroup;
  weight_decay: number | PerGroup;
  [option: string]: unknown;
}
interface GoldenRun {
  id: string;
  loss: { name: string; params: Record<string, number> };
  arch: number[];
  activation: ActivationName;
  negative_slope?: number;
  init: string;
  order: string;
  batch_size: number;
  l1: number;
  l2: number;
  optimizer: GoldenOptimizer;
  epochs: number;
  f64: { step_loss: number[]; grid: number[]; epochs: { val_loss: number[] } };
  drift: Record<"f32_vs_f64" | "f32_reordered", { grid_max: number[] }>;
}
interface Golden {
  data: Record<"X" | "Y" | "train" | "val", Packed>;
  orders: Record<string, Packed>;
  inits: Record<string, Record<string, Tensor>>;
  grid: { axis: number[] };
  optimizer_steps: { optimizer: GoldenOptimizer; param: number[]; grads: number[][]; after_step: number[][] }[];
  runs: GoldenRun[];
}

let golden: Golden;
let backend: WebGpuBackend;
beforeAll(async () => {
  golden = await loadGolden();
  const created = await createWebGpuBackend({ allowSoftware: true });
  if ("unavailable" in created) throw new Error(`these tests need WebGPU: ${created.detail}`);
  backend = created.backend;
});
afterAll(() => backend.dispose());

describe("an optimiser on the GPU", () => {
  it("takes torch's steps for given gradients, in every variant of the golden file", async () => {
    // The gradient of a linear model's mean output is its input: rows of gradients make any gradient.
    const loss = compileLoss("def output(y_pred, y_true):\n    return y_pred.mean()");
    const layout = modelLayout(4, { hidden: [], activation: "relu", negativeSlope: 0 });
    expect(golden.optimizer_steps.length).toBeGreaterThanOrEqual(24);
    for (const { optimizer, param, grads, after_step } of golden.optimizer_steps) {
      const trainer = await backend.createTrainer({
        layout,
        features: Float32Array.from(grads.flat()),
        targets: [new Float32Array(10)],
        labels: new Uint8Array(10),
        batchSize: 1,
        batchOrder: () => Uint32Array.from({ length: 10 }, (_, i) => i),
        loss,
        optimizer: ruleOf(optimizer),
        members: [{ initialParameters: Float32Array.from([...param, 0]), settings: settingsOf(optimizer) }],
      });
      for (let step = 0; step < 10; step++) {
        await trainer.advance(1);
        const parameters = await trainer.parameters(0);
        for (let i = 0; i < 4; i++) {
          const expected = after_step[step]![i]!;
          const message = `${JSON.stringify(optimizer)}, step ${step + 1}, parameter ${i}`;
          expect(Math.abs(parameters[i]! - expected) / Math.max(1, Math.abs(expected)), message).toBeLessThan(
            TEN_UPDATES,
          );
        }
      }
      trainer.dispose();
    }
  });
});

describe("a run on the GPU", () => {
  it("takes torch's steps and ends on torch's grid with every optimiser, activation, architecture and penalty", async () => {
    const runs = golden.runs.filter(({ id }) => /^(opt|act|arch|penalty)\//.test(id));
    expect(runs.length).toBeGreaterThanOrEqual(25);
    for (const run of runs) {
      const trainer = await startRun(run);
      const records = await trainer.advance(run.epochs * stepsPerEpoch(run));
      run.f64.step_loss.forEach((expected, step) => {
        const relative = Math.abs(records[4 * step]! - expected) / Math.abs(expected);
        expect(relative, `${run.id}, step ${step + 1}`).toBeLessThan(STEP_RELATIVE);
      });
      const drift = Math.max(...run.drift.f32_vs_f64.grid_max, ...run.drift.f32_reordered.grid_max);
      const logits = await trainer.predict(0, gridPoints());
      const worst = Math.max(...run.f64.grid.map((p, i) => Math.abs(1 / (1 + Math.exp(-logits[i]!)) - p)));
      expect(worst, `${run.id}, grid`).toBeLessThan(drift < 1e-6 ? GRID : 10 * drift);
      trainer.dispose();
    }
  });

  it("ends the tutorial's thirty epochs at torch's validation loss", async () => {
    const run = golden.runs.find(({ id }) => id === "tutorial")!;
    const trainer = await startRun(run);
    const started = performance.now();
    await trainer.advance(run.epochs * stepsPerEpoch(run));
    const elapsedMs = performance.now() - started;
    console.info(`tutorial's 1320 steps on ${backend.description}: ${elapsedMs.toFixed(0)} ms`);
    const { x, y } = rowsOf("val");
    const logits = await trainer.predict(0, x);
    const { alpha, gamma } = run.loss.params as { alpha: number; gamma: number };
    let loss = 0;
    y.forEach((label, i) => {
      const p = 1 / (1 + Math.exp(-logits[i]!));
      const [pT, alphaT] = label === 1 ? [p, alpha] : [1 - p, 1 - alpha];
      loss += (-alphaT * (1 - pT) ** gamma * Math.log(pT)) / y.length;
    });
    expect(Math.abs(loss - run.f64.epochs.val_loss.at(-1)!)).toBeLessThan(1e-4);
  });
});

function startRun(run: GoldenRun): Promise<Trainer> {
  const { x, y } = rowsOf("train");
  const hidden = run.arch.slice(1, -1);
  const layout = modelLayout(2, { hidden, activation: run.activation, negativeSlope: run.negative_slope ?? 0.01 });
  const tensors = golden.inits[run.init]!;
  const initialParameters = new Float32Array(layout.parameterCount);
  layout.layers.forEach((layer, l) => {
    initialParameters.set(tensors[`fc${l + 1}.weight`]!.data, layer.weightOffset);
    initialParameters.set(tensors[`fc${l + 1}.bias`]!.data, layer.biasOffset);
  });
  const order = unpack(golden.orders[run.order]!);
  const focal = run.loss.name === "FocalLoss";
  const definition = lossById(focal ? "focal" : "bce-logits");
  const program = compileLoss(definition.source, { parameters: run.loss.params });
  return backend.createTrainer({
    layout,
    features: x,
    targets: [y],
    labels: Uint8Array.from(y),
    batchSize: run.batch_size,
    batchOrder: (epoch) => Uint32Array.from(order.subarray(epoch * y.length, (epoch + 1) * y.length)),
    loss: lossOnOutputs(definition, program),
    optimizer: ruleOf(run.optimizer),
    members: [
      {
        initialParameters,
        settings: { ...settingsOf(run.optimizer), lossParameters: run.loss.params, l1: run.l1, l2: run.l2 },
      },
    ],
  });
}

function stepsPerEpoch(run: GoldenRun): number {
  return Math.ceil(unpack(golden.data.train).length / run.batch_size);
}

function ruleOf(given: GoldenOptimizer): OptimizerRule {
  const number = (name: string, fallback: number) => Number(given[name] ?? fallback);
  const [beta1, beta2] = (given.betas as [number, number] | undefined) ?? [0.9, 0.999];
  return {
    name: given.name,
    momentum: number("momentum", 0),
    dampening: number("dampening", 0),
    nesterov: given.nesterov === true,
    beta1,
    beta2,
    amsgrad: given.amsgrad === true,
    epsilon: number("eps", 1e-8),
    smoothing: number("alpha", 0.99),
    centered: given.centered === true,
    rateDecay: number("lr_decay", 0),
    initialAccumulator: number("initial_accumulator_value", 0),
  };
}

function settingsOf({ lr, weight_decay }: GoldenOptimizer): MemberSettings {
  const perGroup = (value: number | PerGroup) =>
    typeof value === "number" ? { weights: value, biases: value } : value;
  return { lossParameters: {}, learningRate: perGroup(lr), weightDecay: perGroup(weight_decay), l1: 0, l2: 0 };
}

function rowsOf(set: "train" | "val"): { x: Float32Array; y: Float32Array } {
  const [x, y] = [unpack(golden.data.X), unpack(golden.data.Y)];
  const rows = [...unpack(golden.data[set])];
  return {
    x: Float32Array.from(rows.flatMap((row) => [x[2 * row]!, x[2 * row + 1]!])),
    y: Float32Array.from(rows, (row) => y[row]!),
  };
}

/** [256, 2]: row iy · 16 + ix is the point (axis[ix], axis[iy]). */
function gridPoints(): Float32Array {
  const { axis } = golden.grid;
  return Float32Array.from(axis.flatMap((y) => axis.flatMap((x) => [x, y])));
}

function unpack({ dtype, base64 }: Packed): Float32Array | Uint16Array | Uint8Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (dtype === "float32") return new Float32Array(bytes.buffer);
  return dtype === "uint16" ? new Uint16Array(bytes.buffer) : bytes;
}

async function loadGolden(): Promise<Golden> {
  const bytes = await (await fetch(trainingUrl)).blob();
  // Some servers mark .gz files as encoded, and the browser then unpacks them by itself.
  const [first, second] = new Uint8Array(await bytes.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return JSON.parse(await bytes.text());
  return new Response(bytes.stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
