import { defineLoss } from "../definition";

/**
 * Connectionist temporal classification: −ln of the summed probability of all alignments of the
 * labels with the time steps. `logits` [T, N, C], `targets` [N, S] padded, `input_lengths` and
 * `target_lengths` [N]. Range [0, ∞]; ∞ if the labels do not fit into the time steps.
 */
export const ctc = defineLoss({
  id: "ctc",
  task: "sequence",
  aliases: ["connectionist temporal classification", "speech recognition", "handwriting", "F.ctc_loss"],
  torch: "nn.CTCLoss",
  prediction: "sequence",
  labels: "symbols",
  view: "lattice",
  golden: "CTCLoss",
  source: `def ctc_loss(logits, targets, input_lengths, target_lengths, blank=0, zero_infinity=False):
    log_probs = F.log_softmax(logits, dim=2)
    return F.ctc_loss(
        log_probs, targets, input_lengths, target_lengths,
        blank=blank, zero_infinity=zero_infinity)
`,
  module: () => import("./connectionistTemporal").then(({ connectionistTemporal }) => connectionistTemporal),
  choices: { blank: [0], zero_infinity: [false, true] },
  cite: {
    text: "Graves et al. (2006), Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with Recurrent Neural Networks",
    doi: "10.1145/1143844.1143891",
  },
});
