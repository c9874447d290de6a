import { defineLoss } from "../definition";
import { focalGamma } from "../sliders/gamma";
import { focalSlope } from "./focalSlope";

/**
 * Varifocal loss on the logit: y·CE(z, y) where y > 0, α·p^γ·CE(z, 0) where y = 0. Only negatives
 * are focused; a positive counts in proportion to its label, which in detection is its overlap with
 * the object (0 to 1). With labels 0 and 1, positives have plain cross entropy. Range [0, ∞);
 * smooth in z. In PyTorch the gradient is NaN for 0 < γ < 1 where p rounds to 0 (z ≈ −89 in
 * float32); the compiler moves the power into log space.
 */
export const varifocal = defineLoss({
  id: "varifocal",
  task: "imbalanced",
  aliases: ["VarifocalLoss", "VFL", "VarifocalNet"],
  prediction: "logit",
  labels: "zero-one",
  accepts: { labels: "soft" },
  source: `def varifocal_loss(z, y, alpha=0.75, gamma=2.0):
    p = torch.sigmoid(z)
    weight = torch.where(y > 0, y, alpha * p ** gamma)
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (weight * ce).mean()
`,
  classRatio: (numberOf) => 1 / (numberOf("alpha") * focalSlope(numberOf("gamma"))),
  sliders: {
    gamma: { ...focalGamma, landmarks: [{ value: 2, label: "paper" }] },
    alpha: {
      symbol: "\\alpha",
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 1,
      landmarks: [
        { value: 0.75, label: "paper" },
        { value: 1, label: "equal" },
      ],
    },
  },
  cite: { text: "Zhang et al. (2020), VarifocalNet: An IoU-aware Dense Object Detector", arxiv: "2008.13367" },
});
