import { expect, it, vi } from "vitest";
import { losses } from "../../src/losses";
import { findLoss } from "../../src/losses/findLoss";
import { LossCompilation } from "../../src/store/lossReading";
import type { TrainingClient } from "../../src/worker/run/client";
import { compileSource } from "../../src/worker/source/compileSource";

function openReading() {
  const compile = vi.fn<TrainingClient["compile"]>(async (source, options) => compileSource(source, options));
  const onLoss = vi.fn();
  const onCrossEntropy = vi.fn();
  const onRefusal = vi.fn();
  const reading = new LossCompilation(
    async (id) => findLoss(losses, id),
    { compile },
    { onLoss, onCrossEntropy, onRefusal },
  );
  return { reading, compile, onLoss, onCrossEntropy, onRefusal };
}

it("the opening losses need no compiler at any numbers, and others are compiled on request", async () => {
  const { reading, compile, onLoss, onCrossEntropy } = openReading();
  reading.follow({ id: "focal", parameters: { gamma: 3.5 } }, null);
  await vi.waitFor(() => expect(onLoss).toHaveBeenCalledOnce());
  await vi.waitFor(() => expect(onCrossEntropy).toHaveBeenCalledOnce());
  expect(compile).not.toHaveBeenCalled();
  const focal = onLoss.mock.lastCall![0];
  expect(focal).toMatchObject({ definition: { id: "focal" }, program: { name: "focal_loss" } });
  expect(focal.onLogits).not.toBeNull();

  reading.follow({ id: "hinge", parameters: {} }, focal);
  await vi.waitFor(() => expect(onLoss).toHaveBeenCalledTimes(2));
  expect(compile).toHaveBeenCalledOnce();
});

it("a source is compiled again if a value gives it another program", async () => {
  const { reading, compile } = openReading();
  const read = await reading.read({ id: "bce-logits", parameters: { weight: 2 } });
  expect(compile).toHaveBeenCalledOnce();
  expect(read).toMatchObject({ program: { fixed: {} } });
});

it("a catalogue that cannot be fetched is a refusal, not an error without a place", async () => {
  const onRefusal = vi.fn();
  const reading = new LossCompilation(
    () => Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
    { compile: vi.fn() },
    { onLoss: vi.fn(), onCrossEntropy: vi.fn(), onRefusal },
  );
  reading.follow({ id: "hinge", parameters: {} }, null);
  await vi.waitFor(() => expect(onRefusal).toHaveBeenCalled());
  expect(onRefusal.mock.lastCall![0]).toMatchObject({ construct: "worker", message: expect.stringContaining("fetch") });
});
