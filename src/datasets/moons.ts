import { classSamples } from "./classSamples";
import { defineDataset } from "./definition";

/**
 * Two interleaving half circles, as scikit-learn's `make_moons` draws them: the negatives on the
 * outer one, (cos t, sin t), the positives on the inner one, (1 − cos t, ½ − sin t), with t from 0
 * to π and normal noise on both coordinates. Here both are centred on the origin and scaled by the
 * radius. Where scikit-learn puts t at equal steps, t is drawn uniformly: the samples are
 * independent of one another, and so is one class's density of the other's count.
 *
 * The densities are integrals along an arc, and their ratio has no closed form.
 */
export const moons = defineDataset({
  kind: "moons",
  fields: {
    // Of both half circles, in the plane's units.
    radius: { min: 0.1, max: 100, step: 0.1 },
    // Of each coordinate.
    standardDeviation: { min: 0, max: 50, step: 0.05 },
  },
  defaults: { positives: 200, negatives: 6000, radius: 5, standardDeviation: 0.75 },
  generate(settings, random) {
    const { radius, standardDeviation } = settings;
    return classSamples(settings, (positive) => {
      const angle = Math.PI * random.uniform();
      // The inner moon is the outer one turned by half a turn around the origin.
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
    // Where the inner moon begins, within the outer one.
    return Math.hypot(x + 0.5 * radius, y - 0.25 * radius);
  },
});
