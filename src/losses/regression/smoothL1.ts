import { defineLoss } from "../definition";

/**
 * Squared error over 2β where |p − y| < β, absolute error minus β/2 elsewhere; β = 0 is L1. It
 * equals Huber's loss divided by β. L′ is continuous; L″ drops from 1/β to 0 at |p − y| = β.
 */
export const smoothL1 = defineLoss({
  id: "smooth-l1",
  task: "regression",
  aliases: ["平滑L1损失", "F.smooth_l1_loss"],
  torch: "nn.SmoothL1Loss",
  prediction: "probability",
  labels: "zero-one",
  accepts: { prediction: "number", labels: "number" },
  golden: "SmoothL1Loss",
  source: `def smooth_l1_loss(p, y, beta=1.0):
    return F.smooth_l1_loss(p, y, beta=beta)
`,
  sliders: {
    beta: { symbol: "\\beta", min: 0, max: 2, step: 0.01, landmarks: [{ value: 1, label: "torch" }] },
  },
  cite: { text: "Girshick (2015), Fast R-CNN", arxiv: "1504.08083" },
});
