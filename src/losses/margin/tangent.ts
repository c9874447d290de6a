import { defineLoss } from "../definition";

/**
 * (2·atan(y·z) − 1)². Labels −1 and 1; range [0, (π + 1)²); smooth, neither convex nor monotone: 0
 * at y·z = tan ½ ≈ 0.546, then rising to (π − 1)² for samples that are right with a large margin.
 */
export const tangent = defineLoss({
  id: "tangent",
  task: "margin",
  aliases: ["TangentBoost", "arctan loss"],
  prediction: "logit",
  labels: "plus-minus-one",
  source: `def tangent_loss(z, y):
    return ((2 * torch.atan(y * z) - 1) ** 2).mean()
`,
  cite: {
    text: "Masnadi-Shirazi, Mahadevan & Vasconcelos (2010), On the Design of Robust Classifiers for Computer Vision",
    doi: "10.1109/CVPR.2010.5540136",
  },
});
