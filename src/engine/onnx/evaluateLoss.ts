import { columnOutput, type LossProgram, type ParameterValues } from "../../language";
import { emitLoss, GraphScope, type OnnxModel } from "../../language/onnx";
import { elementOutputNames, gradientOutputNames } from "../lossOutputs";
import { createSession, loadOnnxRuntime } from "./runtime";

export interface LossRows {
  /** The loss's own prediction columns, [batch] each. */
  predictions: readonly Float64Array[];
  /** Its target columns, [batch] each. */
  targets: readonly Float64Array[];
  parameters: ParameterValues;
}

export interface LossInOnnx {
  objective: number;
  /** d objective / d prediction: for each prediction column [batch]. */
  gradients: readonly Float64Array[];
  /**
   * The loss before any reduction: for each element of a sample [batch]; null where the program has
   * none.
   */
  perSample: readonly Float64Array[] | null;
}

const columnName = (side: "prediction" | "target", column: number) => `${side}${column === 0 ? "" : column}`;

/**
 * The loss as a function of its own predictions: its value, its gradients and, if it has them, its
 * values before any reduction.
 */
export function lossModel(program: LossProgram): OnnxModel {
  const scope = new GraphScope(program.name);
  const columns = (side: "prediction" | "target", count: number) =>
    Array.from({ length: count }, (_, column) => scope.input(columnName(side, column), "double", ["batch"]));
  const predictions = columns("prediction", program.predictionColumns);
  const targets = columns("target", program.targetColumns);
  const parameter = (name: string) => scope.input(`loss.${name}`, "double", [1]);
  const wanted = ["objective", ...gradientOutputNames(program), ...(elementOutputNames(program) ?? [])];
  const values = emitLoss(program.batch, wanted, { once: scope, each: scope }, { predictions, targets, parameter });
  for (const name of wanted) scope.output(name, values[name]!, "double", [name === "objective" ? 1 : "batch"]);
  return { graph: scope.graph(), doc: "", metadata: {} };
}

/** Runs the model, so that the emitted nodes can be compared with other engines. */
export async function evaluateLossInOnnx(program: LossProgram, input: LossRows): Promise<LossInOnnx> {
  const runtime = await loadOnnxRuntime();
  const session = await createSession(runtime, lossModel(program));
  try {
    const batch = input.predictions[0]!.length;
    const column = (values: Float64Array) => new runtime.Tensor("float64", values, [batch]);
    const feeds = Object.fromEntries([
      ...input.predictions.map((values, k) => [columnName("prediction", k), column(values)]),
      ...input.targets.map((values, k) => [columnName("target", k), column(values)]),
      ...Object.entries(input.parameters)
        .map(([name, value]) => [`loss.${name}`, new runtime.Tensor("float64", Float64Array.of(value), [1])] as const)
        .filter(([name]) => session.inputNames.includes(name)),
    ]);
    const result = await session.run(feeds);
    const values = (name: string) => result[name]!.data as Float64Array;
    const elements = elementOutputNames(program);
    return {
      objective: values("objective")[0]!,
      gradients: Array.from({ length: program.predictionColumns }, (_, k) => values(columnOutput("gradient", k))),
      perSample: elements?.map(values) ?? null,
    };
  } finally {
    await session.release();
  }
}
