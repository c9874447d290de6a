import { type Domain, niceTicks } from "../../charts";
import { boundaryLines } from "../../charts/field/boundary";
import type { MapCellKind, MapValues, RampScale } from "../../charts/heatmap/cells";
import type { Point } from "../../charts/parts/labels/placeLabels";
import type { SweepCell } from "../../experiment/sweep";
import { type MetricName, metrics } from "../../metrics/metrics";
import { quantile } from "../../metrics/quantile";
import type { MetricMap } from "../../store/sweep/aggregate";
import type { SweepResults } from "../../store/sweep/results";
import { THUMBNAIL_SIZE } from "../../store/sweep/thumbnailGrid";

const kinds = {
  missing: "missing",
  value: "value",
  "always-no": "always-no",
  "always-yes": "always-yes",
  diverged: "failed",
} as const satisfies Record<MetricMap["states"][number], MapCellKind>;

/** The boundary pictures are cropped to the part of the plane without its empty margin. */
const ZOOM = 1.2;
/**
 * Fills unfinished cells with the value of the coarse cell that covers them, until the finer ones
 * arrive.
 */
const STRIDES = [2, 4, 8];

const pictures = new WeakMap<Float32Array, Point[][]>();

/** A network's boundary in the square [−1, 1]², cached. */
function pictureOf(logits: Float32Array): Point[][] {
  let found = pictures.get(logits);
  if (found === undefined) {
    found = boundaryLines({ size: THUMBNAIL_SIZE, extent: ZOOM, logits });
    pictures.set(logits, found);
  }
  return found;
}

/** Converts the results into the chart's input. */
export function mapValues(map: MetricMap, results: SweepResults): MapValues {
  const { columns, rows } = map;
  const values = map.states.map((state) => kinds[state]);
  const at = ({ column, row }: SweepCell) => row * columns + column;
  const coarse = new Float64Array(columns * rows).fill(Number.NaN);
  const drawn: MapValues["pictures"][number][] = [];
  for (const cell of results.cells()) {
    const grid = results.grid(cell);
    drawn.push(grid && values[at(cell)] === "value" ? pictureOf(grid) : undefined);
    if (values[at(cell)] !== "missing") continue;
    for (const stride of STRIDES) {
      const parent = at({ column: cell.column - (cell.column % stride), row: cell.row - (cell.row % stride) });
      if (values[parent] === "missing") continue;
      if (values[parent] === "value") coarse[at(cell)] = map.median[parent]!;
      break;
    }
  }
  return {
    columns,
    rows,
    value: map.median,
    quartiles: results.seeds > 1 ? { lower: map.lowerQuartile, upper: map.upperQuartile } : null,
    kinds: values,
    coarse,
    pictures: drawn,
  };
}

/** If the largest loss is more than this many times the smallest, the scale is logarithmic. */
const LOG_FROM = 12;

/** Fewer values have no outliers. */
const LEAST_VALUES = 8;
/** An outlier is more than this many interquartile ranges beyond the quartiles. */
const FAR_OUT = 3;
/** Outliers are beyond the scale if they would take more than this share of it. */
const MOST_FOR_OUTLIERS = 0.5;

/**
 * Ends of the colour scale: round numbers around all values, so that they rarely change while the
 * map fills. Of losses and metrics close to 1, a few values far from all others lie beyond it: one
 * cell that is a thousand times as large would leave the others one colour.
 */
export function rampScale(map: MetricMap, name: MetricName): RampScale {
  const { better, scale, usual } = metrics[name];
  const reversed = better === "less";
  const values = [...map.median].filter((value, i) => map.states[i] === "value" && Number.isFinite(value));
  if (values.length === 0) return { domain: [0, 1], kind: "linear", reversed, beyond: [false, false] };
  // Losses and values close to 1 use the whole colour ramp.
  const usesWholeRamp = scale === "loss" || usual === "near 1";
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [low, high] = usesWholeRamp ? withoutOutliers(values, scale === "loss" && least > 0) : [least, most];
  const beyond = [low > least, high < most] as const;
  if (scale === "loss" && low > 0 && high / low > LOG_FROM) {
    return { domain: [low, high], kind: "log", reversed, beyond };
  }
  return {
    domain: metricDomain([usesWholeRamp ? low : Math.min(0, low), high], name),
    kind: "linear",
    reversed,
    beyond,
  };
}

