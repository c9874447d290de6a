import { defineLoss } from "../definition";

/**
 * Soft Matthews correlation over the whole batch: 1 − (TP·TN − FP·FN)/√((TP + FP)(TP + FN)(TN +
 * FP)(TN + FN)) with soft counts. Labels 0 and 1; range [0, 2]. A batch of one class has loss 1 and
 * no gradient; 10⁻⁷ under the root prevents 0/0.
 */
export const softMcc = defineLoss({
  id: "soft-mcc",
  task: "imbalanced",
  aliases: ["MCC", "MCCLoss", "Matthews correlation", "phi coefficient"],
  prediction: "probability",
  labels: "zero-one",
  view: "batch",
  source: `def soft_mcc(p, y):
    tp = (p * y).sum()
    fp = (p * (1 - y)).sum()
    fn = ((1 - p) * y).sum()
    tn = ((1 - p) * (1 - y)).sum()
    spread = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return 1 - (tp * tn - fp * fn) / torch.sqrt(spread + 1e-7)
`,
  cite: {
    text: "Matthews (1975), Comparison of the predicted and observed secondary structure of T4 phage lysozyme",
    doi: "10.1016/0005-2795(75)90109-9",
  },
});
