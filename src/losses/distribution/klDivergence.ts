import { defineLoss } from "../definition";

/**
 * Kullback-Leibler divergence of the target from the prediction: y·(ln y − x) per element, 0 where
 * y is 0. `input` [N, C] are log-probabilities; `target` [N, C] are probabilities, or with
 * `log_target` log-probabilities too. Only the sum over a row is the divergence (≥ 0; single
 * elements may be negative): `batchmean` divides it by N, torch's default `mean` by N·C.
 */
export const klDivergence = defineLoss({
  id: "kl-div",
  task: "distribution",
  aliases: ["KL divergence", "relative entropy", "knowledge distillation", "F.kl_div"],
  torch: "nn.KLDivLoss",
  torchDefaults: { reduction: "mean" },
  prediction: "log-distribution",
  labels: "distribution",
  view: "distributions",
  inputs: [
    { name: "input", differentiable: true, per: "class" },
    { name: "target", differentiable: false, per: "class" },
  ],
  golden: "KLDivLoss",
  source: `def kl_div(input, target, log_target=False, reduction="batchmean"):
    return F.kl_div(input, target, reduction=reduction, log_target=log_target)
`,
  mayBeNegative: true,
  choices: { log_target: [false, true], reduction: ["batchmean", "mean", "sum"] },
});
