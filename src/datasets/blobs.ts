import { quadraticExceedance } from "../probability/quadraticExceedance";
import { classSamples } from "./classSamples";
import { type DatasetSettings, defineDataset } from "./definition";

const deviation = { min: 0.01, max: 50, step: 0.05 };

type Blobs = DatasetSettings<"blobs", "distance" | "positiveDeviation" | "negativeDeviation">;

/**
 * Two round Gaussians, the negatives' centre to the left of the origin and the positives' to the
 * right of it. With centres at ∓h and deviations s⁺, s⁻ the log density ratio is
 *
 *     2 ln (s⁻ / s⁺) + ((x + h)² + y²) / (2 s⁻²) − ((x − h)² + y²) / (2 s⁺²),
 *
 * so equal deviations make the optimum's boundary an upright line, unequal ones a circle around the
 * narrower class.
 */
export const blobs = defineDataset({
  kind: "blobs",
  fields: {
    // Distance between the centres, in the plane's units.
    distance: { min: 0, max: 100, step: 0.1 },
    // Standard deviation of each coordinate.
    positiveDeviation: deviation,
    negativeDeviation: deviation,
  },
  defaults: { positives: 200, negatives: 6000, distance: 4, positiveDeviation: 1, negativeDeviation: 1.5 },
  generate(settings, random) {
    return classSamples(settings, (positive) => {
      const { centre, deviation: spread } = classOf(settings, positive);
      return [centre + spread * random.normal(), spread * random.normal()];
    });
  },
  extent({ distance, positiveDeviation, negativeDeviation }) {
    return distance / 2 + 3.6 * Math.max(positiveDeviation, negativeDeviation);
  },
  probeDistance({ distance, positiveDeviation, negativeDeviation }, x, y) {
    const between = (positiveDeviation * distance) / (positiveDeviation + negativeDeviation) / 2;
    // The probe starts above the axis, so as not to touch the text at the boundary's lower end.
    return Math.hypot(x - distance / 2 + between, y - positiveDeviation / 2);
  },
  closedForm: {
    logRatio(settings, x, y) {
      const { constant, slope, curvature } = logRatioAround(settings, 0);
      return constant + slope * x - curvature * (x * x + y * y);
    },
    calledPositive(settings, threshold) {
      const called = (positive: boolean) => {
        const { centre, deviation: spread } = classOf(settings, positive);
        const { constant, slope, curvature } = logRatioAround(settings, centre);
        return quadraticExceedance(constant - threshold, spread * slope, spread * spread * curvature);
      };
      return { positives: called(true), negatives: called(false) };
    },
    boundary(settings, threshold, extent) {
      const { constant: level, slope, curvature } = logRatioAround(settings, 0);
      const constant = level - threshold;
      const discriminant = slope * slope + 4 * curvature * constant;
      if (!(discriminant > 0)) return null;
      /**
       * The crossing nearer to the centres at this height, written so that it stays exact as the
       * curvature goes to 0.
       */
      const crossing = (y: number) => {
        const rest = constant - curvature * y * y;
        return (-2 * rest) / (slope + Math.sqrt(Math.max(0, slope * slope + 4 * curvature * rest)));
      };
      const radius = Math.sqrt(discriminant) / Math.abs(2 * curvature);
      if (radius < MOST_RADII * extent) {
        const x = slope / (2 * curvature);
        return { outlines: [{ kind: "circle", x, y: 0, radius }], at: { name: "r", value: radius } };
      }
      const points = heights.map((share) => ({ x: crossing(share * extent), y: share * extent }));
      return { outlines: [{ kind: "line", points }], at: { name: "x", value: crossing(0) } };
    },
    cut: { from: "edge", places: (at) => [{ x: at, y: 0 }] },
  },
});

/** A larger circle is drawn as the arc that crosses the plane. */
const MOST_RADII = 8;
const heights = Array.from({ length: 33 }, (_, i) => (i - 16) / 16);

function classOf({ distance, positiveDeviation, negativeDeviation }: Blobs, positive: boolean) {
  return positive
    ? { centre: distance / 2, deviation: positiveDeviation }
    : { centre: -distance / 2, deviation: negativeDeviation };
}

/** The log density ratio as constant + slope · u − curvature · (u² + y²) with u = x − centre. */
function logRatioAround({ distance, positiveDeviation, negativeDeviation }: Blobs, centre: number) {
  const [positive, negative] = [positiveDeviation ** -2, negativeDeviation ** -2];
  const [toPositive, toNegative] = [centre - distance / 2, centre + distance / 2];
  return {
    constant:
      2 * Math.log(negativeDeviation / positiveDeviation) +
      (negative * toNegative ** 2 - positive * toPositive ** 2) / 2,
    slope: negative * toNegative - positive * toPositive,
    curvature: (positive - negative) / 2,
  };
}
