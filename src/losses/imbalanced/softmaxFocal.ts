import { defineLoss } from "../definition";
import { focalGamma } from "../sliders/gamma";

/**
 * Focal loss for several classes: −(1 − p_y)^γ·ln p_y, where p_y is the softmax probability of the
 * true class. Labels are class numbers; range [0, ∞). 1 − p_y is kept above 10⁻¹²: at 0 a power γ <
 * 1 has an infinite slope, and 0·∞ is NaN.
 */
export const softmaxFocal = defineLoss({
  id: "softmax-focal",
  task: "imbalanced",
  aliases: ["multi-class focal loss", "FocalLoss"],
  prediction: "class-logits",
  labels: "class-index",
  view: "simplex",
  source: `def softmax_focal_loss(z, y, gamma=2.0):
    log_p = F.log_softmax(z, dim=1).gather(1, y.unsqueeze(1)).squeeze(1)
    miss = (1 - torch.exp(log_p)).clamp(min=1e-12)
    return -(miss ** gamma * log_p).mean()
`,
  sliders: {
    gamma: focalGamma,
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection", arxiv: "1708.02002" },
});
