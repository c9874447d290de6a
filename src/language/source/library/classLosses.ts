import type { NodeId } from "../../graph";
import type { Context } from "../context";
import { hasBatch } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type NumericValue, shapeText, signature } from "../values";
import { numberOr, optional } from "./builtin";
import { notedLogSoftmax, notedMean, notedSum, pick } from "./classAxis";
import { type LossFunction, legacy, reduceElements, reductionOf, requireSameShape, tensorArgument } from "./lossCall";

// torch's losses of one score per class, with torch's argument order.

/** A prediction [batch, classes] and a target of class numbers [batch], as nodes. */
interface Classes {
  readonly scores: readonly NodeId[];
  readonly target: NodeId;
  /** [classes]; undefined if every class has weight 1. */
  readonly weight: readonly NodeId[] | undefined;
}

function classScores(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const input = tensorArgument(context, args, "input");
  if (input.shape.length === 2 && input.shape[0] === "batch") return input;
  throw context.error(
    at,
    "shape",
    `expected one value per class, [batch, classes], got shape ${shapeText(input.shape)}`,
    "For two classes with one value per sample use F.binary_cross_entropy_with_logits",
  );
}

function classWeight(context: Context, args: BoundArguments, classes: number): readonly NodeId[] | undefined {
  const given = optional(args.weight);
  if (given === undefined) return undefined;
  const weight = context.numeric(given.value, given.at);
  if (weight.nodes.length === classes && !hasBatch(weight.shape)) return weight.nodes;
  throw context.error(
    given.at,
    "shape",
    `weight has shape ${shapeText(weight.shape)} for ${classes} classes`,
    "Give one number for each class",
  );
}

function classNumbers(context: Context, args: BoundArguments, at: SyntaxNode): Classes {
  const input = classScores(context, args, at);
  const target = tensorArgument(context, args, "target");
  const fits = target.nodes.length === 1 && target.shape.length === 1;
  if (fits)
    return { scores: input.nodes, target: target.nodes[0]!, weight: classWeight(context, args, input.nodes.length) };
  throw context.error(
    at,
    "shape",
    `expected one class number per sample, got a target of shape ${shapeText(target.shape)}`,
    "Use .squeeze(1), or probabilities of every class",
  );
}

/**
 * Σ loss / Σ weight over the counted rows: torch's mean over weighted classes. Rows whose target is
 * `ignore_index` have loss and weight 0. If the source does not set `ignore_index` there are none
 * (torch's −100 is not a class), and the mean stays a plain one.
 */
function reduceRows(
  context: Context,
  loss: NodeId,
  rowWeight: NodeId,
  target: NodeId,
  args: BoundArguments,
  at: SyntaxNode,
): NumericValue {
  const b = context.builder;
  const given = optional(args.ignore_index);
  const ignored = given && context.single(context.numeric(given.value, given.at), at);
  const kept = (node: NodeId) =>
    ignored === undefined ? node : b.select(b.binary("eq", target, ignored), b.constant(0), node);
  const rows = context.tensor(kept(loss), ["batch"]);
  const reduction = reductionOf(context, args);
  if (reduction !== "mean") return reduceElements(context, rows, reduction);
  const total = (node: NodeId) => context.reduce("sum", context.tensor(node, ["batch"]), [0], []).nodes[0]!;
  return context.tensor(b.div(total(kept(loss)), total(kept(rowWeight))), []);
}

/**
 * −Σ_c w_c·y_c·ln softmax(x)_c, where the target is a class number or probabilities; smoothing adds
 * a share of 1/C for every class.
 */
function crossEntropy(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  const input = classScores(context, args, at);
  const classes = input.nodes.length;
  const logs = notedLogSoftmax(context, input.nodes);
  const weight = classWeight(context, args, classes);
  const weighted = logs.map((log, k) => b.neg(weight === undefined ? log : b.mul(weight[k]!, log)));
  const smoothing = context.single(context.numeric(numberOr(context, args.label_smoothing, 0), at), at);
  // Decided while compiling, so that a loss without smoothing does not contain every class's term.
  const smooths = !context.truth(context.pythonNumber(b.binary("eq", smoothing, b.constant(0))), at);
  const rest = b.sub(b.constant(1), smoothing);
  const even = b.div(smoothing, b.constant(classes));
  const target = tensorArgument(context, args, "target");
  if (target.shape.length === 2) {
    requireSameShape(context, input, target, at);
    const terms = target.nodes.map((share, k) =>
      b.mul(smooths ? b.add(b.mul(share, rest), even) : share, weighted[k]!),
    );
    return reduceElements(context, context.tensor(notedSum(context, terms), ["batch"]), reductionOf(context, args));
  }
  const { target: number } = classNumbers(context, args, at);
  const right = pick(context, weighted, number);
  const loss = smooths ? b.add(b.mul(rest, right), b.mul(even, notedSum(context, weighted))) : right;
  const rowWeight = weight === undefined ? b.constant(1) : pick(context, weight, number);
  return reduceRows(context, loss, rowWeight, number, args, at);
}

