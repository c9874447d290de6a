import { defineLoss } from "../definition";
import { focalAlpha } from "../sliders/alpha";
import { focalGamma } from "../sliders/gamma";

/**
 * Focal loss on the logit, as torchvision.ops.sigmoid_focal_loss; α < 0 switches the class weight
 * off. Labels 0 and 1; range [0, ∞). The compiler moves the power into log space: value and
 * gradient are finite for every γ ≥ 0 and every logit. In PyTorch, as in torchvision, the gradient
 * of this text is NaN for 0 < γ < 1 where p_t rounds to 1 (z ≈ 17 in float32).
 */
export const sigmoidFocal = defineLoss({
  id: "sigmoid-focal",
  task: "imbalanced",
  aliases: ["sigmoid_focal_loss", "torchvision", "SigmoidFocalLoss"],
  prediction: "logit",
  labels: "zero-one",
  golden: "SigmoidFocalLoss",
  source: `def sigmoid_focal_loss(z, y, alpha=0.25, gamma=2.0):
    p = torch.sigmoid(z)
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    loss = (1 - p_t) ** gamma * ce
    if alpha >= 0:
        alpha_t = y * alpha + (1 - y) * (1 - alpha)
        loss = alpha_t * loss
    return loss.mean()
`,
  positiveWeight: { parameter: "alpha", as: "share" },
  sliders: {
    gamma: focalGamma,
    alpha: focalAlpha,
  },
  cite: { text: "Lin et al. (2017), Focal Loss for Dense Object Detection", arxiv: "1708.02002" },
});
