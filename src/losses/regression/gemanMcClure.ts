import { defineLoss } from "../definition";

/**
 * ½·r² / (1 + (r/c)²), r = p − y. Range [0, c²/2); smooth, not convex: its derivative r / (1 +
 * (r/c)²)² is largest at |r| = c/√3 and vanishes beyond. c > 0; Geman and McClure's own form has c
 * = 1.
 */
export const gemanMcClure = defineLoss({
  id: "geman-mcclure",
  task: "regression",
  aliases: ["Geman–McClure", "robust M-estimator"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def geman_mcclure_loss(p, y, c=1.0):
    squared = (p - y) ** 2
    return (0.5 * squared / (1 + squared / c ** 2)).mean()
`,
  sliders: {
    c: { symbol: "c", min: 0.05, max: 6, step: 0.05 },
  },
  cite: {
    text: "Geman & McClure (1985), Bayesian Image Analysis: An Application to Single Photon Emission Tomography",
  },
});
