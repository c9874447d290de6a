import { defineLoss } from "../definition";
import { classCountSliders } from "../sliders/classCounts";

/**
 * LDAM for two classes: ln(1 + e^(−s·(m − Δ_y))), m = z for positives and −z for negatives, Δ_c =
 * max_m·(n_min / n_c)^¼. Softmax cross entropy over two classes depends only on the difference of
 * their logits: z is that difference. Labels 0 and 1; range [0, ∞); smooth and convex in z.
 */
export const ldam = defineLoss({
  id: "ldam",
  task: "imbalanced",
  aliases: ["LDAMLoss", "label-distribution-aware margin", "LDAM-DRW"],
  prediction: "logit",
  labels: "zero-one",
  source: `def ldam_loss(z, y, samples_per_class=(6000, 200), max_m=0.5, s=30.0):
    n_neg, n_pos = samples_per_class
    rarest = min(n_neg, n_pos)
    m_neg = max_m * (rarest / n_neg) ** 0.25
    m_pos = max_m * (rarest / n_pos) ** 0.25
    t = 2 * y - 1
    margin = y * m_pos + (1 - y) * m_neg
    return -F.logsigmoid(s * (t * z - margin)).mean()
`,
  classRatio: (numberOf) => {
    const counts = [numberOf("samples_per_class[0]"), numberOf("samples_per_class[1]")] as const;
    const [negative, positive] = counts.map((count) => {
      const margin = numberOf("max_m") * (Math.min(...counts) / count) ** 0.25;
      return 1 / (1 + Math.exp(-numberOf("s") * margin));
    });
    return positive! / negative!;
  },
  sliders: {
    max_m: { symbol: "m_{\\max}", min: 0, max: 2, step: 0.01, neutral: 0, landmarks: [{ value: 0.5, label: "paper" }] },
    s: {
      symbol: "s",
      min: 1,
      max: 64,
      step: 0.5,
      scale: "log",
      neutral: 1,
      landmarks: [
        { value: 1, label: "crossEntropy" },
        { value: 30, label: "paper" },
      ],
    },
    ...classCountSliders,
  },
  cite: {
    text: "Cao et al. (2019), Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss",
    arxiv: "1906.07413",
  },
});
