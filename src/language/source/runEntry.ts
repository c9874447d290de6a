import type { NodeId } from "../graph";
import type { ReadRoles } from "../reading";
import type { Context } from "./context";
import { readForward } from "./entry";
import type { Interpreter } from "./interpreter";
import { bindTensors, type FirstTwoSizes, firstTwo, placeInputs, type ReadOptions } from "./lossInputs";
import { bindParameters } from "./lossParameters";
import type { ModuleScope } from "./moduleScope";
import { hasBatch } from "./shapes";
import { children } from "./tree";
import {
  type BoundArguments,
  type ClassValue,
  describe,
  type FunctionValue,
  methodOf,
  shapeText,
  type Value,
} from "./values";

/** Runs a loss once on its tensors. */
export function runEntry(
  interpreter: Interpreter,
  scope: ModuleScope,
  loss: ClassValue | FunctionValue,
  options: ReadOptions,
  sizes: FirstTwoSizes,
) {
  const { context } = interpreter;
  const callable = loss.kind === "class" ? readForward(context, loss) : loss;
  const declared = interpreter.declarations(callable.definition).slice(loss.kind === "class" ? 1 : 0);
  const two =
    options.inputs === undefined ? firstTwo(context, callable, loss, declared, sizes, options.roles) : undefined;
  const inputs = placeInputs(options.inputs ?? two!.shapes);
  const tensors = bindTensors(context, callable, declared, inputs);
  const init = loss.kind === "class" ? methodOf(loss, "__init__")?.value : undefined;
  const others = declared.filter(({ name, collects }) => tensors[name] === undefined && collects === undefined);
  const third = others.find(({ defaultAt }) => defaultAt === undefined);
  if (loss.kind === "class" && third !== undefined) {
    throw context.error(
      callable.definition,
      "arguments",
      `${callable.name} takes a third tensor, ${third.name}, and only a prediction and a target can be given`,
      `Give ${third.name} a default, or set it in __init__ as a parameter`,
    );
  }
  const parameterised =
    loss.kind === "class" ? (init === undefined ? [] : interpreter.declarations(init.definition).slice(1)) : others;
  const { bound, parameters, fixed } = bindParameters(
    interpreter,
    parameterised.filter(({ collects }) => collects === undefined),
    scope,
    options.parameters ?? {},
  );
  const result =
    loss.kind === "class"
      ? runClass(interpreter, loss, callable, init, bound, tensors)
      : runFunction(interpreter, loss, bound, tensors);
  const roles: ReadRoles = two?.roles ?? {
    prediction: inputs.find((input) => input.differentiable)?.name ?? "",
    target: inputs.find((input) => !input.differentiable)?.name ?? "",
    by: "given",
  };
  return { name: loss.name, inputs, parameters, fixed, roles, ...requireLoss(context, result, callable) };
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
    attributes: new Map<string, Value>(
      loss.torchBase === undefined ? [] : [["reduction", { kind: "string", value: "mean" }]],
    ),
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
      result.kind === "selected" ? "Reduce it, e.g. with .mean()" : "Return one tensor",
    );
  }
  const { nodes } = result;
  if (nodes.length > 1 && !hasBatch(result.shape)) {
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
