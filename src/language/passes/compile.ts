import { LossSourceError } from "../errors";
import type { Graph, NodeId } from "../graph";
import { GraphBuilder, GraphTooLargeError } from "../graphBuilder";
import { withKey } from "../keyedGraph";
import { isRanking, isReduction } from "../operationKinds";
import { columnOutput, type LossProgram, type ParameterValue } from "../program";
import type { InputKind } from "../reading";
import { type InterpretedLoss, interpretLoss } from "../source/interpretLoss";
import type { FirstTwoSizes, InputShapes } from "../source/lossInputs";
import { differentiate } from "./differentiate";
import { forKnownTargets } from "./knownTargets";
import { isPointwise, sampleOutputs } from "./programOutputs";
import { reduceOver, separate } from "./reduction";
import { stabilise } from "./stabilise";

export interface CompileOptions {
  /**
   * Values that differ from the source's defaults; they decide its `if`s. Booleans, strings and
   * null become fixed, numbers stay free. An element of a list may be given by itself, as
   * `name[0]`.
   */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /**
   * The name of the function or class that is the loss, if the text holds several. Defaults to the
   * likeliest (`entry.ts`).
   */
  readonly entry?: string;
  /** Which arguments are the prediction and the target. Defaults to what their names say. */
  readonly roles?: { readonly prediction: string; readonly target: string };
  /** What the prediction is, where the source does not show it. */
  readonly input?: InputKind;
  /**
   * Replaces the source's own reduction if it is a sum or mean over samples. Losses such as Dice
   * have no such reduction and stay as they are.
   */
  readonly reduction?: "none" | "mean" | "sum";
  /**
   * The tensors among the source's arguments, by name in column order. Defaults to the two of
   * `roles`, with one number per sample.
   */
  readonly inputs?: InputShapes;
  /**
   * All possible rows of target columns, one per label: [labels][columns]. `batch` and `sample`
   * then omit what the loss does for other targets.
   */
  readonly targets?: readonly (readonly number[])[];
  /**
   * Literal sizes next to the batch of the first two arguments, e.g. [3] for one prediction per
   * class.
   */
  readonly sizes?: FirstTwoSizes;
}

/**
 * Source text in PyTorch syntax → value, derivatives, formula. Throws LossSourceError (line,
 * column, construct, advice) and nothing else, whatever the text.
 */
export function compileLoss(source: string, options: CompileOptions = {}): LossProgram {
  try {
    return compileWithin(source, options, options.sizes ?? { prediction: [], target: [] });
  } catch (error) {
    const sized = options.inputs !== undefined || options.sizes !== undefined;
    if (sized || !(error instanceof LossSourceError) || error.construct !== "shape") throw error;
    // A source for a [batch, 1] output (`squeeze(1)`) is as valid as one for [batch].
    let other: LossSourceError | undefined;
    for (const target of [[1], []]) {
      try {
        return compileWithin(source, options, { prediction: [1], target });
      } catch (second) {
        if (!(second instanceof LossSourceError)) throw second;
        if (second.construct !== "shape") other ??= second;
      }
    }
    throw other ?? error;
  }
}

/** A graph may also grow too large later, while it is differentiated. */
function compileWithin(source: string, options: CompileOptions, sizes: FirstTwoSizes): LossProgram {
  try {
    return compileWithSizes(source, options, sizes);
  } catch (error) {
    if (!(error instanceof GraphTooLargeError)) throw error;
    const place = { line: 1, column: 1, text: source.slice(0, 40) };
    throw new LossSourceError(place, "too large", `${error.message} with its derivatives`, "Simplify the loss");
  }
}

