import { defineLoss } from "../definition";

/**
 * Jensen-Shannon divergence: the mean of the divergences of target and prediction from their
 * midpoint. `input` [N, C] log-probabilities, `target` [N, C] probabilities. Symmetric; range [0,
 * ln 2]. A target may be 0; a prediction of 0 (log-probability −∞) gives NaN, in torch too.
 */
export const jensenShannon = defineLoss({
  id: "jensen-shannon",
  task: "distribution",
  aliases: ["JS divergence", "JSD"],
  prediction: "log-distribution",
  labels: "distribution",
  view: "distributions",
  inputs: [
    { name: "input", differentiable: true, per: "class" },
    { name: "target", differentiable: false, per: "class" },
  ],
  source: `def jensen_shannon(input, target):
    predicted = input.exp()
    log_middle = torch.logaddexp(input, target.log()) - math.log(2)
    of_target = F.kl_div(log_middle, target, reduction="none").sum(dim=1)
    of_predicted = (predicted * (input - log_middle)).sum(dim=1)
    return 0.5 * (of_target + of_predicted).mean()
`,
  cite: {
    text: "Lin (1991), Divergence Measures Based on the Shannon Entropy",
    doi: "10.1109/18.61115",
  },
});
