import fc from "fast-check";
import { comparisonLimits } from "../../../src/experiment/comparison";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { LossChoice } from "../../../src/experiment/experiment";
import { limits } from "../../../src/experiment/limits";
import { type SweepAxis, sweepLimits, sweepProblems } from "../../../src/experiment/sweep";
import { type LossDefinition, lossById, losses } from "../../../src/losses";
import { type SliderRange, sliderRange } from "../../../src/losses/sliderRange";
import { comparableMetrics, countMetricNames, metricNames } from "../../../src/metrics/metrics";
import type { CompareSettings } from "../../../src/store/compare/settings";
import {
  colourings,
  curveAxes,
  curveDerivatives,
  curveScales,
  dotAreas,
  MOST_OVERLAYS,
  sampleSets,
  views,
} from "../../../src/store/page/choices";
import type { ExploreSettings, PageState } from "../../../src/store/page/pageState";
import { MAX_PROBE_LOGIT, type Probe } from "../../../src/store/probe";
import { mapLayers, type SweepViewSettings } from "../../../src/store/sweep/settings";
import { SHOWN_ROWS } from "../../../src/training/snapshot";

export const whole = ({ min, max }: { min: number; max: number }) => fc.integer({ min, max });
/** JSON has no −0: a link turns it into 0, which gives the same results here. */
export const real = ({ min, max }: { min: number; max: number }) =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);

/** A loss's parameter: 0, or not too near to it for float32. */
const anyNumber = (range: SliderRange): fc.Arbitrary<number> =>
  range.whole ? whole(range) : real(range).filter((value) => value === 0 || Math.abs(value) >= 1e-30);

/** Any loss with any of its numbers, within their bounds. */
export const anyLoss: fc.Arbitrary<LossChoice> = fc.constantFrom(...losses).chain(({ id, sliders }: LossDefinition) =>
  fc.record({
    id: fc.constant(id),
    parameters: fc.record(
      Object.fromEntries(Object.entries(sliders).map(([name, slider]) => [name, anyNumber(sliderRange(slider))])),
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<Record<string, number>>,
  }),
);

/** A free probe's place has four digits. */
const anyProbe: fc.Arbitrary<Probe> = fc.oneof(
  fc.record({ kind: fc.constant("sample" as const), index: whole({ min: 0, max: SHOWN_ROWS - 1 }) }),
  fc.record({
    kind: fc.constant("free" as const),
    label: fc.constantFrom(0 as const, 1 as const),
    logit: real({ min: -MAX_PROBE_LOGIT, max: MAX_PROBE_LOGIT }).map((logit) => Number(logit.toPrecision(4))),
  }),
);

const anyExplore: fc.Arbitrary<ExploreSettings> = fc.record({
  curveAxis: fc.constantFrom(...curveAxes),
  curveScale: fc.constantFrom(...curveScales),
  curveDerivative: fc.constantFrom(...curveDerivatives),
  dotArea: fc.constantFrom(...dotAreas),
  colourBy: fc.constantFrom(...colourings),
  sampleSet: fc.constantFrom(...sampleSets),
  easyAbove: real({ min: 0, max: 1 }),
  historyMetric: fc.constantFrom(...countMetricNames),
  probe: fc.option(anyProbe),
  overlays: fc.array(anyLoss, { maxLength: MOST_OVERLAYS }),
  trained: fc.oneof(fc.constant("all" as const), fc.integer({ min: 0, max: 10_000_000 })),
});

const anyCompare: fc.Arbitrary<CompareSettings> = fc
  .option(fc.array(anyLoss, { minLength: comparisonLimits.losses.min, maxLength: comparisonLimits.losses.max }))
  .chain((chosen) =>
    fc.record({
      losses: fc.constant(chosen),
      seeds: whole(comparisonLimits.seeds),
      metric: fc.constantFrom(...comparableMetrics),
      pair: fc
        .uniqueArray(fc.nat({ max: (chosen?.length ?? 2) - 1 }), { minLength: 2, maxLength: 2 })
        .map(([first, second]) => [first!, second!] as const),
      epoch: fc.option(whole({ min: 0, max: limits.epochs.max })),
    }),
  );

/** Axes that the tutorial's loss and data have. */
const anyAxis = fc.record({
  parameter: fc.constantFrom<SweepAxis["parameter"]>("loss.alpha", "loss.gamma", "learningRate", "l2", "positiveShare"),
  from: real({ min: 0, max: 1 }),
  to: real({ min: 0, max: 1 }),
  count: whole(sweepLimits.count),
  spacing: fc.constantFrom("linear" as const, "log" as const),
});
const tutorialLoss = lossById(tutorialExperiment.loss.id);
const anyAxes = fc
  .record({ x: anyAxis, y: anyAxis })
  .filter((axes) => sweepProblems({ ...axes, seeds: 1 }, tutorialLoss, "rings").length === 0);

const anyCell = fc.record({
  column: fc.nat({ max: sweepLimits.count.max - 1 }),
  row: fc.nat({ max: sweepLimits.count.max - 1 }),
});

const anySweep: fc.Arbitrary<SweepViewSettings> = fc.record({
  axes: fc.option(anyAxes),
  seeds: whole(sweepLimits.seeds),
  metric: fc.constantFrom(...metricNames),
  layers: fc.subarray([...mapLayers]),
  selected: fc.option(anyCell),
  filled: fc.boolean(),
});

/** Any page that shows the tutorial's experiment. */
export const anyPage: fc.Arbitrary<PageState> = fc.record({
  view: fc.constantFrom(...views),
  experiment: fc.constant(tutorialExperiment),
  explore: anyExplore,
  compare: anyCompare,
  sweep: anySweep,
});
