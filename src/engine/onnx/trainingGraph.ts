import { type ModelLayout, outputCount } from "../../experiment/modelLayout";
import { columnOutput, type LossProgram } from "../../language";
import { emitLoss, GraphScope, type OnnxModel } from "../../language/onnx";
import { type OptimizerRule, optimizerNamed } from "../../optimizers";
import { optimizerUpdate } from "../../optimizers/update";
import { STEP_FIELDS } from "../backend";
import { backwardNodes, forwardNodes, splitParameters } from "./networkNodes";
import { RATES, type RateName, scalarInput } from "./trainingInputs";

/**
 * What determines a training graph. Everything else, rates and loss parameters included, is an
 * input.
 */
export interface TrainingGraphSpec {
  layout: ModelLayout;
  optimizer: OptimizerRule;
  loss: LossProgram;
}

/**
 * The training of one model as an ONNX graph: a Scan over steps. Each step gathers its batch, runs
 * the network forward, the loss and its gradient, the network backward, adds the penalties, and
 * updates the parameters. Inputs and outputs are those of `trainingInputs.ts`. Each step gives its
 * batch's size: the last batch of an epoch may be short. All numbers are float64: in float32,
 * rounding errors grow from step to step until two programs that do the same differ in the third
 * digit.
 */
export function trainingGraph({ layout, optimizer, loss }: TrainingGraphSpec): OnnxModel["graph"] {
  const main = new GraphScope("training");
  const count = layout.parameterCount;
  const update = optimizerUpdate(optimizer);
  const vectors = Object.keys(update.state);
  const formula = optimizerNamed(optimizer.name).scalars?.formula;
  const [inputs, outputs] = [layout.widths[0]!, outputCount(layout)];

  const state = ["parameters", ...vectors].map((name) => main.input(name, "double", [count]));
  const features = main.input("features", "double", ["rows", inputs], "Rows in the order of the batches.");
  const targets = main.input("targets", "double", [loss.targetColumns, "rows"], "The labels as the loss wants them.");
  const labels = main.input("labels", "bool", ["rows"], "Whether a row is a positive.");
  const rates = Object.fromEntries(RATES.map((name) => [name, main.input(name, "double", [1])])) as Record<
    RateName,
    string
  >;
  const parameters = new Map<string, string>();
  for (const name of lossParameters(loss)) parameters.set(name, main.input(`loss.${name}`, "double", [1]));
  const perStep = [
    main.input("batch_start", "int64", ["steps", 1], "The first row of a step's batch."),
    main.input("batch_end", "int64", ["steps", 1], "The row after its last."),
    ...update.scalars.map((name) => main.input(scalarInput(name), "double", ["steps", 1], formula)),
  ];
  const groups = groupVectors(main, layout, rates);

  const body = new GraphScope("step", main);
  const before = state.map((name) => body.input(`step.${name}`, "double", [count]));
  const [weights, ...vectorsBefore] = before as [string, ...string[]];
  const start = body.input("step.batch_start", "int64", [1]);
  const end = body.input("step.batch_end", "int64", [1]);
  const scalars = new Map(update.scalars.map((name) => [name, body.input(`step.${scalarInput(name)}`, "double", [1])]));

  const rowsOf = (tensor: string, axis: number) =>
    body.add("Slice", [tensor, start, end, body.constant("int64", [axis])]);
  const layers = splitParameters(body, layout, weights);
  const values = forwardNodes(body, layout, layers, rowsOf(features, 0), "double");
  const predictions = columnsOf(body, values.at(-1)!, outputs, 1);
  const emitted = emitLoss(
    loss.batch,
    ["objective", ...predictions.map((_, k) => columnOutput("gradient", k))],
    { once: main, each: body },
    {
      predictions,
      targets: columnsOf(body, rowsOf(targets, 1), loss.targetColumns, 0),
      parameter: (name) => parameters.get(name)!,
    },
  );
  const slopes = predictions.map((_, k) => unsqueezed(body, emitted[columnOutput("gradient", k)]!));
  const slope = slopes.length === 1 ? slopes[0]! : body.add("Concat", slopes, { axis: { int: 1 } });
  const ofLoss = backwardNodes(body, layout, layers, values, slope);
  const penalties = penaltyNodes(body, weights, groups);
  const read: Readonly<Record<string, string>> = {
    parameter: weights,
    gradient: body.add("Add", [ofLoss, penalties.gradient]),
    rate: groups.learningRate,
    decay: groups.weightDecay,
    ...Object.fromEntries(vectors.map((name, i) => [name, vectorsBefore[i]!])),
  };
  const updated = emitLoss(
    update.graph,
    ["parameter", ...vectors],
    { once: main, each: body },
    {
      predictions: [],
      targets: [],
      vector: (name) => read[name]!,
      parameter: (name) => scalars.get(name) ?? main.constant("double", [update.settings[name]!]),
    },
  );
  const correct = correctNodes(body, predictions, rowsOf(labels, 0));
  const record = body.add("Concat", [emitted.objective!, penalties.l1, penalties.l2, correct], { axis: { int: 0 } });

  body.output("step.parameters_after", updated.parameter!, "double", [count]);
  for (const name of vectors) body.output(`step.${name}_after`, updated[name]!, "double", [count]);
  body.output("step.record", record, "double", [STEP_FIELDS.length]);
  const results = main.addAll("Scan", [...state, ...perStep], state.length + 1, {
    body: { graph: body.graph() },
    num_scan_inputs: { int: perStep.length },
  });
  main.output("trained_parameters", results[0]!, "double", [count]);
  for (const [i, name] of vectors.entries()) main.output(`trained_${name}`, results[i + 1]!, "double", [count]);
  const recordDoc = `Of each step, before its update: ${STEP_FIELDS.join(", ")}.`;
  main.output("records", results.at(-1)!, "double", ["steps", STEP_FIELDS.length], recordDoc);
  return main.graph();
}

