import type { TrainingJob } from "../../src/engine/backend";
import { batchOrder } from "../../src/experiment/batchOrder";
import type { ModelSettings } from "../../src/experiment/experiment";
import { initialParameters } from "../../src/experiment/initialParameters";
import { modelLayout } from "../../src/experiment/modelLayout";
import type { LossProgram } from "../../src/language";
import { type OptimizerSettings, optimizerDefaults, ruleOf } from "../../src/optimizers";
import { createRandom } from "../../src/probability/random";
import { binaryCrossEntropy } from "./binaryCrossEntropy";

export interface JobSettings {
  model?: Partial<ModelSettings>;
  rows?: number;
  batchSize?: number;
  optimizer?: OptimizerSettings;
  l1?: number;
  l2?: number;
  members?: number;
  /**
   * A loss other than binary cross-entropy, and the values of its target columns for the labels 0
   * and 1.
   */
  loss?: LossProgram;
  labelColumns?: readonly [negative: readonly number[], positive: readonly number[]];
}

/** A small job on random points, labelled by whether they are in the unit circle. */
export function smallJob({
  model,
  rows = 40,
  batchSize = 16,
  optimizer,
  l1 = 0,
  l2 = 0,
  members = 1,
  loss = binaryCrossEntropy,
  labelColumns = [[0], [1]],
}: JobSettings): TrainingJob {
  const layout = modelLayout(
    2,
    { hidden: [4, 8], activation: "tanh", negativeSlope: 0.01, ...model },
    loss.predictionColumns,
  );
  const random = createRandom(7, "data");
  const features = Float32Array.from({ length: rows * 2 }, () => random.normal());
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    Math.hypot(features[2 * row]!, features[2 * row + 1]!) < 1 ? 1 : 0,
  );
  const settings: OptimizerSettings = optimizer ?? { ...optimizerDefaults("SGD"), learningRate: 1 };
  const rate = settings.learningRate;
  const decay = settings.weightDecay;
  return {
    layout,
    features,
    targets: labelColumns[0].map((_, k) => Float32Array.from(labels, (label) => labelColumns[label as 0 | 1][k]!)),
    labels,
    batchSize,
    batchOrder: batchOrder(rows, 3),
    loss,
    optimizer: ruleOf(settings),
    members: Array.from({ length: members }, (_, member) => ({
      initialParameters: initialParameters(layout, member),
      settings: {
        lossParameters: {},
        learningRate: { weights: rate, biases: rate },
        weightDecay: { weights: decay, biases: decay },
        l1,
        l2,
      },
    })),
  };
}
