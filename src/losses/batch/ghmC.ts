import { defineLoss } from "../definition";

/**
 * Gradient harmonising (GHM-C): cross entropy weighted by N / (samples in the bin · non-empty
 * bins). A sample's bin is that of its gradient norm g = |σ(z) − y|. The weights have mean 1. No
 * gradient flows through the weights. The last edge is raised by 10⁻⁶ so that g = 1 has a bin. A
 * weight jumps where its sample changes bins. The paper's momentum, a running average of the counts
 * over batches, needs a module with state; this function has momentum 0. Labels 0 and 1; range [0,
 * ∞).
 */
export const ghmC = defineLoss({
  id: "ghm-c",
  task: "imbalanced",
  aliases: ["GHMC", "GHM", "gradient harmonizing", "gradient density"],
  prediction: "logit",
  labels: "zero-one",
  view: "batch",
  golden: "GHMCLoss",
  source: `def ghm_c(z, y, bins=10, momentum=0.0):
    assert momentum == 0, "a running count of the bins needs a module to keep it"
    with torch.no_grad():
        g = (torch.sigmoid(z) - y).abs()
        weight = torch.zeros_like(z)
        for i in range(bins):
            top = 1 + 1e-6 if i == bins - 1 else (i + 1) / bins
            inside = ((g >= i / bins) & (g < top)).to(z.dtype)
            weight = weight + inside / inside.sum().clamp(min=1)
        weight = weight / weight.mean()
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (weight * ce).mean()
`,
  sliders: {
    bins: {
      symbol: "M",
      min: 1,
      max: 30,
      step: 1,
      neutral: 1,
      landmarks: [
        { value: 1, label: "crossEntropy" },
        { value: 30, label: "paper" },
      ],
    },
  },
  choices: { momentum: [0] },
  cite: { text: "Li et al. (2019), Gradient Harmonized Single-stage Detector", arxiv: "1811.05181" },
});