/** Names of the values that a loss's graph reads. */
export function lossParameters({ batch }: Pick<LossProgram, "batch">): string[] {
  return [...new Set(batch.nodes.flatMap(({ op, name }) => (op === "parameter" ? [name!] : [])))];
}

/**
 * Per parameter: the values of its group, or of the penalties, which apply only to weights:
 * [parameterCount].
 */
interface GroupVectors {
  learningRate: string;
  weightDecay: string;
  l1: string;
  l2: string;
}

function groupVectors(scope: GraphScope, { layers, parameterCount }: ModelLayout, rates: Record<RateName, string>) {
  const mask = new Uint8Array(parameterCount);
  for (const { weightOffset, biasOffset } of layers) mask.fill(1, weightOffset, biasOffset);
  const isWeight = scope.initializer("is_weight", { type: "bool", dims: [parameterCount], values: mask });
  const perGroup = (weights: string, biases: string) => scope.add("Where", [isWeight, weights, biases]);
  const none = scope.constant("double", [0]);
  const learningRate = perGroup(rates.learning_rate_weights, rates.learning_rate_biases);
  const weightDecay = perGroup(rates.weight_decay_weights, rates.weight_decay_biases);
  return {
    learningRate,
    weightDecay,
    l1: perGroup(rates.l1, none),
    l2: perGroup(rates.l2, none),
  } satisfies GroupVectors;
}

/**
 * l1·Σ|w| and ½·l2·Σw², [1], and the gradient of both, [parameterCount]; the derivative of |w| at 0
 * is 0.
 */
function penaltyNodes(scope: GraphScope, weights: string, { l1, l2 }: GroupVectors) {
  const sum = (terms: string) => scope.add("ReduceSum", [terms], { keepdims: { int: 1 } });
  const pull = scope.add("Mul", [l2, weights]);
  const half = scope.constant("double", [0.5]);
  return {
    l1: sum(scope.add("Mul", [l1, scope.add("Abs", [weights])])),
    l2: scope.add("Mul", [half, sum(scope.add("Mul", [pull, weights]))]),
    gradient: scope.add("Add", [scope.add("Mul", [l1, scope.add("Sign", [weights])]), pull]),
  };
}

/** The number of samples in the batch on the right side of p = ½, [1]. */
function correctNodes(scope: GraphScope, predictions: readonly string[], labels: string): string {
  const [first, second] = predictions as [string, string?];
  const decision = second === undefined ? first : scope.add("Sub", [second, first]);
  const called = scope.add("Greater", [decision, scope.constant("double", [0])]);
  const right = scope.cast(scope.add("Equal", [called, labels]), "double");
  return scope.add("ReduceSum", [right], { keepdims: { int: 1 } });
}

/** A matrix's columns (axis 1) or rows (axis 0), each of rank 1. */
function columnsOf(scope: GraphScope, matrix: string, count: number, axis: number): string[] {
  return Array.from({ length: count }, (_, k) => {
    const column = scope.add("Gather", [matrix, scope.constant("int64", [k])], { axis: { int: axis } });
    return scope.add("Squeeze", [column, scope.constant("int64", [axis])]);
  });
}

/** Reshapes [batch] to [batch, 1]. */
function unsqueezed(scope: GraphScope, column: string): string {
  return scope.add("Unsqueeze", [column, scope.constant("int64", [1])]);
}
