import type { Context } from "../context";
import { selectByMask } from "../masks";
import { newTensor } from "../memory";
import { elementOf } from "../shapes";
import type { SyntaxNode } from "../tree";
import { type BoundArguments, type BuiltinValue, type NumericValue, shapeText, signature, type Value } from "../values";
import { builtin, optional } from "./builtin";
import { gather, literalDimension, logSumExpAlong, softmaxAlong } from "./classAxis";
import { newLike, newSignature } from "./creation";
import { dimension } from "./dimension";
import { binaryFunctions, unaryFunctions } from "./elementwise";
import { lerp, logit } from "./mixtures";
import { cumulativeSum, sort } from "./ordering";
import { scatter } from "./places";
import { dotProduct, matrixProduct } from "./products";
import { anyOrAll, argExtreme, product, reduceOrCompare, reductionFunctions } from "./reductions";
import {
  expanded,
  flatten,
  like,
  type Method,
  permute,
  readSizes,
  size,
  squeeze,
  transpose,
  unsqueeze,
  view,
} from "./reshaping";
import { asBoolean, detached, typeMethods, typeOf } from "./types";

const maskedSelect: Method = (context, x, args, at) =>
  selectByMask(context, x, asBoolean(context, context.numeric(args.mask!.value, args.mask!.at), at), at);

const same: Method = (_context, x) => x;
const anything = signature("", "a b c d * dtype device memory_format copy non_blocking dim requires_grad");

const methods: ReadonlyMap<string, { signature: ReturnType<typeof signature>; call: Method }> = new Map([
  ...typeMethods,
  ...["cuda", "cpu", "contiguous", "requires_grad_", "retain_grad", "numpy"].map(
    (name) => [name, { signature: anything, call: same }] as const,
  ),
  // A copy: in-place changes to one leave the other unchanged.
  ["clone", { signature: signature("", "* memory_format"), call: (_context, x) => newTensor(x.nodes, x.shape, x) }],
  [
    "detach",
    {
      signature: signature(""),
      call: (context, x) => detached(context, x),
    },
  ],
  ["item", { signature: signature(""), call: (context, x, _args, at) => item(context, x, at) }],
  ["tolist", { signature: signature(""), call: (context, x, _args, at) => toList(context, x, at) }],
  ["is_floating_point", { signature: signature(""), call: (context, x) => context.boolean(!x.boolean && !x.integer) }],
  ["get_device", { signature: signature(""), call: (context) => context.number(-1) }],
  ["ndimension", { signature: signature(""), call: (context, x) => context.number(x.shape.length) }],
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
  ["flatten", { signature: signature("", "start_dim end_dim"), call: flatten }],
  ["ravel", { signature: signature(""), call: flatten }],
  ...["view_as", "reshape_as"].map((name) => [name, { signature: signature("other"), call: like }] as const),
  [
    "expand_as",
    {
      signature: signature("other"),
      call: (context, x, args, at) =>
        expanded(context, x, context.numeric(args.other!.value, args.other!.at).shape, at),
    },
  ],
  [
    "expand",
    {
      signature: signature("", "a b c d"),
      call: (context, x, args, at) => {
        const given = [args.a, args.b, args.c, args.d].flatMap((size) => (size === undefined ? [] : [size.value]));
        const sizes = readSizes(context, given, at);
        const shape = sizes.map((dim, i) => (dim === -1 ? (x.shape.at(i - sizes.length) ?? 1) : dim));
        return expanded(context, x, shape, at);
      },
    },
  ],
  ["squeeze", { signature: signature("", "dim"), call: squeeze }],
  ["unsqueeze", { signature: signature("dim"), call: unsqueeze }],
  ["t", { signature: signature(""), call: transpose }],
  ["transpose", { signature: signature("dim0 dim1"), call: transpose }],
  ["permute", { signature: signature("", "a b c d"), call: permute }],
  ["gather", { signature: signature("dim index", "* sparse_grad"), call: gather }],
  ["scatter", { signature: signature("dim index", "src value * reduce"), call: scatter }],
  [
    "fill",
    { signature: signature("value"), call: (context, x, args, at) => filledWith(context, x, args.value!.value, at) },
  ],
  [
    "zero",
    { signature: signature(""), call: (context, x, _args, at) => filledWith(context, x, context.number(0), at) },
  ],
  [
    "copy",
    { signature: signature("src"), call: (context, x, args, at) => filledWith(context, x, args.src!.value, at) },
  ],
  ["argmax", { signature: signature("", "dim keepdim"), call: argExtreme("max") }],
  ["argmin", { signature: signature("", "dim keepdim"), call: argExtreme("min") }],
  ["any", { signature: signature("", "dim keepdim"), call: anyOrAll("max") }],
  ["all", { signature: signature("", "dim keepdim"), call: anyOrAll("min") }],
  [
    "dot",
    {
      signature: signature("other"),
      call: (context, x, args, at) => dotProduct(context, x, context.numeric(args.other!.value, args.other!.at), at),
    },
  ],
  ...["mm", "matmul", "mv", "bmm"].map(
    (name) =>
      [
        name,
        {
          signature: signature("other"),
          call: ((context, x, args, at) =>
            matrixProduct(context, x, context.numeric(args.other!.value, args.other!.at), at)) as Method,
        },
      ] as const,
  ),
  ["prod", { signature: signature("", "dim keepdim * dtype"), call: product }],
  ["masked_select", { signature: signature("mask"), call: maskedSelect }],
  ...["new_zeros", "new_ones", "new_full", "new_tensor", "new_empty"].map(
    (name) => [name, { signature: newSignature, call: newLike(name) }] as const,
  ),
  ...["softmax", "log_softmax"].map(
    (name) =>
      [
        name,
        {
          signature: signature("dim", "dtype"),
          call: ((context, x, args, at) =>
            softmaxAlong(context, x, literalDimension(context, x, args, at), name === "log_softmax")) as Method,
        },
      ] as const,
  ),
  [
    "logsumexp",
    {
      signature: signature("dim", "keepdim"),
      call: (context, x, args, at) => {
        const keep = args.keepdim !== undefined && context.truth(args.keepdim.value, args.keepdim.at);
        return logSumExpAlong(context, x, literalDimension(context, x, args, at), keep);
      },
    },
  ],
  ["sort", { signature: signature("", "dim descending stable"), call: sort }],
  ["cumsum", { signature: signature("dim"), call: cumulativeSum }],
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
    {
      signature: signature("", "other keepdim * dim"),
      call: (context, x, args, at) => reduceOrCompare(context, "max", x, args, at),
    },
  ],
  [
    "min",
    {
      signature: signature("", "other keepdim * dim"),
      call: (context, x, args, at) => reduceOrCompare(context, "min", x, args, at),
    },
  ],
]);

