/** Inputs, labels and parameters of a loss, for fast-check. */
import fc from "fast-check";
import type { LossProgram, ProgramInput } from "../../../src/language";
import type { LossDefinition, Slider } from "../../../src/losses";
import type { Parameters, SizedLoss } from "./everyLoss";

/** Intervals in which each kind of prediction is neither saturated nor undefined. */
const ranges: Readonly<Record<LossDefinition["prediction"], readonly [number, number]>> = {
  probability: [0.05, 0.95],
  logit: [-6, 6],
  "class-logits": [-4, 4],
  "class-log-probabilities": [-4, -0.05],
  rate: [0.2, 4],
  "log-mean": [-3, 3],
  "mean-and-variance": [0.2, 3],
  distance: [0.05, 3],
  "score-pair": [-3, 3],
  vectors: [-2, 2],
  "log-distribution": [-4, -0.05],
  sequence: [-4, 4],
  features: [-2, 2],
};
const LABEL_NUMBERS = [0, 0.5, 1, 2, 3.5];
const STEPS = 1e6;
/**
 * Shorter vectors, and shorter differences of two vectors, change direction fast: third derivatives
 * of an angle grow like 1/length³.
 */
const SHORTEST_VECTOR = 0.3;
/**
 * Narrower than the sliders where torch's gradient is not a derivative. Torch's gradient ignores a
 * floor under the variance or under a length, so the floor stays below the variances and lengths
 * drawn here. (1 − TI)^γ has the gradient ∞ · 0 if α or β is 0, which makes TI = 1 for any
 * prediction. A margin of 1 or −1 is also the end of the cosine's range: for vectors with nearly
 * the same or opposite directions, rounding alone decides the side of max(0, cos − margin).
 */
const LIMITS: Readonly<Record<string, Readonly<Record<string, { min?: number; max?: number }>>>> = {
  "gaussian-nll": { eps: { max: 0.1 } },
  "cosine-similarity": { eps: { max: 0.1 } },
  "cosine-embedding": { margin: { min: -0.95, max: 0.95 } },
  "focal-tversky": { alpha: { min: 0.05 }, beta: { min: 0.05 } },
};

/**
 * Shifted from every round number by an irrational amount, a different one for each column: no
 * value is on a kink, and no two columns are equal.
 */
export function between(min: number, max: number, column: number): fc.Arbitrary<number> {
  const share = ((column + 1) * 0.6180339887) % 1;
  return fc.noBias(fc.integer({ min: 0, max: STEPS - 1 }).map((step) => min + ((max - min) * (step + share)) / STEPS));
}

/** A value on the slider's steps. */
function sliderValue({ min, max, step, scale }: Slider): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: STEPS }).map((part) => {
    const share = part / STEPS;
    const value = scale === "log" ? min * (max / min) ** share : min + share * (max - min);
    return Math.min(max, Math.max(min, Math.round(value / step) * step));
  });
}

/** A value for every slider and every choice; lists element by element, as on the page. */
export function parametersOf({ id, sliders, choices = {} }: LossDefinition): fc.Arbitrary<Parameters> {
  return fc.record({
    ...Object.fromEntries(
      Object.entries(sliders).map(([name, slider]) => [name, sliderValue({ ...slider, ...LIMITS[id]?.[name] })]),
    ),
    ...Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, fc.constantFrom(...values)])),
  }) as fc.Arbitrary<Parameters>;
}

const widthOf = ({ shape }: ProgramInput) => shape.reduce((product, length) => product * length, 1);

/** One sample of one input: a number for each of its columns. */
function predictionRow(loss: LossDefinition, input: ProgramInput): fc.Arbitrary<number[]> {
  const [min, max] = ranges[loss.prediction];
  const columns = Array.from({ length: widthOf(input) }, (_, k) => between(min, max, input.firstColumn + k));
  return fc.tuple(...columns) as fc.Arbitrary<number[]>;
}

/** Vectors of a minimum length, and a minimum distance apart. */
function areApart(vectors: readonly (readonly number[])[]): boolean {
  const points = [vectors[0]!.map(() => 0), ...vectors];
  return points.every((a, i) =>
    points.every((b, j) => i === j || Math.hypot(...a.map((x, k) => x - b[k]!)) > SHORTEST_VECTOR),
  );
}

function labelRow(loss: LossDefinition, input: ProgramInput, classes: number): fc.Arbitrary<number[]> {
  const width = widthOf(input);
  const anyClass = fc.integer({ min: 0, max: classes - 1 });
  switch (loss.labels) {
    case "zero-one":
      return fc.constantFrom([0], [1]);
    case "plus-minus-one":
      return fc.constantFrom([-1], [1]);
    case "class-index":
      return anyClass.map((index) => [index]);
    case "one-hot":
      return fc.array(fc.constantFrom(0, 1), { minLength: width, maxLength: width });
    case "label-list":
      return fc
        .uniqueArray(anyClass, { maxLength: width })
        .map((list) => [...list, ...Array.from({ length: width - list.length }, () => -1)]);
    case "number":
    case "not-negative":
      return fc.constantFrom(...LABEL_NUMBERS).map((label) => [label]);
    case "positive":
      return fc.constantFrom(...LABEL_NUMBERS.filter((label) => label > 0)).map((label) => [label]);
    case "distribution":
      return fc
        .tuple(...Array.from({ length: width }, (_, k) => between(0.05, 1, k)))
        .map((shares) => (shares as number[]).map((share) => share / (shares as number[]).reduce((a, b) => a + b)));
    default:
      throw new Error(`labels ${loss.labels} fill no columns`);
  }
}

export interface Batch {
  /** [columns][rows] each. */
  readonly predictions: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly rows: number;
}

/** A batch for a program of the loss at any of its parameters: the columns are the same for all. */
export function batchOf({ loss, sizes }: SizedLoss, { inputs }: LossProgram, rows: number): fc.Arbitrary<Batch> {
  const predicted = inputs.filter((input) => input.differentiable).map((input) => predictionRow(loss, input));
  const labelled = inputs.filter((input) => !input.differentiable);
  const tuples = fc.tuple(...predicted).filter((all) => loss.prediction !== "vectors" || areApart(all));
  const row = fc.record({
    predictions: tuples.map((all) => all.flat()),
    targets: fc.tuple(...labelled.map((input) => labelRow(loss, input, sizes.classes))).map((all) => all.flat()),
  });
  const columns = (all: readonly (readonly number[])[]) => all[0]!.map((_, k) => all.map((one) => one[k]!));
  return fc.array(row, { minLength: rows, maxLength: rows }).map((all) => ({
    predictions: columns(all.map(({ predictions }) => predictions)),
    targets: columns(all.map(({ targets }) => targets)),
    rows,
  }));
}

/** The mean over rows that are all ignored is torch's 0/0. */
export function hasNoMean(parameters: Parameters, { targets, rows }: Batch): boolean {
  const ignored = parameters.ignore_index;
  return ignored !== undefined && rows > 0 && targets[0]!.every((label) => label === ignored);
}
