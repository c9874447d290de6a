import type { Graph, NodeId } from "../graph";
import {
  columnOutput,
  type Formula,
  type Guard,
  type LossParameter,
  type ParameterValue,
  type ProgramInput,
} from "../program";
import { Context } from "./context";
import { Interpreter } from "./interpreter";
import { bindTensors, type FirstTwoSizes, firstTwo, type InputShapes, placeInputs } from "./lossInputs";
import { bindParameters } from "./lossParameters";
import { readFormula } from "./readFormula";
import { runBody } from "./statements";
import { children, SourceText } from "./tree";
import {
  type BoundArguments,
  type ClassValue,
  describe,
  type FunctionValue,
  Scope,
  shapeText,
  type Value,
} from "./values";

/** A source as a graph with output `value`. */
export interface InterpretedLoss {
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly inputs: readonly ProgramInput[];
  /**
   * Number of elements of a sample's loss. If there are several, they are the graph's outputs
   * `element`, `element1` …
   */
  readonly elements: number;
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly formula: Formula;
}

interface ReadOptions {
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly entry?: string;
  readonly inputs?: InputShapes;
}

/**
 * Finds the loss in the text and runs it once on its tensors: those of the options, or a prediction
 * and a target of the given sizes.
 */
export function interpretLoss(text: string, options: ReadOptions, sizes: FirstTwoSizes): InterpretedLoss {
  const source = new SourceText(text);
  const context = new Context(source);
  context.oneColumn = sizes.prediction.length === 1 && sizes.prediction[0] === 1 && sizes.target.length === 1;
  const interpreter = new Interpreter(context);
  const scope = new Scope();
  runBody(interpreter, source.top, scope);
  const loss = findEntry(context, scope, options.entry);
  const callable = loss.kind === "class" ? readForward(context, loss) : loss;

  const declared = interpreter.declarations(callable.definition).slice(loss.kind === "class" ? 1 : 0);
  const inputs = placeInputs(options.inputs ?? firstTwo(context, callable, loss, declared, sizes));
  const tensors = bindTensors(context, callable, declared, inputs);

  const init = loss.kind === "class" ? loss.methods.get("__init__")?.value : undefined;
  const parameterised =
    loss.kind === "class"
      ? init === undefined
        ? []
        : interpreter.declarations(init.definition).slice(1)
      : declared.filter(({ name }) => tensors[name] === undefined);
  const { bound, parameters, fixed } = bindParameters(interpreter, parameterised, scope, options.parameters ?? {});
  const result =
    loss.kind === "class"
      ? runClass(interpreter, loss, callable, init, bound, tensors)
      : runFunction(interpreter, loss, bound, tensors);
  const { value, elements } = requireLoss(context, result, callable);

  const named = elements.length > 1 ? elements.map((node, i) => [columnOutput("element", i), node] as const) : [];
  const graph = context.builder.graph({ value, ...Object.fromEntries(named) });
  return {
    name: loss.name,
    parameters,
    inputs,
    elements: elements.length,
    fixed,
    graph,
    guards: context.guards.map(({ condition, outcome }) => ({
      condition: context.builder.graph({ condition }),
      outcome,
    })),
    formula: readFormula(context, value, inputs),
  };
}

function findEntry(context: Context, scope: Scope, wanted: string | undefined): ClassValue | FunctionValue {
  const { source } = context;
  const found: (ClassValue | FunctionValue)[] = [];
  for (const statement of children(source.top)) {
    const name =
      statement.name === "FunctionDefinition" || statement.name === "ClassDefinition"
        ? statement.getChild("VariableName")
        : null;
    const value = name === null ? undefined : scope.get(source.of(name));
    if (value?.kind === "class" || value?.kind === "function") found.push(value);
  }
  const named = wanted === undefined ? undefined : found.find((value) => value.name === wanted);
  const entry =
    named ??
    found.findLast((value) => value.kind === "class" && value.methods.has("forward")) ??
    found.findLast((value) => value.kind === "class") ??
    found.at(-1);
  if (entry !== undefined) return entry;
  throw context.error(
    { from: 0, to: 0 },
    "missing function",
    "there is no function and no class",
    "Write def loss(y_pred, y_true): …",
  );
}

function readForward(context: Context, loss: ClassValue): FunctionValue {
  const forward = loss.methods.get("forward");
  if (forward !== undefined) return forward.value;
  throw context.error(
    loss.nameNode,
    "missing forward",
    `${loss.name} has no forward`,
    "Give the class a forward(self, y_pred, y_true)",
  );
}

function runFunction(
  interpreter: Interpreter,
  loss: FunctionValue,
  parameters: BoundArguments,
  tensors: BoundArguments,
): Value {
  interpreter.entry = loss.definition;
  return interpreter.run(loss, { ...parameters, ...tensors }, loss.definition);
}

function runClass(
  interpreter: Interpreter,
  loss: ClassValue,
  forward: FunctionValue,
  init: FunctionValue | undefined,
  parameters: BoundArguments,
  tensors: BoundArguments,
): Value {
  const instance = {
    kind: "instance",
    className: loss.name,
    definition: loss,
    attributes: new Map<string, Value>(),
  } as const;
  if (init !== undefined) interpreter.run({ ...init, self: instance }, parameters, init.definition);
  interpreter.entry = forward.definition;
  return interpreter.run({ ...forward, self: instance }, tensors, forward.definition);
}

/**
 * Checks the returned value: one number, or one or more per sample; the value is then their mean
 * over each sample's elements. `elements` are the nodes before the source's last sum or mean, if
 * that was over several per sample.
 */
function requireLoss(
  context: Context,
  result: Value,
  callable: FunctionValue,
): { value: NodeId; elements: readonly NodeId[] } {
  const nameAt = callable.definition.getChild("VariableName")!;
  const returned = lastReturn(callable);
  if (result.kind === "none" && returned === undefined) {
    throw context.error(nameAt, "missing return", `${callable.name} returns nothing`, "End it with return loss");
  }
  const at = returned ?? nameAt;
  if (result.kind !== "numeric") {
    throw context.error(
      at,
      "return value",
      `a loss is a number or one number per sample, got ${describe(result)}`,
      "Return one tensor",
    );
  }
  const { nodes } = result;
  if (nodes.length > 1 && !result.shape.includes("batch")) {
    throw context.error(
      at,
      "shape",
      `a loss is a number or one number per sample, got shape ${shapeText(result.shape)}`,
      "Reduce it, e.g. with .mean()",
    );
  }
  const b = context.builder;
  if (nodes.length > 1) {
    const value = b.div(nodes.reduce(b.add), b.constant(nodes.length));
    context.notations.add({ kind: "mean", nodes: [value], of: nodes });
    return { value, elements: nodes };
  }
  return { value: nodes[0]!, elements: context.elements.get(nodes[0]!) ?? nodes };
}

/** The position of the last `return` with a value; several values with commas are one text. */
function lastReturn(callable: FunctionValue): { from: number; to: number } | undefined {
  const body = callable.definition.getChild("Body");
  let found: { from: number; to: number } | undefined;
  body?.cursor().iterate((node) => {
    if (node.name === "FunctionDefinition" && node.from !== callable.definition.from) return false;
    if (node.name === "ReturnStatement") {
      const [, first] = children(node.node);
      found = first === undefined ? undefined : { from: first.from, to: node.to };
    }
    return true;
  });
  return found;
}
