import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { smallJob } from "../jobs";

/** Float32's rounding over ten steps. */
const FLOAT32 = 1e-5;

// A module checks once which WebAssembly there is, so each test loads the engine again.
const freshEngine = () => import("../../../src/engine/cpu");
beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllGlobals());

/** Throws as with a policy without `wasm-unsafe-eval`. */
class Refusing {
  constructor() {
    throw new WebAssembly.CompileError("refused");
  }
}
/** Throws as on a machine without free memory. */
class Full {
  constructor() {
    throw new RangeError("WebAssembly.Memory(): could not allocate memory");
  }
}

describe.each<[string, object | undefined]>([
  ["no WebAssembly", undefined],
  [
    "WebAssembly that may not be compiled",
    { ...WebAssembly, Module: Refusing, CompileError: WebAssembly.CompileError },
  ],
])("where there is %s", (_, wasm) => {
  it("the cpu engine trains on typed arrays", async () => {
    vi.stubGlobal("WebAssembly", wasm);
    const { createCpuBackend, createFloat64Backend } = await freshEngine();
    const backend = createCpuBackend();
    expect(backend.description).toBe("Float32Array");
    expect(backend.createEvaluator).toBeUndefined();
    await expectToTrain(backend, createFloat64Backend());
  });
});

it("a job too large for WebAssembly's memory trains on typed arrays", async () => {
  const { createCpuBackend, createFloat64Backend } = await freshEngine();
  const backend = createCpuBackend();
  expect(backend.description).toMatch(/WebAssembly/);
  vi.stubGlobal("WebAssembly", { Module: WebAssembly.Module, Instance: WebAssembly.Instance, Memory: Full });
  await expectToTrain(backend, createFloat64Backend());
});

type Engine = Awaited<ReturnType<typeof freshEngine>>;

async function expectToTrain(
  backend: ReturnType<Engine["createCpuBackend"]>,
  reference: ReturnType<Engine["createFloat64Backend"]>,
): Promise<void> {
  const [own, expected] = await Promise.all(
    [backend, reference].map(async (each) => {
      const trainer = await each.createTrainer(smallJob({}));
      await trainer.advance(10);
      return trainer.parameters(0);
    }),
  );
  for (const [i, value] of expected!.entries()) expect(Math.abs(own![i]! - value)).toBeLessThan(FLOAT32);
}
