import type { Context } from "../context";
import { type ModuleValue, signature, type Value } from "../values";
import { builtin } from "./builtin";
import { functionalMember } from "./functional";
import { mathMember } from "./mathModule";
import { nnMember } from "./nnModules";
import { numpyMember } from "./numpyModule";
import { torchMember } from "./torchModule";

const typingNames = new Set([
  "Optional",
  "Union",
  "List",
  "Tuple",
  "Sequence",
  "Any",
  "Callable",
  "Dict",
  "Literal",
  "Final",
]);

/** The modules that a loss can import, by dotted path; undefined for any other. */
export function moduleByPath(context: Context, path: string): ModuleValue | undefined {
  const module = (name: string, member: (name: string) => Value | undefined): ModuleValue => ({
    kind: "module",
    name,
    member,
  });
  switch (path) {
    case "torch":
      return module("torch", (name) =>
        ["nn", "special", "cuda", "amp", "autograd", "jit"].includes(name)
          ? moduleByPath(context, `torch.${name}`)
          : torchMember(context, name),
      );
    case "torch.cuda":
      return module("torch.cuda", (name) => cudaMember(context, name));
    case "torch.cuda.amp":
    case "torch.amp":
      return module(path, (name) => (name === "autocast" ? torchMember(context, "autocast") : passedThrough(name)));
    case "torch.autograd":
    case "torch.autograd.variable":
      return module(path, (name) =>
        name === "variable" ? moduleByPath(context, "torch.autograd.variable") : autogradMember(name),
      );
    case "torch.jit":
      return module(path, (name) => (name === "script" || name === "ignore" ? passedThrough(name) : undefined));
    case "numpy":
      return module("numpy", (name) => numpyMember(context, name));
    case "functools":
      return module("functools", (name) => functoolsMember(name));
    case "torch.special":
      return module("torch.special", (name) => torchMember(context, name));
    case "torch.nn":
      return module("torch.nn", (name) =>
        name === "functional" || name === "modules"
          ? moduleByPath(context, `torch.nn.${name}`)
          : nnMember(context, name),
      );
    case "torch.nn.functional":
      return module("torch.nn.functional", (name) => functionalMember(context, name));
    case "torch.nn.modules":
    case "torch.nn.modules.loss":
      return module(path, (name) =>
        name === "loss" ? moduleByPath(context, "torch.nn.modules.loss") : nnMember(context, name),
      );
    case "torch.nn.parameter":
      return module(path, (name) => nnMember(context, name));
    case "math":
      return module("math", (name) => mathMember(context, name));
    case "typing":
    case "__future__":
      return module(path, (name) =>
        typingNames.has(name) || name === "annotations" ? { kind: "type", name } : undefined,
      );
    default:
      return undefined;
  }
}

/** Names that are known without an import. */
export function namedModule(context: Context, name: string): Value | undefined {
  switch (name) {
    case "torch":
    case "math":
      return moduleByPath(context, name);
    case "nn":
      return moduleByPath(context, "torch.nn");
    case "F":
      return moduleByPath(context, "torch.nn.functional");
    case "np":
    case "numpy":
      return moduleByPath(context, "numpy");
    case "Tensor":
      return torchMember(context, name);
    case "Variable":
      return autogradMember(name);
    case "Optional":
      return { kind: "type", name };
    default:
      return undefined;
  }
}

/**
 * There is no GPU: `torch.cuda.is_available()` is False, and types of its tensors are the usual
 * ones.
 */
function cudaMember(context: Context, name: string): Value | undefined {
  if (name === "is_available") return builtin("torch.cuda.is_available", signature(""), () => context.boolean(false));
  if (name === "device_count") return builtin("torch.cuda.device_count", signature(""), () => context.number(0));
  if (name === "amp") return moduleByPath(context, "torch.cuda.amp");
  return name.endsWith("Tensor") ? torchMember(context, name) : undefined;
}

/** `Variable(x)` is x. */
function autogradMember(name: string): Value | undefined {
  if (name !== "Variable") return undefined;
  return builtin("Variable", signature("data", "requires_grad volatile"), (args) => args.data!.value);
}

/** A decorator or wrapper that changes no value: `torch.jit.script(f)` is f. */
function passedThrough(name: string): Value {
  return builtin(name, signature("f", "a b"), (args) => args.f!.value);
}

function functoolsMember(name: string): Value | undefined {
  if (name !== "wraps") return undefined;
  return builtin("functools.wraps", signature("wrapped", "a b"), () => passedThrough("wraps"));
}
