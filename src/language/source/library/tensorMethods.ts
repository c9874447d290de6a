import type { Shape } from "../../graph";
import type { Context } from "../context";
import type { SyntaxNode } from "../tree";
import {
  type BoundArguments,
  type BuiltinValue,
  describe,
  type NumericValue,
  shapeText,
  signature,
  type Value,
  type VectorValue,
} from "../values";
import { builtin, numberOr, optional } from "./builtin";
import { binaryFunctions, unaryFunctions } from "./elementwise";
import { dimension, extremum, reductionFunctions } from "./reductions";

type Tensor = NumericValue | VectorValue;
type Method = (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) => Value;

const same: Method = (_context, x) => x;
const anything = signature("", "a b c d * dtype device memory_format copy non_blocking dim requires_grad");

const methods: ReadonlyMap<string, { signature: ReturnType<typeof signature>; call: Method }> = new Map([
  ...[
    "float",
    "double",
    "to",
    "type",
    "type_as",
    "cuda",
    "cpu",
    "contiguous",
    "requires_grad_",
    "half",
    "bfloat16",
  ].map((name) => [name, { signature: anything, call: same }] as const),
  // A copy of its own: what is later done in place to the one leaves the other alone.
  ["clone", { signature: signature("", "* memory_format"), call: (_context, x) => ({ ...x }) }],
  [
    "detach",
    {
      signature: signature(""),
      call: (context, x) => context.tensor(context.builder.unary("detach", x.node), x.shape, x.boolean),
    },
  ],
  ["item", { signature: signature(""), call: (context, x, _args, at) => item(context, x, at) }],
  [
    "bool",
    { signature: signature(""), call: (context, x, _args, at) => context.binary("ne", x, context.number(0), at) },
  ],
  ["long", { signature: signature(""), call: (context, x, _args, at) => unaryFunctions.get("trunc")!(context, x, at) }],
  ["int", { signature: signature(""), call: (context, x, _args, at) => unaryFunctions.get("trunc")!(context, x, at) }],
  ["numel", { signature: signature(""), call: (context, x) => size(context, x.shape) }],
  ["nelement", { signature: signature(""), call: (context, x) => size(context, x.shape) }],
  ["dim", { signature: signature(""), call: (context, x) => context.number(x.shape.length) }],
  [
    "size",
    {
      signature: signature("", "dim"),
      call: (context, x, args, at) =>
        args.dim === undefined
          ? shapeTuple(context, x)
          : size(context, [x.shape[dimension(context, x, args.dim.value, args.dim.at, at)] ?? 1]),
    },
  ],
  ...["view", "reshape"].map((name) => [name, { signature: signature("", "a b c d"), call: view }] as const),
  [
    "flatten",
    {
      signature: signature("", "start_dim end_dim"),
      call: (context, x) => context.tensor(x.node, flat(x.shape), x.boolean),
    },
  ],
  ["ravel", { signature: signature(""), call: (context, x) => context.tensor(x.node, flat(x.shape), x.boolean) }],
  ...["view_as", "reshape_as", "expand_as"].map(
    (name) =>
      [
        name,
        {
          signature: signature("other"),
          call: (context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode) =>
            like(context, x, args.other!.value, at),
        },
      ] as const,
  ),
  ["squeeze", { signature: signature("", "dim"), call: squeeze }],
  ["unsqueeze", { signature: signature("dim"), call: unsqueeze }],
  ["t", { signature: signature(""), call: same }],
  ...["add", "sub", "subtract"].map(
    (name) => [name, { signature: signature("other", "* alpha"), call: addOrSubtract(name) }] as const,
  ),
  ...["clamp", "clip"].map((name) => [name, { signature: signature("", "min max"), call: clamp }] as const),
  ["clamp_min", { signature: signature("min"), call: clamp }],
  ["clamp_max", { signature: signature("max"), call: clamp }],
  [
    "masked_fill",
    {
      signature: signature("mask value"),
      call: (context, x, args, at) => context.select(args.mask!.value, args.value!.value, x, at),
    },
  ],
  [
    "where",
    {
      signature: signature("condition other"),
      call: (context, x, args, at) => context.select(args.condition!.value, x, args.other!.value, at),
    },
  ],
  ["logit", { signature: signature("", "eps"), call: logit }],
  ["lerp", { signature: signature("end weight"), call: lerp }],
  [
    "max",
    { signature: signature("", "other"), call: (context, x, args, at) => extremum(context, "max", x, args.other, at) },
  ],
  [
    "min",
    { signature: signature("", "other"), call: (context, x, args, at) => extremum(context, "min", x, args.other, at) },
  ],
]);

