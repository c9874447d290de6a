import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { setMetrics } from "../../src/metrics/measure";
import { type MetricName, metricNames, metrics } from "../../src/metrics/metrics";
import fixture from "../fixtures/metrics/scikitLearn.json";

/** For sums of a hundred terms in another order. */
const FLOAT64 = 1e-14;

/** The metrics that scikit-learn has. */
const known = metricNames.filter((name): name is Known => Object.hasOwn(fixture.cases[0]!, name));
type Known = MetricName & keyof (typeof fixture.cases)[number];

/**
 * For these, scikit-learn gives 0 or the rest of the definition where a class is absent. Here they
 * are undefined then, so that no screen shows such a value as if it were meaningful.
 */
const needBothClasses: readonly MetricName[] = ["balancedAccuracy", "mcc", "auc"];

/** Null in the fixture: 0/0, or scikit-learn refuses. */
function isUndefined(name: Known, { labels, ...values }: (typeof fixture.cases)[number]): boolean {
  const positives = labels.filter((label) => label === 1).length;
  if (name === "averagePrecision") return positives === 0;
  const isOneClass = positives === 0 || positives === labels.length;
  return values[name] === null || (isOneClass && needBothClasses.includes(name));
}

/** Metrics of counts and ranks are exact; others may be sums of rounded terms. */
const isExact = (name: Known) => metrics[name].from === "counts" || name === "auc" || name === "averagePrecision";

it.each(metricNames.filter((name) => metrics[name].from !== "loss"))(
  "%s has reference values: in the fixture, or in a test file with its name",
  (name) => {
    const own = `test/metrics/${name}.test.ts`;
    const places = [...known.filter((each) => each === name), ...(existsSync(own) ? [own] : [])];
    expect(places, `a line in test/fixtures/metrics/make.py, or ${own}`).not.toEqual([]);
  },
);

describe("the metrics of counts and ranks", () => {
  it.each(fixture.cases)("equal scikit-learn's: $name", (sample) => {
    const found = setMetrics(sample.logits, Uint8Array.from(sample.labels), 0);
    for (const name of known) {
      if (isUndefined(name, sample)) expect(found[name], name).toBeNaN();
      else expect(Math.abs(found[name] - sample[name]!), name).toBeLessThan(FLOAT64);
    }
  });

  it("do not depend on the order of the samples", () => {
    for (const { logits, labels } of fixture.cases) {
      const forwards = setMetrics(logits, Uint8Array.from(labels), 0);
      const backwards = setMetrics(logits.toReversed(), Uint8Array.from(labels.toReversed()), 0);
      for (const name of known) {
        if (isExact(name)) expect(backwards[name], name).toBe(forwards[name]);
        else expect(Math.abs(backwards[name] - forwards[name]), name).toBeLessThan(FLOAT64);
      }
    }
  });
});