/** Least and largest value of those that are no outliers, judged by ratios or by differences. */
function withoutOutliers(values: readonly number[], byRatio: boolean): Domain {
  const spaced = byRatio ? values.map(Math.log) : values;
  const [lower, upper] = [quantile(spaced, 0.25), quantile(spaced, 0.75)];
  const reach = FAR_OUT * (upper - lower);
  const isUsual = (at: number) => at >= lower - reach && at <= upper + reach;
  const usual = values.filter((_, i) => isUsual(spaced[i]!));
  const span = (all: readonly number[]) => Math.max(...all) - Math.min(...all);
  const left = span(spaced.filter(isUsual)) / span(spaced);
  const kept = values.length >= LEAST_VALUES && left > 0 && left < 1 - MOST_FOR_OUTLIERS ? usual : values;
  return [Math.min(...kept), Math.max(...kept)];
}

/** Smallest and largest possible value of a metric. */
const limits = {
  share: [0, 1],
  correlation: [-1, 1],
  loss: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
} as const;

/**
 * Round ends around all values of a metric, within its limits; below 0 only if a value is. [0, 1]
 * if there are no values.
 */
export function metricDomain(values: readonly number[], name: MetricName): Domain {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  // A single value has no span of its own.
  const around = Math.abs(low) / 10;
  const [from, to] = roundAround(low < high ? [low, high] : low === 0 ? [0, 1] : [low - around, low + around]);
  const [least, most] = limits[metrics[name].scale];
  return [Math.max(low < 0 ? least : 0, from), Math.min(most, to)];
}

/** Multiples of 1/20, or finer for a small span. */
function roundAround([low, high]: Domain): Domain {
  const span = Math.max(high - low, 1e-9);
  const step =
    Math.min(0.05, 10 ** Math.ceil(Math.log10(span) - 1) / 2) * (high > 1 ? 10 ** Math.ceil(Math.log10(high)) : 1);
  const round = (value: number, to: (x: number) => number) => Number((to(value / step) * step).toPrecision(12));
  const [from, to] = [round(low + 1e-12, Math.floor), round(high - 1e-12, Math.ceil)];
  return from < to ? [from, to] : [from, from + step];
}

/** Levels of the contour lines: a few round values inside the scale. */
export function isoLevels({ domain, kind }: RampScale): number[] {
  if (kind === "log") {
    const [low, high] = domain;
    return [0.25, 0.5, 0.75].map((share) => Number((low * (high / low) ** share).toPrecision(2)));
  }
  return niceTicks(domain, 6).filter((level) => level > domain[0] && level < domain[1]);
}

/**
 * The largest rectangle of cells in one state, for a note about them; null if none has the given
 * number of columns and rows.
 */
export function largestBlock(
  values: MapValues,
  kind: MapCellKind,
  least: { columns: number; rows: number },
): { from: SweepCell; to: SweepCell } | null {
  const { columns, rows } = values;
  // For each row, the number of such cells in a row up to it in each column, then every span of
  // columns. Maps are small, so brute force is fast enough.
  const heights = new Array<number>(columns).fill(0);
  let best: { area: number; from: SweepCell; to: SweepCell } | null = null;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      heights[column] = values.kinds[row * columns + column] === kind ? heights[column]! + 1 : 0;
    for (let left = 0; left < columns; left++) {
      let height = Number.POSITIVE_INFINITY;
      for (let right = left; right < columns && heights[right]! > 0; right++) {
        height = Math.min(height, heights[right]!);
        const width = right - left + 1;
        if (height < least.rows || width < least.columns || (best !== null && width * height <= best.area)) continue;
        best = { area: width * height, from: { column: left, row: row - height + 1 }, to: { column: right, row } };
      }
    }
  }
  return best && { from: best.from, to: best.to };
}
