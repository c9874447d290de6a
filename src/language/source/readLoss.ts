import type { Graph, Shape } from "../graph";
import type { Formula, Guard, LossParameter, ParameterValue } from "../program";
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
  type FunctionValue,
  type NumericValue,
  Scope,
  shapeText,
  type Value,
} from "./values";

/** A source as a graph, with output `value`. */
export interface ReadLoss {
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly formula: Formula;
}

interface ReadOptions {
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly entry?: string;
}

/** Finds the loss in the text and runs it once on a prediction and a target of the given shape. */
export function readLoss(text: string, options: ReadOptions, shape: Shape): ReadLoss {
  const source = new SourceText(text);
  const context = new Context(source);
  const machine = new Interpreter(context);
  const scope = new Scope();
  runBody(machine, source.top, scope);
  const loss = findEntry(context, scope, options.entry);
  const callable = loss.kind === "class" ? readForward(context, loss) : loss;

  const declared = machine.declarations(callable.definition).slice(loss.kind === "class" ? 1 : 0);
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
  const tensor = (op: "prediction" | "target"): NumericValue => ({
    kind: "numeric",
    node: context.builder.leaf(op),
    shape,
    python: false,
    boolean: false,
  });
  const tensors: Record<string, Argument> = Object.create(null);
  tensors[prediction.name] = { value: tensor("prediction"), at: prediction.at };
  tensors[target.name] = { value: tensor("target"), at: target.at };

  const init = loss.kind === "class" ? loss.methods.get("__init__")?.value : undefined;
  const parameterised =
    loss.kind === "class"
      ? init === undefined
        ? []
        : machine.declarations(init.definition).slice(1)
      : declared.slice(2);
  const { bound, parameters, fixed } = bindParameters(machine, parameterised, scope, options.parameters ?? {});
  const result =
    loss.kind === "class"
      ? runClass(machine, loss, callable, init, bound, tensors)
      : runFunction(machine, loss, bound, tensors);
  const value = requireLoss(context, result, callable);

  const graph = context.builder.graph({ value: value.node });
  return {
    name: loss.name,
    parameters,
    fixed,
    graph,
    guards: context.guards.map(({ condition, outcome }) => ({
      condition: context.builder.graph({ condition }),
      outcome,
    })),
    formula: readFormula(context, value, prediction.name, target.name),
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
    const value = Object.hasOwn(given, name) ? given[name] : written;
    parameters.push({ name, default: written });
    if (value === undefined) {
      throw context.error(
        at,
        "required parameter",
        `${name} has no default and was given no value`,
        `Write ${name}=0.5, or set it`,
      );
    }
    context.parameterValues.set(name, value);
    if (typeof value !== "number") fixed[name] = value;
    bound[name] = { value: parameterValue(context, name, value), at };
  }
  return { bound, parameters, fixed: { ...fixed } };
}

function plainValue(context: Context, value: Value, at: ParameterDeclaration["at"]): ParameterValue {
  if (value.kind === "none") return null;
  if (value.kind === "string") return value.value;
  if (value.kind === "numeric") {
    const number = context.builder.constantValue(value.node);
    if (number !== undefined) return value.boolean ? number !== 0 : number;
  }
  throw context.error(
    at,
    "argument value",
    `a default is a number, True or False, a string or None, got ${describe(value)}`,
    "Use one parameter for each number",
  );
}

function parameterValue(context: Context, name: string, value: ParameterValue): Value {
  if (value === null) return { kind: "none" };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "boolean") return context.boolean(value);
  return { kind: "numeric", node: context.builder.parameter(name), shape: [], python: true, boolean: false };
}

/** What came back must be one number, or one per sample. */
function requireLoss(context: Context, result: Value, callable: FunctionValue): NumericValue {
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
  if (!result.shape.every((dim) => dim === 1 || dim === "batch")) {
    throw context.error(
      at,
      "shape",
      `a loss is a number or one number per sample, got shape ${shapeText(result.shape)}`,
      "Reduce it, e.g. with .mean()",
    );
  }
  return result;
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

function readFormula(context: Context, value: NumericValue, prediction: string, target: string): Formula {
  const b = context.builder;
  const { perSample } = separate(b, value.node);
  const graph = b.graph({ result: perSample ?? value.node, ...nameOutputs(context) });
  const names = [...context.names].flatMap(([node, name]) => {
    const id = graph.outputs[`name:${node}`];
    return id === undefined ? [] : [{ node: id, name }];
  });
  return { graph: { nodes: graph.nodes, outputs: { result: graph.outputs.result! } }, names, prediction, target };
}

/** Keeps named nodes in the graph while it is renumbered, so that their new ids can be read off. */
function nameOutputs(context: Context): Record<string, number> {
  return Object.fromEntries([...context.names.keys()].map((node) => [`name:${node}`, node]));
}

/** Names that say which of two arguments is the target; torch's order, prediction first, where they do not. */
function targetComesFirst(first: string, second: string): boolean {
  const isTarget = /^(y|t|y_?true|true|truth|gt|ground_?truth|(y_)?targets?|labels?|标签|目标|真实\S*)$/i;
  const isPrediction = /pred|hat|out|logit|score|prob|input|预测|^[pzx]$/i;
  return isTarget.test(first) && !isTarget.test(second) && isPrediction.test(second);
}
