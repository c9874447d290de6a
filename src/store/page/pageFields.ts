/**
 * Every setting of the page that a link holds besides the experiment: which values it accepts and
 * how that is worded. This is the only table of them; the compiler names a setting that it lacks.
 */
import * as v from "valibot";
import { comparisonLimits } from "../../experiment/comparison";
import type { Experiment, LossChoice } from "../../experiment/experiment";
import { limits } from "../../experiment/limits";
import { readLossChoice } from "../../experiment/lossChoice";
import {
  type Drop,
  type FieldRule,
  oneOf,
  realNumber,
  shown,
  trueOrFalse,
  wholeNumber,
} from "../../experiment/reading";
import { type SweepAxis, type SweepParameter, sweepLimits, sweepProblems } from "../../experiment/sweep";
import { lossById } from "../../losses";
import { comparableMetrics, countMetricNames, metricNames } from "../../metrics/metrics";
import { SHOWN_ROWS } from "../../training/snapshot";
import type { CompareSettings } from "../compare/settings";
import { MAX_PROBE_LOGIT } from "../probe";
import { mapLayers, type SweepViewSettings } from "../sweep/settings";
import { colourings, curveAxes, curveDerivatives, curveScales, dotAreas, MOST_OVERLAYS, sampleSets } from "./choices";
import type { ExploreSettings } from "./pageState";

/** Reads a value; undefined, and named through `drop`, where it is not accepted. */
type Reader = (value: unknown, path: string, drop: Drop, used: unknown) => unknown;
type Readers<Section> = Readonly<Record<keyof Section & string, Reader>>;

/** Larger numbers of steps are those of runs that no page trains while it opens. */
const MOST_STEPS = 10_000_000;

function checked({ schema, expected }: FieldRule): Reader {
  return (value, path, drop, used) => {
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    drop({ path, given: shown(value), expected, used: shown(used, true) });
    return undefined;
  };
}

/** Null stands for the page's own choice. */
const orNull = ({ schema, expected }: FieldRule): FieldRule => ({
  schema: v.nullable(schema),
  expected: `${expected}, or null`,
});

/** A list of losses. One that is not known is left out; too few are no list. */
function lossList(least: number, most: number): Reader {
  return (value, path, drop, used) => {
    if (value === null && used === null) return null;
    const given: readonly unknown[] = Array.isArray(value) ? value : [];
    const read = given.slice(0, most).map((choice, i) => readLossChoice(`${path}[${i}]`, choice, drop));
    const known = read.filter((choice): choice is LossChoice => choice !== null);
    if (Array.isArray(value) && given.length <= most && known.length >= least) return known;
    drop({ path, given: shown(value), expected: `${least} to ${most} losses`, used: shown(used, true) });
    return known.length >= least ? known : undefined;
  };
}

const probe = v.variant("kind", [
  v.object({ kind: v.literal("sample"), index: wholeNumber({ min: 0, max: SHOWN_ROWS - 1 }).schema }),
  v.object({
    kind: v.literal("free"),
    label: v.picklist([0, 1]),
    logit: realNumber({ min: -MAX_PROBE_LOGIT, max: MAX_PROBE_LOGIT }).schema,
  }),
]);

export const exploreReaders: Readers<ExploreSettings> = {
  curveAxis: checked(oneOf(...curveAxes)),
  curveScale: checked(oneOf(...curveScales)),
  curveDerivative: checked(oneOf(...curveDerivatives)),
  dotArea: checked(oneOf(...dotAreas)),
  colourBy: checked(oneOf(...colourings)),
  sampleSet: checked(oneOf(...sampleSets)),
  easyAbove: checked(realNumber({ min: 0, max: 1 })),
  historyMetric: checked(oneOf(...countMetricNames)),
  probe: checked(orNull({ schema: probe, expected: "a sample's number, or a label with a logit" })),
  overlays: lossList(0, MOST_OVERLAYS),
  trained: checked({
    schema: v.union([v.literal("all"), wholeNumber({ min: 0, max: MOST_STEPS }).schema]),
    expected: `all, or a whole number of steps from 0 to ${MOST_STEPS}`,
  }),
};

const slot = wholeNumber({ min: 0, max: comparisonLimits.losses.max - 1 }).schema;

export const compareReaders: Readers<CompareSettings> = {
  losses: lossList(comparisonLimits.losses.min, comparisonLimits.losses.max),
  seeds: checked(wholeNumber(comparisonLimits.seeds)),
  metric: checked(oneOf(...comparableMetrics)),
  pair: checked({
    schema: v.pipe(
      v.tuple([slot, slot]),
      v.check(([first, second]) => first !== second),
    ),
    expected: "two different slots",
  }),
  epoch: checked(orNull(wholeNumber({ min: 0, max: limits.epochs.max }))),
};

const axis = v.object({
  parameter: v.string(),
  from: v.pipe(v.number(), v.finite()),
  to: v.pipe(v.number(), v.finite()),
  count: v.number(),
  spacing: v.picklist(["linear", "log"]),
});
const axes = { schema: v.nullable(v.object({ x: axis, y: axis })), expected: "two axes" };
const place = wholeNumber({ min: 0, max: sweepLimits.count.max - 1 }).schema;

/** Which axes are possible depends on the experiment's loss and data. */
export function sweepReaders({ loss, dataset }: Experiment): Readers<SweepViewSettings> {
  return {
    axes: (value, path, drop, used) => {
      const found = checked(axes)(value, path, drop, used) as { x: GivenAxis; y: GivenAxis } | null | undefined;
      if (found === null || found === undefined) return found;
      const given = found as { x: SweepAxis; y: SweepAxis };
      const problems = sweepProblems({ ...given, seeds: 1 }, lossById(loss.id), dataset.kind);
      for (const { where, message } of problems) {
        const { parameter, from, to } = where === "y" ? given.y : given.x;
        const text = shown(`${parameter} from ${from} to ${to}`);
        drop({ path: `${path}.${where}`, given: text, expected: message, used: "the loss's own axes" });
      }
      return problems.length === 0 ? given : undefined;
    },
    seeds: checked(wholeNumber(sweepLimits.seeds)),
    metric: checked(oneOf(...metricNames)),
    layers: checked({ schema: v.array(v.picklist(mapLayers)), expected: `a list of ${mapLayers.join(", ")}` }),
    selected: checked(
      orNull({ schema: v.object({ column: place, row: place }), expected: "a column and a row of the map" }),
    ),
    filled: checked(trueOrFalse),
  };
}

type GivenAxis = Omit<SweepAxis, "parameter"> & { parameter: SweepParameter | string };