/** Everything torch offers as `tensor.name(...)` and, with the tensor first, as `torch.name(tensor, ...)`. */
export function tensorMethod(context: Context, x: Tensor, written: string): BuiltinValue | undefined {
  const inPlace = written.endsWith("_") && !written.endsWith("__") && !methods.has(written);
  if (!inPlace) return methodByName(context, x, written);
  const method = methodByName(context, x, written.slice(0, -1));
  return method && { ...method, name: written, overwrites: x };
}

function methodByName(context: Context, x: Tensor, name: string): BuiltinValue | undefined {
  const unary = unaryFunctions.get(name);
  if (unary !== undefined) return builtin(name, signature("", "* out"), (_args, at) => unary(context, x, at));
  const binary = binaryFunctions.get(name);
  if (binary !== undefined)
    return builtin(name, signature("other"), (args, at) => binary(context, x, args.other!.value, at));
  if (x.kind === "vector") return vectorMethod(context, x, name);
  const reduction = reductionFunctions.get(name);
  if (reduction !== undefined)
    return builtin(name, reduction.signature, (args, at) => reduction.call(context, x, args, at));
  const method = methods.get(name);
  return method && builtin(name, method.signature, (args, at) => method.call(context, x, args, at));
}

/** A tensor written out in the text can be summed up and passed on. */
function vectorMethod(context: Context, x: VectorValue, name: string): BuiltinValue | undefined {
  if (
    ["to", "float", "double", "type_as", "cuda", "cpu", "detach", "clone", "view", "reshape", "flatten"].includes(name)
  ) {
    return builtin(name, anything, () => x);
  }
  if (name === "gather")
    return builtin(name, signature("dim index"), (args, at) =>
      itemPerSample(context, x.items, context.numeric(args.index!.value, args.index!.at), at),
    );
  if (name !== "sum" && name !== "mean") return undefined;
  return builtin(name, signature("", "dim keepdim"), (_args, at) => {
    const total = x.items.reduce<Value>((sum, item) => context.binary("add", sum, item, at), context.number(0));
    return name === "sum" ? total : context.binary("div", total, context.number(x.items.length), at);
  });
}

/** Item number i of a tensor written out, for every i of a tensor of whole numbers: what `weights[y.long()]` gives each sample. */
export function itemPerSample(
  context: Context,
  items: VectorValue["items"],
  index: NumericValue,
  at: SyntaxNode,
): Value {
  return items
    .slice(0, -1)
    .reduceRight<Value>(
      (rest, item, i) => context.select(context.binary("eq", index, context.number(i), at), item, rest, at),
      context.tensor(items.at(-1)!.node, index.shape),
    );
}

export function tensorAttribute(context: Context, x: Tensor, name: string): Value | undefined {
  if (name === "shape")
    return x.kind === "vector"
      ? { kind: "sequence", name: "tuple", items: [context.number(x.items.length)] }
      : shapeTuple(context, x);
  if (name === "dtype" || name === "device") return { kind: "type", name };
  if (name === "data" && x.kind === "numeric") return context.tensor(context.builder.unary("detach", x.node), x.shape);
  if (name === "ndim" && x.kind === "numeric") return context.number(x.shape.length);
  if (name === "T") return x;
  if (name === "requires_grad")
    return context.boolean(x.kind === "numeric" && context.builder.dependsOnPrediction(x.node));
  return undefined;
}

function shapeTuple(context: Context, x: NumericValue): Value {
  return { kind: "sequence", name: "tuple", items: x.shape.map((dim) => size(context, [dim])) };
}

/** The product of some dimensions, as the number a Python size is. */
function size(context: Context, dims: Shape): NumericValue {
  const b = context.builder;
  const node = dims
    .map((dim) => (dim === "batch" ? b.leaf("batchSize") : b.constant(dim as number)))
    .reduce(b.mul, b.constant(1));
  return { kind: "numeric", node, shape: [], python: true, boolean: false };
}

function item(context: Context, x: NumericValue, at: SyntaxNode): NumericValue {
  if (x.shape.some((dim) => dim !== 1))
    throw context.error(
      at,
      "shape",
      `.item() of ${shapeText(x.shape)} is no single number`,
      "Reduce it first, e.g. .mean()",
    );
  return { ...context.tensor(context.builder.unary("detach", x.node), []), python: false };
}

function flat(shape: Shape): Shape {
  return shape.includes("batch") ? ["batch"] : [1];
}

