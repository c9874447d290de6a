import { expect, it, onTestFinished } from "vitest";
import { withLossParameter } from "../../src/experiment/lossParameter";
import { Ahead } from "../../src/store/ahead";
import type { Expected } from "../../src/worker/run/prefetch";
import { GRID, smallExperiment } from "../worker/run/sessionEvents";

const withGamma = (gamma: number): Expected => ({
  experiment: withLossParameter(smallExperiment, "gamma", gamma),
  engine: "cpu",
  grid: GRID,
});

it("trains what was expected last while its code was on its way", async () => {
  const ahead = new Ahead();
  onTestFinished(() => ahead.dispose());
  for (const gamma of [1, 2, 3]) ahead.expect(() => [withGamma(gamma)]);
  expect(ahead.ask(withGamma(3))).toBeUndefined();
  await expect.poll(() => ahead.ask(withGamma(3))).toBeDefined();
  expect(ahead.ask(withGamma(1))).toBeUndefined();
  ahead.expect(() => [withGamma(2)]);
  await expect.poll(() => ahead.ask(withGamma(2))).toBeDefined();
});
