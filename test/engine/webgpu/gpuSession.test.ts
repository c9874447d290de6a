/** A session's waits, on a device and a clock of the test's own. */
import { expect, it } from "vitest";
import { DeviceLostError } from "../../../src/engine/backend";
import { GpuSession } from "../../../src/engine/webgpu/gpuSession";
import { FakeClock, nextTurn } from "../../worker/fakeClock";

interface Work {
  promise: Promise<undefined>;
  done(): void;
  fail(error: Error): void;
}

function work(): Work {
  let done = () => {};
  let fail: Work["fail"] = () => {};
  const promise = new Promise<undefined>((resolve, reject) => {
    done = () => resolve(undefined);
    fail = reject;
  });
  return { promise, done, fail };
}

/** A device that completes work only where something is submitted at least `rhythmMs` later. */
function lazyDevice(clock: FakeClock, rhythmMs = 0) {
  let submissions = 0;
  let lose: (info: { reason: string; message: string }) => void = () => {};
  const waiting: { at: number; work: Work }[] = [];
  const device = {
    lost: new Promise((resolve) => {
      lose = resolve;
    }),
    addEventListener: () => undefined,
    queue: {
      submit: () => {
        submissions++;
        for (const { at, work } of waiting) if (clock.now() - at >= rhythmMs) work.done();
      },
      onSubmittedWorkDone: () => {
        const own = work();
        waiting.push({ at: clock.now(), work: own });
        return own.promise;
      },
    },
  } as unknown as GPUDevice;
  return { device, submissions: () => submissions, lose: () => lose({ reason: "unknown", message: "it went away" }) };
}

async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed++) {
    clock.advance(1);
    await nextTurn();
  }
}

it("submits something every millisecond while it waits, and nothing after", async () => {
  const clock = new FakeClock();
  const { device, submissions } = lazyDevice(clock, 8);
  const session = new GpuSession(device, clock.setTimer, clock.now);
  let ended = false;
  const waiting = session.finished(device.queue.onSubmittedWorkDone()).then(() => {
    ended = true;
  });
  await pass(clock, 7);
  expect(ended).toBe(false);
  await pass(clock, 2);
  await waiting;
  const count = submissions();
  await pass(clock, 20);
  expect(submissions()).toBe(count);
  expect(clock.timers).toBe(0);
});

it("measures the round trip of a device that has nothing to do, once", async () => {
  const clock = new FakeClock();
  const { device } = lazyDevice(clock, 5);
  const session = new GpuSession(device, clock.setTimer, clock.now);
  const measured = Promise.all([session.roundTripMs(), session.roundTripMs()]);
  await pass(clock, 30);
  expect(await measured).toEqual([5, 5]);
});

it("gives the device's reason for a read that fails before it is lost", async () => {
  const clock = new FakeClock();
  const { device, lose } = lazyDevice(clock);
  const session = new GpuSession(device, clock.setTimer, clock.now);
  const read = work();
  const waiting = session.finished(read.promise).catch((error: unknown) => error);
  read.fail(new Error("Failed to execute 'mapAsync' on 'GPUBuffer'"));
  await pass(clock, 1500);
  lose();
  expect(await waiting).toEqual(new DeviceLostError("the GPU device was lost (unknown): it went away"));
});

it("counts a device as lost whose read fails without a reason", async () => {
  const clock = new FakeClock();
  const session = new GpuSession(lazyDevice(clock).device, clock.setTimer, clock.now);
  const read = work();
  const waiting = session.finished(read.promise).catch((error: unknown) => error);
  read.fail(new Error("Failed to execute 'mapAsync' on 'GPUBuffer'"));
  await pass(clock, 2001);
  expect(await waiting).toBeInstanceOf(DeviceLostError);
});
