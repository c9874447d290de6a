import { normalCdf } from "../probability/normalCdf";
import { classSamples } from "./classSamples";
import { type DatasetSettings, defineDataset } from "./definition";

const radius = { min: 0, max: 100, step: 0.1 };

type Rings = DatasetSettings<"rings", "positiveRadius" | "negativeRadius" | "standardDeviation">;

/**
 * The tutorial's two noisy rings: the distance from the origin is normal around the class's radius,
 * the angle is uniform.
 *
 * Only the distance separates the classes: positives N(r⁺, s), negatives N(r⁻, s). The log density
 * ratio
 *
 *     ((r − r⁻)² − (r − r⁺)²) / (2 s²)
 *
 * is linear in the distance. (A negative normal distance is a point on the far side at |r|; at the
 * tutorial's radii that is one sample in three million, and is ignored.)
 */
export const rings = defineDataset({
  kind: "rings",
  fields: {
    // Mean distance from the origin, in the plane's units.
    positiveRadius: radius,
    negativeRadius: radius,
    // Standard deviation of the distance, for both rings.
    standardDeviation: { min: 0, max: 50, step: 0.05 },
  },
  defaults: { positives: 200, negatives: 6000, positiveRadius: 5, negativeRadius: 8, standardDeviation: 1 },
  generate(settings, random) {
    return classSamples(settings, (positive) => {
      const mean = positive ? settings.positiveRadius : settings.negativeRadius;
      const distance = mean + settings.standardDeviation * random.normal();
      const angle = 2 * Math.PI * random.uniform();
      return [distance * Math.cos(angle), distance * Math.sin(angle)];
    });
  },
  extent({ positiveRadius, negativeRadius, standardDeviation }) {
    return Math.max(Math.max(positiveRadius, negativeRadius) + 3.4 * standardDeviation, 0.5);
  },
  probeDistance({ positiveRadius, negativeRadius }, x, y) {
    const between = positiveRadius + (negativeRadius - positiveRadius) / 3;
    // Up and to the left, where no label covers it.
    return Math.abs(Math.hypot(x, y) - between) + (y < Math.abs(x) / 2 ? 1 : 0) + (x > 0 ? 0.3 : 0);
  },
  closedForm: {
    logRatio({ positiveRadius, negativeRadius, standardDeviation }, x, y) {
      const distance = Math.hypot(x, y);
      return ((distance - negativeRadius) ** 2 - (distance - positiveRadius) ** 2) / (2 * standardDeviation ** 2);
    },
    calledPositive(settings, threshold) {
      const { positiveRadius, negativeRadius, standardDeviation } = settings;
      const boundary = boundaryRadius(settings, threshold);
      const positivesInside = positiveRadius <= negativeRadius;
      const called = (mean: number) => {
        const beyond = boundary - mean;
        const inside = standardDeviation === 0 ? Number(beyond >= 0) : normalCdf(beyond / standardDeviation);
        return positivesInside ? inside : 1 - inside;
      };
      return { positives: called(positiveRadius), negatives: called(negativeRadius) };
    },
    boundary(settings, threshold) {
      const value = boundaryRadius(settings, threshold);
      if (!(value > 0 && Number.isFinite(value))) return null;
      return { outlines: [{ kind: "circle", x: 0, y: 0, radius: value }], at: { name: "r", value } };
    },
    cut: {
      from: "centre",
      places: (at) => directions.map(({ x, y }) => ({ x: at * x, y: at * y })),
    },
  },
});

/**
 * The radius at which the log density ratio equals the threshold; infinite if one class is
 * predicted everywhere.
 */
function boundaryRadius({ positiveRadius, negativeRadius, standardDeviation }: Rings, threshold: number): number {
  const apart = negativeRadius - positiveRadius;
  if (apart === 0) return threshold < 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return (positiveRadius + negativeRadius) / 2 - (standardDeviation ** 2 * threshold) / apart;
}

/** Number of directions in which a circle is sampled. */
const DIRECTIONS = 96;
const directions = Array.from({ length: DIRECTIONS }, (_, k) => {
  const angle = (2 * Math.PI * k) / DIRECTIONS;
  return { x: Math.cos(angle), y: Math.sin(angle) };
});
