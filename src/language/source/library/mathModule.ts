import type { Context } from "../context";
import { type Argument, signature, type Value } from "../values";
import { builtin, numericArgument, pythonNumber } from "./builtin";
import { binaryFunctions, unaryFunctions } from "./elementwise";

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["tau", 2 * Math.PI],
]);
const unaryNames = new Set([
  "exp",
  "expm1",
  "log1p",
  "log2",
  "log10",
  "sqrt",
  "sin",
  "cos",
  "tanh",
  "atan",
  "floor",
  "ceil",
  "trunc",
  "sinh",
  "cosh",
]);

/** Python's `math`, on numbers. */
export function mathMember(context: Context, name: string): Value | undefined {
  const number = (argument: Argument) => pythonNumber(context, numericArgument(context, argument), argument.at);
  const constant = constants.get(name);
  if (constant !== undefined) return context.number(constant);
  if (name === "log") {
    return builtin("math.log", signature("x", "base"), (args, at) => {
      const top = context.unary("log", number(args.x!), at);
      return args.base === undefined
        ? top
        : context.binary("div", top, context.unary("log", number(args.base), at), at);
    });
  }
  if (name === "fabs")
    return builtin("math.fabs", signature("x"), (args, at) => context.unary("abs", number(args.x!), at));
  if (name === "pow")
    return builtin("math.pow", signature("x y"), (args, at) =>
      binaryFunctions.get("pow")!(context, number(args.x!), number(args.y!), at),
    );
  if (!unaryNames.has(name)) return undefined;
  return builtin(`math.${name}`, signature("x"), (args, at) => unaryFunctions.get(name)!(context, number(args.x!), at));
}