/**
 * Everything that torch offers as `tensor.name(...)` and, with the tensor first, as
 * `torch.name(tensor, ...)`.
 */
export function tensorMethod(context: Context, x: NumericValue, written: string): BuiltinValue | undefined {
  const inPlace = written.endsWith("_") && !written.endsWith("__") && !methods.has(written);
  if (!inPlace) return methodByName(context, x, written);
  const method = methodByName(context, x, written.slice(0, -1));
  return method && { ...method, name: written, overwrites: x };
}

function methodByName(context: Context, x: NumericValue, name: string): BuiltinValue | undefined {
  const unary = unaryFunctions.get(name);
  if (unary !== undefined) return builtin(name, signature("", "* out"), (_args, at) => unary(context, x, at));
  const binary = binaryFunctions.get(name);
  if (binary !== undefined)
    return builtin(name, signature("other"), (args, at) => binary(context, x, args.other!.value, at));
  const reduction = reductionFunctions.get(name);
  if (reduction !== undefined)
    return builtin(name, reduction.signature, (args, at) => reduction.call(context, x, args, at));
  const method = methods.get(name);
  return method && builtin(name, method.signature, (args, at) => method.call(context, x, args, at));
}

export function tensorAttribute(context: Context, x: NumericValue, name: string): Value | undefined {
  if (name === "shape") return shapeTuple(context, x);
  if (name === "dtype") return typeOf(x);
  if (name === "device") return { kind: "type", name };
  if (name === "is_cuda") return context.boolean(false);
  if (name === "data") return detached(context, x);
  if (name === "ndim") return context.number(x.shape.length);
  if (name === "T") return x.shape.length < 2 ? x : undefined;
  if (name === "requires_grad")
    return context.boolean(x.nodes.some((node) => context.builder.dependsOnPrediction(node)));
  return undefined;
}

function shapeTuple(context: Context, x: NumericValue): Value {
  return { kind: "sequence", name: "tuple", items: x.shape.map((dim) => size(context, [dim])) };
}

function item(context: Context, x: NumericValue, at: SyntaxNode): NumericValue {
  if (x.shape.some((dim) => dim !== 1))
    throw context.error(
      at,
      "shape",
      `.item() of ${shapeText(x.shape)} is no single number`,
      "Reduce it first, e.g. .mean()",
    );
  return context.tensor(context.builder.unary("detach", x.nodes[0]!), []);
}

/** `x` with every element replaced by `value`, which is broadcast. */
function filledWith(context: Context, x: NumericValue, value: Value, at: SyntaxNode): NumericValue {
  const given = context.numeric(value, at);
  context.broadcast(x.shape, given.shape, at);
  const nodes = x.nodes.map((_, i) => given.nodes[elementOf(i, x.shape, given.shape)]!);
  return context.tensor(nodes, x.shape, x.boolean, x.order, x.integer);
}

function toList(context: Context, x: NumericValue, at: SyntaxNode): Value {
  if (x.shape.length === 1 && x.shape[0] === x.nodes.length)
    return { kind: "sequence", name: "list", items: x.nodes.map((node) => context.pythonNumber(node)) };
  throw context.error(at, "shape", `${shapeText(x.shape)} is no short list of numbers`, "Keep it as a tensor");
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

/** Names that `torch.name(tensor, …)` shares with `tensor.name(…)`. */
export function methodSignature(name: string): ReturnType<typeof signature> | undefined {
  return methods.get(name)?.signature ?? reductionFunctions.get(name)?.signature;
}