/** `view(-1)`, `view(-1, 1)`, `view(n, -1)`: how the ones are spread; the samples stay in place. */
function view(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const given = [args.a, args.b, args.c, args.d].flatMap((argument) =>
    argument === undefined ? [] : [argument.value],
  );
  const sizes = given.flatMap((value) => (value.kind === "sequence" ? value.items : [value]));
  const batch = context.builder.leaf("batchSize");
  const hasBatch = x.shape.includes("batch");
  const shape = sizes.map((value): Shape[number] => {
    if (value.kind === "numeric" && value.node === batch) return "batch";
    const dim = context.constantNumber(value, at, "a size");
    // −1 is what is left: the samples, unless another size names them.
    const named = sizes.some((other) => other.kind === "numeric" && other.node === batch);
    return dim === -1 ? (hasBatch && !named ? "batch" : 1) : dim;
  });
  const fits =
    shape.filter((dim) => dim === "batch").length === (hasBatch ? 1 : 0) &&
    shape.every((dim) => dim === 1 || dim === "batch");
  if (!fits)
    throw context.error(
      at,
      "shape",
      `${shapeText(x.shape)} cannot be viewed as ${shapeText(shape)}`,
      "Use .view(-1) or .view(-1, 1)",
    );
  return context.tensor(x.node, shape, x.boolean);
}

function like(context: Context, x: NumericValue, other: Value, at: SyntaxNode): Value {
  const { shape } = context.numeric(other, at);
  if (x.shape.includes("batch") && !shape.includes("batch"))
    throw context.error(
      at,
      "shape",
      `${shapeText(x.shape)} cannot take the shape of ${describe(other)}`,
      "Use .view(-1)",
    );
  return context.tensor(x.node, shape, x.boolean);
}

function squeeze(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const given = optional(args.dim);
  if (given === undefined)
    return context.tensor(
      x.node,
      x.shape.filter((dim) => dim !== 1),
      x.boolean,
    );
  const index = dimension(context, x, given.value, given.at, at);
  return context.tensor(
    x.node,
    x.shape.filter((dim, i) => i !== index || dim !== 1),
    x.boolean,
  );
}

function unsqueeze(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const dim = context.constantNumber(args.dim!.value, args.dim!.at, "a dimension");
  const index = dim < 0 ? x.shape.length + 1 + dim : dim;
  if (!(Number.isInteger(index) && index >= 0 && index <= x.shape.length)) {
    throw context.error(at, "shape", `${shapeText(x.shape)} has no place ${dim} for a new dimension`, "Use 0, 1 or -1");
  }
  return context.tensor(x.node, [...x.shape.slice(0, index), 1, ...x.shape.slice(index)], x.boolean);
}

function addOrSubtract(name: string): Method {
  return (context, x, args, at) => {
    const other =
      args.alpha === undefined ? args.other!.value : context.binary("mul", args.alpha.value, args.other!.value, at);
    return context.binary(name === "add" ? "add" : "sub", x, other, at);
  };
}

function clamp(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const [min, max] = [optional(args.min), optional(args.max)];
  if (min === undefined && max === undefined)
    throw context.error(at, "argument count", "clamp needs a min or a max", "Write .clamp(min=1e-7)");
  const raised = min === undefined ? x : context.binary("clampMin", x, min.value, at);
  return max === undefined ? raised : context.binary("clampMax", raised, max.value, at);
}

/** log p − log(1 − p), p kept eps away from 0 and 1 where eps is given. */
function logit(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const eps = optional(args.eps)?.value;
  const most = eps === undefined ? undefined : context.binary("sub", context.number(1), eps, at);
  const p =
    eps === undefined || most === undefined
      ? x
      : context.binary("clampMax", context.binary("clampMin", x, eps, at), most, at);
  const rest = context.unary("log1p", context.unary("neg", p, at), at);
  return context.binary("sub", context.unary("log", p, at), rest, at);
}

/** start + weight·(end − start) */
function lerp(context: Context, x: NumericValue, args: BoundArguments, at: SyntaxNode): Value {
  const way = context.binary("sub", args.end!.value, x, at);
  return context.binary("add", x, context.binary("mul", numberOr(context, args.weight, 0), way, at), at);
}

/** Names that `torch.name(tensor, …)` shares with `tensor.name(…)`. */
export function methodSignature(name: string): ReturnType<typeof signature> | undefined {
  return methods.get(name)?.signature ?? reductionFunctions.get(name)?.signature;
}
