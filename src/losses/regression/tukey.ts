import { defineLoss } from "../definition";

/**
 * c²/6·(1 − (1 − (r/c)²)³) where |r| < c, the constant c²/6 elsewhere, r = p − y. Range [0, c²/6];
 * not convex: its derivative r·(1 − (r/c)²)² is exactly 0 beyond c. L′ and L″ are continuous. c >
 * 0.
 */
export const tukey = defineLoss({
  id: "tukey",
  task: "regression",
  aliases: ["Tukey’s biweight", "bisquare", "robust M-estimator"],
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  source: `def tukey_biweight_loss(p, y, c=4.685):
    inside = torch.relu(1 - ((p - y) / c) ** 2)
    return (c ** 2 / 6 * (1 - inside ** 3)).mean()
`,
  sliders: {
    c: { symbol: "c", min: 0.05, max: 8, step: 0.005 },
  },
  cite: {
    text: "Beaton & Tukey (1974), The Fitting of Power Series, Meaning Polynomials, Illustrated on Band-Spectroscopic Data",
    doi: "10.1080/00401706.1974.10489171",
  },
});
