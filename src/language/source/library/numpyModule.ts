import type { Context } from "../context";
import { signature, type Value } from "../values";
import { builtin } from "./builtin";
import { mathMember } from "./mathModule";
import { dtype } from "./types";

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["inf", Number.POSITIVE_INFINITY],
]);
/** numpy's names of functions that Python's `math` has. */
const others: ReadonlyMap<string, string> = new Map([
  ["abs", "fabs"],
  ["absolute", "fabs"],
  ["power", "pow"],
  ["arctan", "atan"],
]);

/** numpy on plain numbers and short lists of them, as it is used to prepare a loss's constants. */
export function numpyMember(context: Context, name: string): Value | undefined {
  const constant = constants.get(name);
  if (constant !== undefined) return context.number(constant);
  if (name === "newaxis") return { kind: "none" };
  if (name === "array" || name === "asarray") {
    return builtin(`np.${name}`, signature("data", "dtype"), (args, at) => {
      const { value } = args.data!;
      const made = value.kind === "sequence" ? context.listed(value) : undefined;
      return made ?? context.numeric(value, at);
    });
  }
  const math = mathMember(context, others.get(name) ?? name);
  if (math?.kind !== "builtin") return math ?? dtype(name);
  return { ...math, name: `np.${name}` };
}
