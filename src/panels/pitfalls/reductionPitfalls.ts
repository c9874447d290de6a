/** Mistakes about the divisor of a mean and about clamped values. */
import type { Pitfall, PitfallSide } from "./pitfall";
import { mustRun } from "./runSource";

const twoClasses = {
  logits: { differentiable: true, shape: [2] },
  target: { differentiable: false, shape: [] },
} as const;

const weightedMean = (weight: string) => `def loss(logits, target):
    weight = torch.tensor([1.0, ${weight}])
    return F.cross_entropy(logits, target, weight=weight)`;
const meanOfWeighted = (weight: string) => `def loss(logits, target):
    weight = torch.tensor([1.0, ${weight}])
    return F.cross_entropy(
        logits, target, weight=weight, reduction="none").mean()`;

export const weightedMeanDivides: Pitfall = {
  id: "weighted-mean",
  concerns: ["cross-entropy", "nll"],
  evidence: ["pytorch/pytorch#40560", "pytorch/pytorch#50528", "pytorch/pytorch#31295"],
  edge: { symbol: "w_1", name: "weight", min: 1, max: 30, step: 1, start: 30 },
  run: (weight) => {
    const side = (source: string): PitfallSide => {
      const of = (samples: number) =>
        mustRun({
          source,
          inputs: twoClasses,
          // A sample of class 1 that the network assigns to class 0, then three correct samples of
          // class 0.
          predictions: [[0.5, 1, 1, 1].slice(0, samples), [-0.5, -1, -1, -1].slice(0, samples)],
          targets: [[1, 0, 0, 0].slice(0, samples)],
        }).objective;
      return {
        code: source,
        readings: [
          { name: "batchOfOne", value: of(1) },
          { name: "loss", value: of(4) },
        ],
      };
    };
    const written = weight.toFixed(1);
    return [side(weightedMean(written)), side(meanOfWeighted(written))];
  },
};

const onProbability = `def loss(z, y):
    return F.binary_cross_entropy(torch.sigmoid(z), y)`;
const onLogit = `def loss(z, y):
    return F.binary_cross_entropy_with_logits(z, y)`;

export const clampedLogarithm: Pitfall = {
  id: "bce-clamp",
  concerns: ["bce", "bce-logits", "focal", "balanced-bce"],
  evidence: ["pytorch/pytorch#103316", "pytorch/pytorch#24933"],
  edge: { symbol: "z", name: "logit", min: -150, max: 0, step: 5, start: -120 },
  run: (logit) => {
    const side = (source: string): PitfallSide => {
      const { objective, gradients } = mustRun({ source, predictions: [[logit]], targets: [[1]] });
      return {
        code: source,
        readings: [
          { name: "loss", value: objective },
          { name: "gradient", value: gradients[0]![0]! },
        ],
      };
    };
    return [side(onProbability), side(onLogit)];
  },
};

const distributions = {
  log_p: { differentiable: true, shape: [3] },
  q: { differentiable: false, shape: [3] },
} as const;
const klMean = `def loss(log_p, q):
    return F.kl_div(log_p, q, reduction="mean")`;
const klBatchmean = klMean.replace('"mean"', '"batchmean"');

export const divergenceMean: Pitfall = {
  id: "kl-mean",
  concerns: ["kl-div"],
  evidence: ["pytorch/pytorch#2259", "pytorch/pytorch#7006"],
  edge: { symbol: "q_1", name: "peak", min: 0.34, max: 0.98, step: 0.02, start: 0.8 },
  run: (peak) => {
    const rest = (1 - peak) / 2;
    const side = (source: string): PitfallSide => ({
      code: source,
      readings: [
        {
          name: "divergence",
          value: mustRun({
            source,
            inputs: distributions,
            predictions: [1 / 3, 1 / 3, 1 / 3].map((p) => [Math.log(p)]),
            targets: [[peak], [rest], [rest]],
          }).objective,
        },
      ],
    });
    return [side(klMean), side(klBatchmean)];
  },
};

const classBalanced = (beta: number) => `def class_balanced(p, y, beta=${beta}):
    w_pos = (1 - beta) / (1 - beta ** 200)
    w_neg = (1 - beta) / (1 - beta ** 6000)
    ce = F.binary_cross_entropy(p, y, reduction="none")
    return ((y * w_pos + (1 - y) * w_neg) * ce).mean()`;

export const classBalancedBeta: Pitfall = {
  id: "class-balanced-beta",
  concerns: ["class-balanced-focal", "class-balanced-focal-classes"],
  evidence: ["richardaecn/class-balanced-loss#3"],
  edge: {
    symbol: "1-\\beta",
    name: "oneMinusBeta",
    min: 0.00001,
    max: 0.1,
    step: 0.00001,
    scale: "log",
    start: 0.0001,
  },
  run: (rest) => {
    const side = (beta: number): PitfallSide => {
      const code = classBalanced(beta);
      const { perSample } = mustRun({ source: code, predictions: [[0.5, 0.5]], targets: [[1, 0]] });
      const [positive, negative] = perSample.map((loss) => loss / Math.LN2);
      return {
        code,
        readings: [
          { name: "weightPositive", value: positive! },
          { name: "weightNegative", value: negative! },
          { name: "ratio", value: positive! / negative! },
        ],
      };
    };
    return [side(0.9), side(Number((1 - rest).toFixed(6)))];
  },
};
