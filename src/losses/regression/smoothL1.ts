import { defineLoss } from "../definition";

/**
 * Squared error over 2β where |p − y| < β, absolute error less β/2 beyond; β = 0 is L1, and it is Huber's loss over β.
 * L′ is continuous; L″ drops from 1/β to 0 at |p − y| = β.
 */
export const smoothL1 = defineLoss({
  id: "smooth-l1",
  task: "regression",
  aliases: ["F.smooth_l1_loss"],
  torch: "nn.SmoothL1Loss",
  prediction: "probability",
  labels: "zero-one",
  golden: "SmoothL1Loss",
  source: `def smooth_l1_loss(p, y, beta=1.0):
    return F.smooth_l1_loss(p, y, beta=beta)
`,
  sliders: {
    beta: { symbol: "\\beta", min: 0, max: 2, step: 0.01, landmarks: [{ value: 1, label: "torch" }] },
  },
  cite: { text: "Girshick (2015), Fast R-CNN", arxiv: "1504.08083" },
});
