/** Mistakes in implementing or reimplementing the focal loss. */
import { withDefaults } from "../../language/python/defaults";
import type { Pitfall, PitfallSide, Reading } from "./pitfall";
import { mustRun, runSource, type SmallRun } from "./runSource";

const focalLosses = ["focal", "sigmoid-focal", "softmax-focal"] as const;

/**
 * A positive and a negative, both at p = 0.5: without weights their gradients have the same size.
 */
const evenPair = { predictions: [[0.5, 0.5]], targets: [[1, 0]] };

/** Gradient sizes of the positive and the negative, and their ratio. */
function pulls(run: SmallRun): Reading[] {
  const [positive, negative] = mustRun(run).gradients[0]!.map(Math.abs);
  return [
    { name: "gradientPositive", value: positive! },
    { name: "gradientNegative", value: negative! },
    { name: "ratio", value: positive! / negative! },
  ];
}

const sameAlpha = `def alpha_for_all(p, y, alpha=0.25):
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (alpha * ce).mean()`;
const alphaByClass = `def alpha_by_class(p, y, alpha=0.25):
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (alpha_t * ce).mean()`;

export const alphaClass: Pitfall = {
  id: "alpha-class",
  concerns: [...focalLosses, "balanced-bce", "balanced-bce-logits"],
  evidence: ["mkocabas/focal-loss-keras#6", "umbertogriffo/focal-loss-keras#1", "yatengLG/Focal-Loss-Pytorch#4"],
  edge: { symbol: "\\alpha", name: "alpha", min: 0.05, max: 0.95, step: 0.05, start: 0.25 },
  run: (alpha) => {
    const side = (source: string): PitfallSide => ({
      code: withDefaults(source, { alpha }),
      readings: pulls({ source, ...evenPair, parameters: { alpha } }),
    });
    return [side(sameAlpha), side(alphaByClass)];
  },
};

const powerOfProbability = `def focal(p, y, gamma=0.5):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return ((1 - p_t) ** gamma * ce).mean()`;
const powerInLogSpace = `def focal(z, y, gamma=0.5):
    m = (2 * y - 1) * z
    weight = torch.exp(-gamma * F.softplus(m))
    return (weight * F.softplus(-m)).mean()`;

export const gammaBelowOne: Pitfall = {
  id: "gamma-below-one",
  concerns: focalLosses,
  evidence: ["clcarwin/focal_loss_pytorch#13", "kornia/kornia#918", "fizyr/keras-retinanet#706"],
  edge: { symbol: "\\gamma", name: "gamma", min: 0.1, max: 2, step: 0.1, start: 0.5 },
  run: (gamma) => {
    // At z = 40, σ(z) is exactly 1 in float64 (in float32 from z = 17 on).
    const side = (source: string, prediction: number): PitfallSide => {
      const { objective, gradients } = mustRun({
        source,
        predictions: [[prediction]],
        targets: [[1]],
        parameters: { gamma },
      });
      return {
        code: withDefaults(source, { gamma }),
        readings: [
          { name: "loss", value: objective },
          { name: "gradient", value: gradients[0]![0]! },
        ],
      };
    };
    return [side(powerOfProbability, 1), side(powerInLogSpace, 40)];
  },
};

const powerByLog = `def focal(p, y, gamma=0.0):
    p_t = y * p + (1 - y) * (1 - p)
    weight = torch.exp(gamma * torch.log(1 - p_t))
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (weight * ce).mean()`;

export const gammaZero: Pitfall = {
  id: "gamma-zero",
  concerns: focalLosses,
  evidence: ["google-deepmind/optax#1267", "facebookresearch/sam3#575"],
  edge: { symbol: "\\gamma", name: "gamma", min: 0, max: 2, step: 0.1, start: 0 },
  run: (gamma) => {
    const side = (source: string, prediction: number): PitfallSide => ({
      code: withDefaults(source, { gamma }),
      readings: [
        {
          name: "loss",
          value: mustRun({ source, predictions: [[prediction]], targets: [[1]], parameters: { gamma } }).objective,
        },
      ],
    });
    return [side(powerByLog, 1), side(powerInLogSpace, 40)];
  },
};

const gammaTimes = `def focal(p, y, gamma=2.0):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return (gamma * (1 - p_t) * ce).mean()`;
const gammaPower = gammaTimes.replace("gamma * (1 - p_t)", "(1 - p_t) ** gamma");

