import type { Context } from "../context";
import { type BuiltinValue, type SequenceValue, signature, type Value } from "../values";
import { builtin } from "./builtin";

/** Methods of Python's lists, dictionaries and strings that losses use. */

/** A list can grow in a loop; no loss needs one this long. */
const MAX_ITEMS = 1_000;

export function listMethod(context: Context, list: SequenceValue, name: string): BuiltinValue | undefined {
  const add = (items: readonly Value[], at: Parameters<BuiltinValue["call"]>[1]): Value => {
    if (list.items.length + items.length > MAX_ITEMS)
      throw context.error(at, "too large", `a list of more than ${MAX_ITEMS} items`, "Use tensors");
    list.items.push(...items);
    return { kind: "none" };
  };
  if (list.name !== "list") return undefined;
  if (name === "append") return builtin("append", signature("item"), (args, at) => add([args.item!.value], at));
  if (name !== "extend") return undefined;
  return builtin("extend", signature("items"), (args, at) => {
    const { value } = args.items!;
    if (value.kind === "sequence") return add([...value.items], at);
    throw context.error(at, "argument value", "a list is extended by another list", "Write items.append(x)");
  });
}

export function dictMethod(dict: Extract<Value, { kind: "dict" }>, name: string): BuiltinValue | undefined {
  if (name === "get" || name === "pop") {
    return builtin(name, signature("key", "default"), (args) => {
      const key = args.key!.value;
      const found = key.kind === "string" ? dict.entries.get(key.value) : undefined;
      return found ?? args.default?.value ?? { kind: "none" };
    });
  }
  const items = (list: Value[]): Value => ({ kind: "sequence", name: "list", items: list });
  const key = (value: string): Value => ({ kind: "string", value });
  if (name === "keys") return builtin(name, signature(""), () => items([...dict.entries.keys()].map(key)));
  if (name === "values") return builtin(name, signature(""), () => items([...dict.entries.values()]));
  if (name !== "items") return undefined;
  return builtin(name, signature(""), () =>
    items([...dict.entries].map(([k, value]) => ({ kind: "sequence", name: "tuple", items: [key(k), value] }))),
  );
}

export function stringMethod(context: Context, text: string, name: string): BuiltinValue | undefined {
  const changed: Readonly<Record<string, () => string>> = {
    lower: () => text.toLowerCase(),
    upper: () => text.toUpperCase(),
    strip: () => text.trim(),
  };
  if (Object.hasOwn(changed, name))
    return builtin(name, signature(""), () => ({ kind: "string", value: changed[name]!() }));
  // The text of a message is not needed.
  if (name === "format") return builtin(name, signature("", "a b c d e f"), () => ({ kind: "string", value: text }));
  if (name !== "startswith" && name !== "endswith") return undefined;
  return builtin(name, signature("part"), (args, at) => {
    const part = args.part!.value;
    if (part.kind !== "string") throw context.error(at, "argument value", `${name} takes a string`, "Write one");
    return context.boolean(name === "startswith" ? text.startsWith(part.value) : text.endsWith(part.value));
  });
}
