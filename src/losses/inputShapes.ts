import { writtenTensors } from "../language/python/defaults";
import type { InputShapes } from "../language/source/readLoss";
import type { LabelSet, LossDefinition, LossInput, PredictionKind } from "./definition";

/** Predictions with one number for each class, and labels with one. */
const classPredictions: ReadonlySet<PredictionKind> = new Set([
  "class-logits",
  "class-log-probabilities",
  "log-distribution",
]);
const classLabels: ReadonlySet<LabelSet> = new Set(["one-hot", "label-list", "distribution"]);

/**
 * The tensors of a loss's source with their literal sizes, `width` for everything that has one number a class or a feature: what `compileLoss`
 * takes as `inputs`.
 */
export function inputShapes(definition: LossDefinition, width = 2): InputShapes {
  const inputs = definition.inputs ?? firstTwo(definition);
  return Object.fromEntries(
    inputs.map(({ name, differentiable, per }) => [name, { differentiable, shape: per === "sample" ? [] : [width] }]),
  );
}

function firstTwo({ source, prediction, labels }: LossDefinition): LossInput[] {
  const [first, second] = writtenTensors(source);
  return [
    { name: first!, differentiable: true, per: classPredictions.has(prediction) ? "class" : "sample" },
    { name: second!, differentiable: false, per: classLabels.has(labels) ? "class" : "sample" },
  ];
}
