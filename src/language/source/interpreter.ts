import { bindArguments, type CallArguments } from "./calls";
import type { Context } from "./context";
import { evaluateExpression } from "./expressions";
import { replace } from "./inPlace";
import type { InterpreterApi } from "./interpreterApi";
import { onSelected } from "./masks";
import { runBody } from "./statements";
import { children, type SyntaxNode } from "./tree";
import {
  type Argument,
  type BoundArguments,
  type ClassValue,
  describe,
  type FunctionValue,
  forwardOf,
  type InstanceValue,
  methodOf,
  Scope,
  type Signature,
  type Value,
} from "./values";

/** Calls nested deeper than in any loss. */
const MAX_CALL_DEPTH = 32;
/**
 * More expressions than any loss evaluates. Helpers that each call another helper twice would
 * otherwise run for 2^32 steps.
 */
const MAX_STEPS = 50_000;

export interface ParameterDeclaration {
  readonly name: string;
  readonly at: SyntaxNode;
  readonly defaultAt: SyntaxNode | undefined;
  readonly keywordOnly: boolean;
  /** `*args` and `**kwargs` take what no other argument takes. */
  readonly collects?: "tuple" | "dict";
}

/** Interprets the text by running it once, on nodes of the graph instead of numbers. */
export class Interpreter implements InterpreterApi {
  readonly context: Context;
  readonly #calls: SyntaxNode[] = [];
  #steps = 0;
  /** The function whose local names become lines of the formula. */
  entry: SyntaxNode | undefined;

  constructor(context: Context) {
    this.context = context;
  }

  evaluate(node: SyntaxNode, scope: Scope): Value {
    if (++this.#steps > MAX_STEPS) {
      throw this.context.error(
        node,
        "too large",
        `the loss takes more than ${MAX_STEPS} steps to read`,
        "Call fewer helpers, or name a result and use the name",
      );
    }
    return evaluateExpression(this, node, scope);
  }

  /** Whether the running function is the loss itself, not a helper. */
  get inEntry(): boolean {
    return this.#calls.at(-1)?.from === this.entry?.from;
  }

