import { describe, expect, it } from "vitest";
import type { Samples } from "../../src/datasets";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { defaultProbe, probePoint } from "../../src/store/probe";

function samplesAt(...points: readonly [x: number, y: number, label: 0 | 1][]): Samples {
  return {
    rows: points.length,
    inputs: 2,
    features: Float32Array.from(points.flatMap((point) => point.slice(0, 2))),
    labels: Uint8Array.from(points, ([, , label]) => label),
  };
}

describe("the probe a page opens with", () => {
  it("is the positive between the rings, up and to the left", () => {
    const data = samplesAt([-1, 5.9, 0], [0, -6, 1], [-1, 5.9, 1], [-1, 4, 1]);
    expect(defaultProbe(data, tutorialExperiment)).toEqual({ kind: "sample", index: 2 });
  });

  it("is not on a sample if the training set has no positive", () => {
    expect(defaultProbe(samplesAt([0, 6, 0]), tutorialExperiment)).toMatchObject({ kind: "free", label: 1 });
  });
});

describe("the probe's position", () => {
  const data = samplesAt([0, 6, 0], [0, 5, 1]);

  it("has its sample's label and logit", () => {
    expect(probePoint({ kind: "sample", index: 1 }, data, Float32Array.of(-2, 3))).toEqual({ label: 1, logit: 3 });
  });

  it("is its own if it is not on a sample", () => {
    expect(probePoint({ kind: "free", label: 0, logit: 1.5 }, data, undefined)).toEqual({ label: 0, logit: 1.5 });
  });

  it("is undefined before the first logits and if they are not finite", () => {
    const probe = { kind: "sample", index: 1 } as const;
    expect(probePoint(probe, data, undefined)).toBeUndefined();
    expect(probePoint(probe, data, Float32Array.of(0, Number.NaN))).toBeUndefined();
    expect(probePoint(probe, data, Float32Array.of(0, Number.POSITIVE_INFINITY))).toBeUndefined();
    expect(probePoint({ kind: "sample", index: 7 }, data, Float32Array.of(0, 1))).toBeUndefined();
  });
});
