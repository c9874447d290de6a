import { defineLoss } from "../definition";

/**
 * 1 / (1 + e^(2·y·z))²: the squared probability of the wrong class under the sigmoid of 2z. Labels
 * −1 and 1; range (0, 1); smooth, not convex; steepest at y·z = −½·ln 2.
 */
export const savage = defineLoss({
  id: "savage",
  task: "margin",
  aliases: ["SavageBoost"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def savage_loss(z, y):
    return (torch.sigmoid(-2 * y * z) ** 2).mean()
`,
  cite: {
    text: "Masnadi-Shirazi & Vasconcelos (2008), On the Design of Loss Functions for Classification: Theory, Robustness to Outliers, and SavageBoost",
  },
});
