import { classSamples } from "./classSamples";
import { defineDataset } from "./definition";

/**
 * Two interleaving half circles, as in scikit-learn's `make_moons`: the negatives on the outer one,
 * (cos t, sin t), the positives on the inner one, (1 − cos t, ½ − sin t), with t from 0 to π and
 * normal noise on both coordinates. Here both are centred on the origin and scaled by the radius.
 * scikit-learn spaces t evenly; here t is drawn uniformly, so that samples are independent of each
 * other, and one class does not depend on the other's count.
 *
 * The densities are integrals along an arc, and their ratio has no closed form.
 */
export const moons = defineDataset({
  kind: "moons",
  fields: {
    // Radius of both half circles, in the plane's units.
    radius: { min: 0.1, max: 100, step: 0.1 },
    // Standard deviation of each coordinate's noise.
    standardDeviation: { min: 0, max: 50, step: 0.05 },
  },
  defaults: { positives: 200, negatives: 6000, radius: 5, standardDeviation: 0.75 },
  generate(settings, random) {
    const { radius, standardDeviation } = settings;
    return classSamples(settings, (positive) => {
      const angle = Math.PI * random.uniform();
      // The inner moon is the outer one rotated by 180° about the origin.
      const side = positive ? -1 : 1;
      const x = side * radius * (Math.cos(angle) - 0.5) + standardDeviation * random.normal();
      const y = side * radius * (Math.sin(angle) - 0.25) + standardDeviation * random.normal();
      return [x, y];
    });
  },
  extent({ radius, standardDeviation }) {
    return 1.5 * radius + 3 * standardDeviation;
  },
  probeDistance({ radius }, x, y) {
    // The start of the inner moon, within the outer one.
    return Math.hypot(x + 0.5 * radius, y - 0.25 * radius);
  },
});
