import { expect, it } from "vitest";
import { createFloat64Backend } from "../../src/engine/cpu";
import { CHECK_LIMIT_MS, type Gpu, GpuSource, OPENING_LIMIT_MS } from "../../src/training/gpuSource";
import { FakeClock } from "../worker/fakeClock";

const never = <T>() => new Promise<T>(() => undefined);

/** A GPU that answers when told, opened and checked on a fake clock. */
function source(isRight: () => Promise<boolean> = async () => true) {
  const clock = new FakeClock();
  let answer: (gpu: Gpu) => void = () => undefined;
  let opened = 0;
  let disposed = 0;
  const backend = { ...createFloat64Backend(), dispose: () => disposed++ };
  const open = () => {
    opened++;
    return new Promise<Gpu>((resolve) => {
      answer = resolve;
    });
  };
  const gpu = new GpuSource(open, isRight, clock.setTimer);
  return { gpu, clock, backend, answer: () => answer({ backend }), opened: () => opened, disposed: () => disposed };
}

it("gives up on a GPU that does not answer, at once the next time, and waits again where it is asked for", async () => {
  const { gpu, clock, answer, backend, opened } = source();
  const first = gpu.open(false);
  clock.advance(OPENING_LIMIT_MS - 1);
  clock.advance(1);
  expect(await first).toEqual({ unavailable: "gpu-silent" });
  expect(await gpu.open(false)).toEqual({ unavailable: "gpu-silent" });
  const patient = gpu.open(true);
  answer();
  expect(await patient).toEqual({ backend });
  expect(await gpu.open(false)).toEqual({ backend });
  expect(opened()).toBe(1);
  expect(clock.timers).toBe(0);
});

it("ends a wait that is interrupted, and the next one hears the answer", async () => {
  const { gpu, answer, backend } = source();
  const interrupted = gpu.open(false);
  gpu.interrupt();
  await expect(interrupted).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  const next = gpu.open(false);
  answer();
  expect(await next).toEqual({ backend });
});

it("distrusts a GPU that computes wrong or never ends, and checks it once", async () => {
  let checks = 0;
  const wrong = source(async () => {
    checks++;
    return false;
  });
  const opening = wrong.gpu.open(false);
  wrong.answer();
  await opening;
  expect(await wrong.gpu.distrust(wrong.backend, false)).toBe("gpu-wrong");
  expect(await wrong.gpu.distrust(wrong.backend, true)).toBe("gpu-wrong");
  expect(checks).toBe(1);
  expect(wrong.gpu.current).toBeUndefined();

  const hung = source(never);
  const check = hung.gpu.distrust(hung.backend, false);
  hung.clock.advance(CHECK_LIMIT_MS);
  expect(await check).toBe("gpu-silent");
});

it("trusts a GPU that computes right, and frees one that is forgotten, even before it answers", async () => {
  const { gpu, answer, backend, opened, disposed } = source();
  const opening = gpu.open(false);
  answer();
  await opening;
  expect(await gpu.distrust(backend, false)).toBeNull();
  expect(gpu.current).toBe(backend);
  gpu.forget();
  expect(gpu.current).toBeUndefined();
  const again = gpu.open(false);
  gpu.forget();
  answer();
  await again;
  expect([opened(), disposed()]).toEqual([2, 2]);
});
