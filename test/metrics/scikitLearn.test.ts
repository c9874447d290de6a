import { describe, expect, it } from "vitest";
import { setMetrics } from "../../src/metrics/measure";
import { type MetricName, metricNames } from "../../src/metrics/metrics";
import fixture from "../fixtures/metrics/scikitLearn.json";

/** For sums of a hundred terms in another order. */
const FLOAT64 = 1e-14;

/** The metrics that scikit-learn has. */
const known = metricNames.filter((name): name is Known => Object.hasOwn(fixture.cases[0]!, name));
type Known = MetricName & keyof (typeof fixture.cases)[number];

/**
 * For an undefined metric, scikit-learn gives 0 or the rest of the definition. Here it is
 * undefined, so that no screen shows such a value as if it were meaningful.
 */
function isUndefined(name: Known, labels: readonly number[]): boolean {
  const positives = labels.filter((label) => label === 1).length;
  if (name === "averagePrecision") return positives === 0;
  const isOneClass = positives === 0 || positives === labels.length;
  return isOneClass && (name === "balancedAccuracy" || name === "mcc" || name === "auc");
}

describe("the metrics of counts and ranks", () => {
  it("are all in the fixture", () => {
    expect(metricNames.filter((name) => !known.includes(name as Known))).toEqual(["loss", "calibrationError"]);
  });

  it.each(fixture.cases)("equal scikit-learn's: $name", (sample) => {
    const found = setMetrics(sample.logits, Uint8Array.from(sample.labels), 0);
    for (const name of known) {
      if (isUndefined(name, sample.labels)) expect(found[name], name).toBeNaN();
      else expect(Math.abs(found[name] - sample[name]!), name).toBeLessThan(FLOAT64);
    }
  });

  it("do not depend on the order of the samples", () => {
    for (const { logits, labels } of fixture.cases) {
      const forwards = setMetrics(logits, Uint8Array.from(labels), 0);
      const backwards = setMetrics(logits.toReversed(), Uint8Array.from(labels.toReversed()), 0);
      for (const name of known) expect(backwards[name], name).toBe(forwards[name]);
    }
  });
});
