import type { LossDefinition, PredictionKind } from "./definition";

/**
 * Whether the page's network can be trained with a loss, and with how many outputs; if not, what
 * the loss takes instead.
 */
export type NetworkFit =
  | { readonly trains: true /** Two outputs: one per class. */; readonly outputs: 1 | 2 }
  | { readonly trains: false; readonly reason: Exclude<PredictionKind, TrainablePrediction> };

type TrainablePrediction = "probability" | "logit" | "class-logits" | "class-log-probabilities";

export function networkFit({ prediction }: Pick<LossDefinition, "prediction">): NetworkFit {
  switch (prediction) {
    case "probability":
    case "logit":
      return { trains: true, outputs: 1 };
    case "class-logits":
    case "class-log-probabilities":
      return { trains: true, outputs: 2 };
    default:
      return { trains: false, reason: prediction };
  }
}