/**
 * The factor by which the loss multiplies cross entropy, for positives at the given probabilities.
 */
function weights(source: string, gamma: number, probabilities: readonly number[]): number[] {
  const { perSample } = mustRun({
    source,
    predictions: [probabilities],
    targets: [probabilities.map(() => 1)],
    parameters: { gamma },
  });
  return perSample.map((loss, i) => loss / -Math.log(probabilities[i]!));
}

export const gammaFactor: Pitfall = {
  id: "gamma-factor",
  concerns: focalLosses,
  evidence: ["fudannlp16/focal-loss#2"],
  edge: { symbol: "\\gamma", name: "gamma", min: 0.5, max: 5, step: 0.5, start: 2 },
  run: (gamma) => {
    const side = (source: string): PitfallSide => {
      const [hard, easy] = weights(source, gamma, [0.3, 0.95]);
      return {
        code: withDefaults(source, { gamma }),
        readings: [
          { name: "weightHard", value: hard! },
          { name: "weightEasy", value: easy! },
          { name: "ratio", value: hard! / easy! },
        ],
      };
    };
    return [side(gammaTimes), side(gammaPower)];
  },
};

const probabilityForgotten = `def focal(z, y, gamma=2.0):
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    p_t = -ce
    return ((1 - p_t) ** gamma * ce).mean()`;
const probabilityByExp = probabilityForgotten.replace("p_t = -ce", "p_t = torch.exp(-ce)");

export const probabilityFromLog: Pitfall = {
  id: "pt-from-log",
  concerns: [...focalLosses],
  evidence: ["HeyLynne/FocalLoss_for_multiclass#3"],
  edge: { symbol: "p_t", name: "probability", min: 0.05, max: 0.99, step: 0.01, start: 0.95 },
  run: (probability) => {
    const logit = Math.log(probability / (1 - probability));
    const side = (source: string): PitfallSide => {
      const loss = mustRun({ source, predictions: [[logit]], targets: [[1]] }).objective;
      return { code: source, readings: [{ name: "weight", value: loss / -Math.log(probability) }] };
    };
    return [side(probabilityForgotten), side(probabilityByExp)];
  },
};

const kerasFocal = `def binary_focal_crossentropy(
        p, y, apply_class_balancing=False, alpha=0.25, gamma=2.0):
    p_t = y * p + (1 - y) * (1 - p)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    loss = (1 - p_t) ** gamma * ce
    if apply_class_balancing:
        loss = (y * alpha + (1 - y) * (1 - alpha)) * loss
    return loss.mean()`;

export const kerasAlpha: Pitfall = {
  id: "keras-alpha",
  concerns: focalLosses,
  evidence: ["keras.losses.BinaryFocalCrossentropy"],
  edge: { symbol: "\\alpha", name: "alpha", min: 0.05, max: 0.95, step: 0.05, start: 0.75 },
  run: (alpha) => {
    const side = (flag: boolean): PitfallSide => ({
      code: withDefaults(kerasFocal, { alpha, apply_class_balancing: flag }),
      readings: pulls({ source: kerasFocal, ...evenPair, parameters: { alpha, apply_class_balancing: flag } }),
    });
    return [side(false), side(true)];
  },
};

const noSuchModule = `def loss(z, y):
    return nn.FocalLoss(gamma=2.0)(z, y)`;
const noSuchAttribute = "AttributeError: module 'torch.nn' has no attribute 'FocalLoss'";
const ownFocal = `def sigmoid_focal_loss(z, y, alpha=0.25, gamma=2.0):
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    p_t = torch.exp(-ce)
    alpha_t = y * alpha + (1 - y) * (1 - alpha)
    return (alpha_t * (1 - p_t) ** gamma * ce).mean()`;

export const focalMissing: Pitfall = {
  id: "focal-missing",
  concerns: focalLosses,
  evidence: ["pytorch/pytorch#146034"],
  run: () => {
    const pair = { predictions: [[0, 0]], targets: [[1, 0]] };
    const side = (source: string): PitfallSide => {
      const result = runSource({ source, ...pair });
      if ("refusal" in result) return { code: source, readings: [], refusal: noSuchAttribute };
      return { code: source, readings: [{ name: "loss", value: result.objective }] };
    };
    return [side(noSuchModule), side(ownFocal)];
  },
};
