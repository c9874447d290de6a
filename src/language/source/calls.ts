import type { Context } from "./context";
import { children, type SyntaxNode } from "./tree";
import type { Argument, BoundArguments, Signature, Value } from "./values";

/** The arguments of a call, before they are bound to names. */
export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: readonly { readonly name: string; readonly nameAt: SyntaxNode; readonly argument: Argument }[];
}

export function readArguments(
  context: Context,
  list: SyntaxNode,
  evaluate: (node: SyntaxNode) => Value,
): CallArguments {
  const positional: Argument[] = [];
  const keywords: CallArguments["keywords"][number][] = [];
  const parts = children(list).filter((node) => !["(", ")", ","].includes(node.name));
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.name === "*" || part.name === "**") {
      const list = parts[++i];
      const value = list === undefined ? undefined : evaluate(list);
      if (value?.kind === "sequence") positional.push(...value.items.map((item) => ({ value: item, at: list! })));
      else if (value?.kind === "dict") {
        for (const [name, item] of value.entries)
          keywords.push({ name, nameAt: list!, argument: { value: item, at: list! } });
      } else
        throw context.error(part, "call", "only a tuple, a list or **kwargs is unpacked", "Write the arguments out");
      continue;
    }
    if (parts[i + 1]?.name === "AssignOp") {
      const value = parts[i + 2];
      if (value === undefined) throw context.error(part, "syntax", "a value is missing after =", "Write the value");
      keywords.push({ name: context.source.of(part), nameAt: part, argument: { value: evaluate(value), at: value } });
      i += 2;
    } else {
      positional.push({ value: evaluate(part), at: part });
    }
  }
  return { positional, keywords };
}

/** Binds each argument to its name; refuses too many, missing, unknown and repeated arguments. */
export function bindArguments(
  context: Context,
  call: SyntaxNode,
  name: string,
  signature: Signature,
  given: CallArguments,
): BoundArguments {
  const names = [...signature.required, ...signature.optional];
  const bound: Record<string, Argument> = Object.create(null);
  if (given.positional.length > signature.positional) {
    throw context.error(
      call,
      "argument count",
      `${name} takes at most ${signature.positional} ${signature.positional === 1 ? "argument" : "arguments"} by position, got ${given.positional.length}`,
      usage(name, signature),
    );
  }
  given.positional.forEach((argument, i) => {
    bound[names[i]!] = argument;
  });
  for (const { name: written, nameAt, argument } of given.keywords) {
    const keyword = names.includes(written) ? written : (numpyNames.get(written) ?? written);
    if (!names.includes(keyword)) {
      throw context.error(nameAt, "unknown keyword", `${name} has no argument ${written}`, usage(name, signature));
    }
    if (bound[keyword] !== undefined) {
      throw context.error(nameAt, "argument count", `${name} got ${keyword} twice`, usage(name, signature));
    }
    bound[keyword] = argument;
  }
  const missing = signature.required.filter((required) => bound[required] === undefined);
  if (missing.length > 0) {
    throw context.error(call, "argument count", `${name} needs ${missing.join(" and ")}`, usage(name, signature));
  }
  return bound;
}

/** torch takes numpy's names of some arguments too. */
const numpyNames: ReadonlyMap<string, string> = new Map([
  ["axis", "dim"],
  ["keepdims", "keepdim"],
  ["x", "input"],
]);

function usage(name: string, { required, optional }: Signature): string {
  return `Write ${name}(${[...required, ...optional.map((option) => `${option}=…`)].join(", ")})`;
}
