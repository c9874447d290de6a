import type { Graph, NodeId } from "../graph";
import { type GraphBuilder, mixesSamples, reachable } from "../graphBuilder";
import {
  columnOutput,
  elementName,
  type Formula,
  type Guard,
  isNumberList,
  type LossParameter,
  type ParameterValue,
  type ProgramInput,
} from "../program";
import { separate } from "../reduction";
import { Context } from "./context";
import { Interpreter, type ParameterDeclaration } from "./interpreter";
import { runBody } from "./statements";
import { children, SourceText } from "./tree";
import {
  type Argument,
  type BoundArguments,
  type ClassValue,
  describe,
  elementCount,
  type FunctionValue,
  Scope,
  shapeText,
  type Value,
} from "./values";

/** A source as a graph, with output `value`. */
export interface ReadLoss {
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly inputs: readonly ProgramInput[];
  /** How many elements the loss of a sample has; where there are several they are outputs `element`, `element1` … of the graph. */
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

/** Tensors by argument name, in the order of their columns. */
export type InputShapes = Readonly<
  Record<string, { readonly differentiable: boolean; readonly shape: readonly number[] }>
>;

/** Literal sizes beside the batch of a prediction and a target that are not named. */
export interface FirstTwoSizes {
  readonly prediction: readonly number[];
  readonly target: readonly number[];
}

/** Finds the loss in the text and runs it once on its tensors: those of the options, or a prediction and a target of the given sizes. */
export function readLoss(text: string, options: ReadOptions, sizes: FirstTwoSizes): ReadLoss {
  const source = new SourceText(text);
  const context = new Context(source);
  context.oneColumn = sizes.prediction.length === 1 && sizes.prediction[0] === 1 && sizes.target.length === 1;
  const machine = new Interpreter(context);
  const scope = new Scope();
  runBody(machine, source.top, scope);
  const loss = findEntry(context, scope, options.entry);
  const callable = loss.kind === "class" ? readForward(context, loss) : loss;

  const declared = machine.declarations(callable.definition).slice(loss.kind === "class" ? 1 : 0);
  const inputs = placeInputs(options.inputs ?? firstTwo(context, callable, loss, declared, sizes));
  const tensors = bindTensors(context, callable, declared, inputs);

  const init = loss.kind === "class" ? loss.methods.get("__init__")?.value : undefined;
  const parameterised =
    loss.kind === "class"
      ? init === undefined
        ? []
        : machine.declarations(init.definition).slice(1)
      : declared.filter(({ name }) => tensors[name] === undefined);
  const { bound, parameters, fixed } = bindParameters(machine, parameterised, scope, options.parameters ?? {});
  const result =
    loss.kind === "class"
      ? runClass(machine, loss, callable, init, bound, tensors)
      : runFunction(machine, loss, bound, tensors);
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

/** Without being told, the first two arguments: one is the prediction, the other the target. */
function firstTwo(
  context: Context,
  callable: FunctionValue,
  loss: ClassValue | FunctionValue,
  declared: readonly ParameterDeclaration[],
  sizes: FirstTwoSizes,
): InputShapes {
  const [first, second] = declared;
  if (
    first === undefined ||
    second === undefined ||
    first.keywordOnly ||
    second.keywordOnly ||
    second.defaultAt !== undefined
  ) {
    const at = callable.definition.getChild("VariableName")!;
    throw context.error(
      at,
      "arguments",
      `${callable.name} takes a prediction and a target, got ${declared.length} of them`,
      `Write def ${callable.name}(${loss.kind === "class" ? "self, " : ""}y_pred, y_true)`,
    );
  }
  const [prediction, target] = targetComesFirst(first.name, second.name) ? [second, first] : [first, second];
  return {
    [prediction.name]: { differentiable: true, shape: sizes.prediction },
    [target.name]: { differentiable: false, shape: sizes.target },
  };
}

function placeInputs(shapes: InputShapes): ProgramInput[] {
  const next = { prediction: 0, target: 0 };
  return Object.entries(shapes).map(([name, { differentiable, shape }]) => {
    const side = differentiable ? "prediction" : "target";
    const firstColumn = next[side];
    next[side] += elementCount(shape);
    return { name, differentiable, shape, firstColumn };
  });
}

function bindTensors(
  context: Context,
  callable: FunctionValue,
  declared: readonly ParameterDeclaration[],
  inputs: readonly ProgramInput[],
): Record<string, Argument> {
  const tensors: Record<string, Argument> = Object.create(null);
  for (const { name, differentiable, shape, firstColumn } of inputs) {
    const declaration = declared.find((other) => other.name === name);
    if (declaration === undefined) {
      throw context.error(
        callable.definition.getChild("VariableName")!,
        "arguments",
        `${callable.name} has no argument ${name}`,
        `Write def ${callable.name}(${inputs.map((input) => input.name).join(", ")})`,
      );
    }
    const op = differentiable ? "prediction" : "target";
    const nodes = Array.from({ length: elementCount(shape) }, (_, i) => context.builder.leaf(op, firstColumn + i));
    tensors[name] = { value: context.tensor(nodes, ["batch", ...shape]), at: declaration.at };
  }
  return tensors;
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
  machine: Interpreter,
  loss: FunctionValue,
  parameters: BoundArguments,
  tensors: BoundArguments,
): Value {
  machine.entry = loss.definition;
  return machine.run(loss, { ...parameters, ...tensors }, loss.definition);
}

function runClass(
  machine: Interpreter,
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
  if (init !== undefined) machine.run({ ...init, self: instance }, parameters, init.definition);
  machine.entry = forward.definition;
  return machine.run({ ...forward, self: instance }, tensors, forward.definition);
}

/** Numbers become free parameters of the graph; booleans, strings and None are fixed here. */
function bindParameters(
  machine: Interpreter,
  declared: readonly ParameterDeclaration[],
  scope: Scope,
  given: Readonly<Record<string, ParameterValue>>,
) {
  const { context } = machine;
  const bound: Record<string, Argument> = Object.create(null);
  const parameters: LossParameter[] = [];
  const fixed: Record<string, ParameterValue> = Object.create(null);
  for (const { name, at, defaultAt } of declared) {
    const written =
      defaultAt === undefined ? undefined : plainValue(context, machine.evaluate(defaultAt, scope), defaultAt);
    const value = givenValue(given, name, written);
    // A list that was asked for in another length is read, and later completed, in that length.
    const resized = isNumberList(written) && isNumberList(value) && written.length !== value.length;
    parameters.push({ name, default: resized ? value : written });
    if (value === undefined) {
      throw context.error(
        at,
        "required parameter",
        `${name} has no default and was given no value`,
        `Write ${name}=0.5, or set it`,
      );
    }
    if (typeof value !== "number" && typeof value !== "object") fixed[name] = value;
    if (value === null) fixed[name] = null;
    bound[name] = { value: parameterValue(context, name, value), at };
  }
  return { bound, parameters, fixed: { ...fixed } };
}

/** Of a list, single numbers may be given by their place. */
function givenValue(
  given: Readonly<Record<string, ParameterValue>>,
  name: string,
  written: ParameterValue | undefined,
): ParameterValue | undefined {
  const value = Object.hasOwn(given, name) ? given[name] : written;
  if (!isNumberList(value)) return value;
  return value.map((number, i) => {
    const one = Object.hasOwn(given, elementName(name, i)) ? given[elementName(name, i)] : undefined;
    return typeof one === "number" ? one : number;
  });
}

function plainValue(context: Context, value: Value, at: ParameterDeclaration["at"]): ParameterValue {
  if (value.kind === "none") return null;
  if (value.kind === "string") return value.value;
  if (value.kind === "numeric" && value.nodes.length === 1) {
    const number = context.builder.constantValue(value.nodes[0]!);
    if (number !== undefined) return value.boolean ? number !== 0 : number;
  }
  if (value.kind === "sequence" && value.items.length > 0) {
    const numbers = value.items.map((item) => plainValue(context, item, at));
    if (numbers.every((number) => typeof number === "number")) return numbers;
  }
  throw context.error(
    at,
    "argument value",
    `a default is a number, a tuple of numbers, True or False, a string or None, got ${describe(value)}`,
    "Use one parameter for each number",
  );
}

function parameterValue(context: Context, name: string, value: ParameterValue): Value {
  if (value === null) return { kind: "none" };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "boolean") return context.boolean(value);
  if (isNumberList(value)) {
    const items = value.map((number, i) => parameterValue(context, elementName(name, i), number));
    return { kind: "sequence", name: "tuple", items };
  }
  context.parameterValues.set(name, value);
  return context.pythonNumber(context.builder.parameter(name));
}

/**
 * What came back must be one number, or one or more per sample; the value is then their mean over each sample's elements. `elements` are the
 * nodes before the source's own last sum or mean, where that was taken over several a sample.
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

/** Where the last `return` with a value has it; several values with commas are one text. */
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

/** The loss of one sample, unless that hears of others: then the whole says more. */
function readFormula(context: Context, value: NodeId, inputs: readonly ProgramInput[]): Formula {
  const b = context.builder;
  const { perSample } = separate(b, value);
  const result = perSample === undefined || hearsOfOthers(b, perSample) ? value : perSample;
  const named = [...context.names].map(([name, nodes]) => ({ name, nodes }));
  const kept = reachable({ nodes: b.nodes, outputs: keeping([result, ...named.flatMap(({ nodes }) => nodes)]) });
  const notations = context.notations.needed((node) => kept[node] === true);
  const graph = b.graph({ result, ...keeping([...named.flatMap(({ nodes }) => nodes), ...notations.nodes]) });
  const moved = (node: NodeId) => graph.outputs[`${node}`]!;
  return {
    graph: { nodes: graph.nodes, outputs: { result: graph.outputs.result! } },
    names: named.map(({ name, nodes }) => ({ name, nodes: nodes.map(moved) })),
    notations: notations.renumbered(moved),
    inputs,
  };
}

/** Outputs that keep nodes in the graph while it is renumbered, and tell their new numbers. */
function keeping(nodes: readonly NodeId[]): Record<string, NodeId> {
  return Object.fromEntries(nodes.map((node) => [`${node}`, node]));
}

function hearsOfOthers(b: GraphBuilder, id: NodeId): boolean {
  const part = b.graph({ id });
  return part.nodes.some(({ op }) => mixesSamples(op));
}

/** Names that say which of two arguments is the target; torch's order, prediction first, where they do not. */
function targetComesFirst(first: string, second: string): boolean {
  const isTarget = /^(y|t|y_?true|true|truth|gt|ground_?truth|(y_)?targets?|labels?|标签|目标|真实\S*)$/i;
  const isPrediction = /pred|hat|out|logit|score|prob|input|预测|^[pzx]$/i;
  return isTarget.test(first) && !isTarget.test(second) && isPrediction.test(second);
}