/** −w_y·x_y of log-probabilities x. */
function negativeLogLikelihood(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  const { scores, target, weight } = classNumbers(context, args, at);
  const weighted = scores.map((log, k) => b.neg(weight === undefined ? log : b.mul(weight[k]!, log)));
  const rowWeight = weight === undefined ? b.constant(1) : pick(context, weight, target);
  return reduceRows(context, pick(context, weighted, target), rowWeight, target, args, at);
}

/** Σ_{j≠y} w_y·max(0, margin − x_y + x_j)^p / C; derivative 0 at the kink. */
function multiMargin(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  const { scores, target, weight } = classNumbers(context, args, at);
  const given = optional(args.p);
  const p = given === undefined ? 1 : context.constantNumber(given.value, given.at, "p");
  if (p !== 1 && p !== 2) throw context.error(given!.at, "argument value", `p is 1 or 2, got ${p}`, "Write p=1");
  const margin = context.single(context.numeric(numberOr(context, args.margin, 1), at), at);
  const right = pick(context, scores, target);
  const terms = scores.map((score, j) => {
    const hinge = b.unary("relu", b.add(b.sub(margin, right), score));
    const own = b.binary("eq", target, b.constant(j));
    return b.select(own, b.constant(0), p === 1 ? hinge : b.mul(hinge, hinge));
  });
  const sum = notedMean(context, terms);
  const loss = weight === undefined ? sum : b.mul(pick(context, weight, target), sum);
  return reduceElements(context, context.tensor(loss, ["batch"]), reductionOf(context, args));
}

/**
 * Σ_{j true, i false} max(0, 1 − (x_j − x_i)) / C; the true labels are listed up to the first −1.
 */
function multiLabelMargin(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  const input = classScores(context, args, at);
  const target = tensorArgument(context, args, "target");
  requireSameShape(context, input, target, at);
  const [zero, one] = [b.constant(0), b.constant(1)];
  let counts = one;
  const listed = target.nodes.map((label) => {
    counts = b.binary("and", counts, b.binary("ge", label, zero));
    return { label, counts };
  });
  const isLabelled = input.nodes.map((_, i) =>
    listed
      .map((entry) => b.binary("and", entry.counts, b.binary("eq", entry.label, b.constant(i))))
      .reduce((any, hit) => b.binary("or", any, hit)),
  );
  const holds = listed.map(({ label }) => b.binary("ge", label, zero));
  context.notations.add({ kind: "so-far", nodes: listed.map((entry) => entry.counts), of: holds });
  context.notations.add({ kind: "member", nodes: isLabelled, of: target.nodes });
  const terms = listed.flatMap((entry) => {
    const right = pick(context, input.nodes, entry.label);
    return input.nodes.map((score, i) => {
      const hinge = b.unary("relu", b.add(b.sub(one, right), score));
      return b.select(b.binary("and", entry.counts, b.unary("not", isLabelled[i]!)), hinge, zero);
    });
  });
  const sizes = [listed.length, input.nodes.length];
  const loss = b.div(notedSum(context, terms, sizes), b.constant(input.nodes.length));
  return reduceElements(context, context.tensor(loss, ["batch"]), reductionOf(context, args));
}

/** The mean over classes of w·(y·softplus(−x) + (1 − y)·softplus(x)). */
function multiLabelSoftMargin(context: Context, args: BoundArguments, at: SyntaxNode): NumericValue {
  const b = context.builder;
  const input = classScores(context, args, at);
  const target = tensorArgument(context, args, "target");
  requireSameShape(context, input, target, at);
  const weight = classWeight(context, args, input.nodes.length);
  const terms = input.nodes.map((x, k) => {
    const y = target.nodes[k]!;
    const positive = b.mul(y, b.unary("softplus", b.neg(x)));
    const term = b.add(positive, b.mul(b.sub(b.constant(1), y), b.unary("softplus", x)));
    return weight === undefined ? term : b.mul(weight[k]!, term);
  });
  const loss = notedMean(context, terms);
  return reduceElements(context, context.tensor(loss, ["batch"]), reductionOf(context, args));
}

const named = (options: string, call: LossFunction["call"]): LossFunction => ({
  signature: signature("input target", options),
  call,
});

export const classLosses: readonly (readonly [string, LossFunction])[] = [
  ["cross_entropy", named("weight size_average ignore_index reduce reduction label_smoothing", crossEntropy)],
  ["nll_loss", named("weight size_average ignore_index reduce reduction", negativeLogLikelihood)],
  ["multi_margin_loss", named(`p margin weight ${legacy} reduction`, multiMargin)],
  ["multilabel_margin_loss", named(`${legacy} reduction`, multiLabelMargin)],
  ["multilabel_soft_margin_loss", named(`weight ${legacy} reduction`, multiLabelSoftMargin)],
];
