import type { Context } from "../context";
import type { ModuleValue, Value } from "../values";
import { functionalMember } from "./functional";
import { mathMember } from "./mathModule";
import { nnMember } from "./nnModules";
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
        name === "nn" || name === "special" ? moduleByPath(context, `torch.${name}`) : torchMember(context, name),
      );
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
    case "Tensor":
      return torchMember(context, name);
    case "Optional":
      return { kind: "type", name };
    default:
      return undefined;
  }
}
