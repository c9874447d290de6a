/**
 * Losses of several columns and of whole batches, written as graphs: the engines are compared on
 * them independently of the source language.
 */
import type { LossProgram } from "../../src/language";
import type { NodeId } from "../../src/language/graph";
import { GraphBuilder } from "../../src/language/graphBuilder";
import { withKey } from "../../src/language/keyedGraph";
import { differentiate } from "../../src/language/passes/differentiate";
import { columnOutput } from "../../src/language/program";
import { binaryCrossEntropy } from "./binaryCrossEntropy";

/**
 * A program whose objective `write` adds to the graph; its gradients are derived. `perSample` if
 * the objective is the mean of a per-sample loss.
 */
function program(
  name: string,
  columns: { predictions: number; targets: number },
  write: (b: GraphBuilder) => { objective: NodeId; perSample?: NodeId },
): LossProgram {
  const b = new GraphBuilder();
  const { objective, perSample } = write(b);
  const gradients = differentiate(b, objective, columns.predictions).map(
    (gradient, k) => [columnOutput("gradient", k), b.spread(gradient)] as const,
  );
  return {
    ...binaryCrossEntropy,
    name,
    predictionColumns: columns.predictions,
    targetColumns: columns.targets,
    reduction: perSample === undefined ? "batch" : "mean",
    pointwise: perSample !== undefined,
    batch: withKey(
      b.graph({ objective, ...Object.fromEntries(gradients), ...(perSample !== undefined && { perSample }) }),
    ),
  };
}

/** mean(ln Σ e^z − Σ y·z) of two class scores and one-hot targets: [batch, 2] each. */
export const classCrossEntropy = program("classCrossEntropy", { predictions: 2, targets: 2 }, (b) => {
  const scores = [b.leaf("prediction", 0), b.leaf("prediction", 1)] as const;
  const chosen = scores.map((z, k) => b.mul(b.leaf("target", k), z)).reduce(b.add);
  const perSample = b.sub(b.binary("logaddexp", scores[0], scores[1]), chosen);
  return { objective: b.mean(perSample), perSample };
});

/** 1 − (2 Σpy + 1) / (Σp + Σy + 1) with p = σ(z). */
export const softDice = program("softDice", { predictions: 1, targets: 1 }, (b) => {
  const [p, y] = [b.unary("sigmoid", b.leaf("prediction")), b.leaf("target")];
  const one = b.constant(1);
  const top = b.add(b.mul(b.constant(2), b.reduce("sum", b.mul(p, y))), one);
  const bottom = b.add(b.add(b.reduce("sum", p), b.reduce("sum", y)), one);
  return { objective: b.sub(one, b.div(top, bottom)) };
});

/**
 * The Lovász extension of the Jaccard loss over hinge errors e = 1 − z·(2y − 1), Σ max(e, 0) · (Jᵢ
 * − Jᵢ₋₁) in descending order of e, plus the mean over samples of the squared logits cumulated in
 * that order, whose derivative runs the ranking backwards.
 */
export const lovaszHinge = program("lovaszHinge", { predictions: 1, targets: 1 }, (b) => {
  const [z, y, one] = [b.leaf("prediction"), b.leaf("target"), b.constant(1)];
  const signs = b.sub(b.mul(b.constant(2), y), one);
  const errors = b.sub(one, b.mul(z, signs));
  const positives = b.reduce("sum", y);
  const absent = b.sub(one, y);
  const found = b.rank("cumulate", y, errors);
  const added = b.rank("cumulate", absent, errors);
  const jaccard = (found: NodeId, added: NodeId) =>
    b.sub(one, b.div(b.sub(positives, found), b.binary("maximum", b.add(positives, added), one)));
  const step = b.sub(jaccard(found, added), jaccard(b.sub(found, y), b.sub(added, absent)));
  const along = b.mean(b.rank("cumulate", b.mul(b.constant(0.001), b.mul(z, z)), errors));
  return { objective: b.add(b.reduce("sum", b.mul(b.unary("relu", errors), step)), along) };
});

/**
 * Several columns and ranking together. Two scores, ranked by the probability of their own class:
 * mean over samples of σ(Δ) cumulated in descending order of the other class's.
 */
export const rankedClasses = program("rankedClasses", { predictions: 2, targets: 1 }, (b) => {
  const difference = b.sub(b.leaf("prediction", 1), b.leaf("prediction", 0));
  const own = b.unary("softplus", b.mul(b.sub(b.constant(1), b.mul(b.constant(2), b.leaf("target"))), difference));
  const share = b.div(b.rank("cumulate", own, own), b.batchSize());
  return { objective: b.mean(b.mul(share, own)) };
});