  declarations(definition: SyntaxNode): ParameterDeclaration[] {
    const list = definition.getChild("ParamList");
    const result: ParameterDeclaration[] = [];
    let keywordOnly = false;
    if (list === null) return result;
    const parts = children(list).filter((node) => !["(", ")", "TypeDef"].includes(node.name));
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (part.name === ",") continue;
      if (part.name === "*" && (parts[i + 1]?.name === "," || parts[i + 1] === undefined)) {
        keywordOnly = true;
        continue;
      }
      if (part.name === "/") continue;
      if (part.name === "*" || part.name === "**") {
        const name = parts[++i];
        if (name?.name !== "VariableName") throw this.context.error(part, "syntax", "a name is missing", "Write *args");
        keywordOnly = true;
        result.push({
          name: this.context.source.of(name),
          at: name,
          defaultAt: undefined,
          keywordOnly,
          collects: part.name === "*" ? "tuple" : "dict",
        });
        continue;
      }
      if (part.name !== "VariableName")
        throw this.context.error(part, "arguments", "an argument has a name", "Write def loss(y_pred, y_true):");
      const hasDefault = parts[i + 1]?.name === "AssignOp";
      result.push({
        name: this.context.source.of(part),
        at: part,
        defaultAt: hasDefault ? parts[i + 2] : undefined,
        keywordOnly,
      });
      if (hasDefault) i += 2;
    }
    return result;
  }

  /** Calls a function of the text. */
  call(callee: FunctionValue, given: CallArguments, at: SyntaxNode): Value {
    const declared = this.declarations(callee.definition).slice(callee.self === undefined ? 0 : 1);
    const parameters = declared.filter((parameter) => parameter.collects === undefined);
    const byPosition = parameters.filter((parameter) => !parameter.keywordOnly);
    const required = parameters.filter((parameter) => parameter.defaultAt === undefined);
    const signature: Signature = {
      // Binds names in order. Whether an argument is required is checked below, because defaults
      // may come before keyword-only arguments.
      required: [],
      optional: parameters.map((parameter) => parameter.name),
      positional: byPosition.length,
    };
    const { named, collected } = collect(declared, byPosition.length, given, at);
    const bound = { ...bindArguments(this.context, at, callee.name, signature, named), ...collected };
    const missing = required
      .filter((parameter) => bound[parameter.name] === undefined)
      .map((parameter) => parameter.name);
    if (missing.length > 0) {
      throw this.context.error(
        at,
        "argument count",
        `${callee.name} needs ${missing.join(" and ")}`,
        "Pass it in the call",
      );
    }
    return this.run(callee, bound, at);
  }

  /** Runs a function's body with its arguments bound; missing ones get their defaults. */
  run(callee: FunctionValue, bound: BoundArguments, at: SyntaxNode): Value {
    const { context } = this;
    if (this.#calls.some((definition) => definition.from === callee.definition.from)) {
      throw context.error(at, "recursion", `${callee.name} calls itself`, "Write the calculation without recursion");
    }
    if (this.#calls.length >= MAX_CALL_DEPTH) {
      throw context.error(
        at,
        "too deep",
        `more than ${MAX_CALL_DEPTH} functions inside one another`,
        "Call fewer helpers",
      );
    }
    const scope = new Scope(callee.scope);
    const declared = this.declarations(callee.definition);
    if (callee.self !== undefined && declared[0] !== undefined) scope.set(declared[0].name, callee.self);
    this.#calls.push(callee.definition);
    context.methods.push({ owner: callee.owner?.current, self: callee.self });
    if (callee.noGrad === true) context.noGradDepth++;
    try {
      for (const parameter of declared.slice(callee.self === undefined ? 0 : 1)) {
        const argument = bound[parameter.name];
        if (argument !== undefined) scope.set(parameter.name, argument.value);
        else if (parameter.collects !== undefined) scope.set(parameter.name, nothing(parameter.collects));
        else if (parameter.defaultAt !== undefined)
          scope.set(parameter.name, this.evaluate(parameter.defaultAt, callee.scope));
      }
      if (callee.definition.name === "LambdaExpression") return this.evaluate(callee.definition.lastChild!, scope);
      const body = callee.definition.getChild("Body");
      const completion = body === null ? undefined : runBody(this, body, scope);
      return completion?.value ?? { kind: "none" };
    } finally {
      this.#calls.pop();
      context.methods.pop();
      if (callee.noGrad === true) context.noGradDepth--;
    }
  }

  /** `FocalLoss(alpha=0.5)`: runs `__init__`. */
  instantiate(definition: ClassValue, given: CallArguments, at: SyntaxNode): InstanceValue {
    const instance: InstanceValue = { kind: "instance", className: definition.name, definition, attributes: new Map() };
    const init = methodOf(definition, "__init__");
    if (init !== undefined) this.call({ ...init.value, self: instance }, given, at);
    else if (given.positional.length + given.keywords.length > 0) {
      throw this.context.error(
        at,
        "argument count",
        `${definition.name} has no __init__ that takes arguments`,
        "Add one, or pass nothing",
      );
    }
    return instance;
  }

  /** Calls any callable value. */
  apply(callee: Value, given: CallArguments, at: SyntaxNode): Value {
    const { context } = this;
    switch (callee.kind) {
      case "builtin":
        return context.guarded(at, () => {
          const bound = bindArguments(context, at, callee.name, callee.signature, given);
          const result = callOnSelected(context, callee.call, bound, at);
          if (callee.overwrites === undefined) return result;
          replace(context, callee.overwrites, result, at);
          return callee.overwrites;
        });
      case "function":
        return this.call(callee, given, at);
      case "class":
        return this.instantiate(callee, given, at);
      case "instance": {
        if (callee.forward !== undefined) return this.apply(callee.forward, given, at);
        const forward = forwardOf(callee.definition);
        if (forward !== undefined) return this.call({ ...forward.value, self: callee }, given, at);
        throw context.error(
          at,
          "missing forward",
          `${callee.className} has no forward`,
          "Give the class a forward(self, prediction, target)",
        );
      }
      default:
        throw context.error(at, "call", `${describe(callee)} cannot be called`, "Call a function, a class or a module");
    }
  }
}

/** The arguments that `*args` and `**kwargs` take, apart from those with names. */
function collect(
  declared: readonly ParameterDeclaration[],
  positions: number,
  given: CallArguments,
  at: SyntaxNode,
): { named: CallArguments; collected: Record<string, Argument> } {
  const args = declared.find(({ collects }) => collects === "tuple");
  const kwargs = declared.find(({ collects }) => collects === "dict");
  const collected: Record<string, Argument> = Object.create(null);
  let { positional, keywords } = given;
  if (args !== undefined) {
    const items = positional.slice(positions).map(({ value }) => value);
    collected[args.name] = { value: { kind: "sequence", name: "tuple", items }, at };
    positional = positional.slice(0, positions);
  }
  if (kwargs !== undefined) {
    const known = new Set(declared.filter(({ collects }) => collects === undefined).map(({ name }) => name));
    const others = keywords.filter(({ name }) => !known.has(name));
    const entries = new Map(others.map(({ name, argument }) => [name, argument.value]));
    collected[kwargs.name] = { value: { kind: "dict", entries }, at };
    keywords = keywords.filter(({ name }) => known.has(name));
  }
  return { named: { positional, keywords }, collected };
}

function nothing(kind: "tuple" | "dict"): Value {
  return kind === "tuple" ? { kind: "sequence", name: "tuple", items: [] } : { kind: "dict", entries: new Map() };
}

/** A function of torch on what a mask selects: on all elements, counting only the selected ones. */
function callOnSelected(
  context: Context,
  call: (args: BoundArguments, at: SyntaxNode) => Value,
  bound: BoundArguments,
  at: SyntaxNode,
): Value {
  const names = Object.keys(bound).filter((name) => bound[name] !== undefined);
  const values = names.map((name) => bound[name]!.value);
  return onSelected(context, values, at, (whole) => {
    const args: Record<string, Argument> = Object.create(null);
    for (const [i, name] of names.entries()) args[name] = { value: whole[i]!, at: bound[name]!.at };
    return call(args, at);
  });
}