function compileWithSizes(source: string, options: CompileOptions, sizes: FirstTwoSizes): LossProgram {
  const read = interpretLoss(source, options, sizes);
  const { graph, notes } = stabilise(read.graph);
  const stable = options.targets === undefined ? graph : forKnownTargets(graph, options.targets);
  const columns = columnCounts(read);
  const weighed = options.reduction !== undefined;
  const separated = separate(builderOf(stable), stable.outputs.value!, weighed);
  const own = separated.reduction;
  const reduction = own !== "batch" && options.reduction !== undefined ? options.reduction : own;
  const batch = batchGraph(stable, reduction, columns, weighed);
  return {
    name: read.name,
    parameters: read.parameters,
    inputs: read.inputs,
    ...columns,
    fixed: read.fixed,
    reduction,
    weighted: reduction === "mean" && separated.divisor !== undefined,
    pointwise: isPointwise(batch, columns.predictionColumns),
    batch: withKey(batch),
    sample: sampleGraph(perSampleValue(stable), columns.predictionColumns),
    guards: read.guards,
    formula: read.formula,
    notes,
    reading: read.reading,
  };
}

type ColumnCounts = Pick<LossProgram, "predictionColumns" | "targetColumns" | "elementColumns">;

function columnCounts({ inputs, elements }: InterpretedLoss): ColumnCounts {
  const columns = (differentiable: boolean) =>
    inputs
      .filter((input) => input.differentiable === differentiable)
      .reduce((total, { shape }) => total + shape.reduce((product, size) => product * size, 1), 0);
  return { predictionColumns: columns(true), targetColumns: columns(false), elementColumns: elements };
}

/** The same nodes under the same ids, in a builder that can add more. */
function builderOf(graph: Graph): GraphBuilder {
  const b = new GraphBuilder();
  b.copy(graph, (node, inputs) => b.rebuild(node, inputs));
  return b;
}

/** Outputs: objective, gradients and, if they exist, perSample, its divisor and elements. */
function batchGraph(graph: Graph, reduction: LossProgram["reduction"], columns: ColumnCounts, weighed: boolean): Graph {
  const b = new GraphBuilder();
  const moved = b.copy(graph, (node, inputs) => b.rebuild(node, inputs));
  const value = moved[graph.outputs.value!]!;
  const { perSample, divisor, reduction: own } = separate(b, value, weighed);
  const objective =
    perSample === undefined
      ? value
      : reduceOver(b, { perSample: elementShare(b, perSample, own, reduction, columns), divisor }, reduction);
  const outputs: Record<string, NodeId> = { objective };
  for (const [column, gradient] of differentiate(b, objective, columns.predictionColumns).entries())
    outputs[columnOutput("gradient", column)] = b.spread(gradient);
  if (perSample !== undefined) outputs.perSample = b.spread(perSample);
  if (divisor !== undefined) outputs.divisor = divisor;
  if (columns.elementColumns > 1) {
    for (let column = 0; column < columns.elementColumns; column++) {
      const name = columnOutput("element", column);
      outputs[name] = b.spread(moved[graph.outputs[name]!]!);
    }
  }
  return b.graph(outputs);
}

/**
 * A sample's contribution to the objective, if it has several elements and the reduction combines
 * them differently than the source does.
 */
function elementShare(
  b: GraphBuilder,
  perSample: NodeId,
  own: LossProgram["reduction"],
  reduction: LossProgram["reduction"],
  { elementColumns }: ColumnCounts,
): NodeId {
  if ((own === "sum") === (reduction === "sum") || elementColumns === 1) return perSample;
  const size = b.constant(elementColumns);
  return reduction === "sum" ? b.mul(perSample, size) : b.div(perSample, size);
}

/** For one sample a weighted mean would cancel its weight; its share of the sum keeps it. */
function perSampleValue(graph: Graph): Graph {
  const b = builderOf(graph);
  const { perSample, divisor } = separate(b, graph.outputs.value!);
  return divisor === undefined || perSample === undefined ? graph : b.graph({ value: perSample });
}

/**
 * Each point is a batch of one: a sum over the batch is the sample's value, and the batch size is
 * 1.
 */
function sampleGraph(graph: Graph, columns: number): Graph {
  const b = new GraphBuilder();
  const moved = b.copy(graph, (node, inputs) => {
    if (node.op === "batchSize") return b.constant(1);
    return isReduction(node.op) || isRanking(node.op) ? inputs[0]! : b.rebuild(node, inputs);
  });
  const value = moved[graph.outputs.value!]!;
  return b.graph(sampleOutputs(b, value, differentiate(b, value, columns)));
}
