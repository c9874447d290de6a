import type { NodeId, Shape } from "../graph";
import { lanes } from "./shapes";
import type { SyntaxNode } from "./tree";

/** The value of an expression while a source is interpreted. */
export type Value =
  | NumericValue
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "none" }
  | SequenceValue
  | { readonly kind: "dict"; readonly entries: Map<string, Value> }
  | FunctionValue
  | BuiltinValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | { readonly kind: "type"; readonly name: string }
  | { readonly kind: "ellipsis" }
  | SliceValue
  | SelectedValue
  /** The indices that torch.sort returns: the samples in descending order of a key. */
  | { readonly kind: "permutation"; readonly order: NodeId }
  /** All samples by their numbers: `torch.arange(x.size(0))`. */
  | { readonly kind: "rows" }
  /** What follows `with`. */
  | { readonly kind: "block"; readonly gradient: boolean | undefined }
  /** A name whose statement or import could not be read; using it is the error. */
  | UnreadValue;

export interface SequenceValue {
  readonly kind: "sequence";
  /** A list grows by `append`; a tuple does not. */
  readonly items: Value[];
  readonly name: "tuple" | "list";
  /** For torch's named pairs: `values`, `indices`. */
  readonly fields?: readonly string[];
}

/** `start:stop:step`; undefined where left out. */
export interface SliceValue {
  readonly kind: "slice";
  readonly start?: Value;
  readonly stop?: Value;
  readonly step?: Value;
}

/**
 * The elements of a tensor for which a mask holds: `x[mask]`. They are calculated for all samples,
 * and only those that count enter a sum or mean.
 */
export interface SelectedValue {
  readonly kind: "selected";
  readonly of: NumericValue;
  /** One condition for a whole sample, or one for each element of `of`. */
  readonly where: readonly NodeId[];
}

export interface UnreadValue {
  readonly kind: "unread";
  /** The error of using it at a place. */
  readonly error: (at: SyntaxNode) => Error;
  /** Whether it is an import of a module that a loss can't use. */
  readonly module?: string;
}

/** The elements that a tensor and its views share; a change in place replaces them. */
export interface Memory {
  cells: readonly NodeId[];
}

/**
 * A Python number or boolean, or a tensor: one graph node for each element along the literal sizes.
 */
export interface NumericValue {
  readonly kind: "numeric";
  /** Row-major over the literal sizes of `shape`; the nodes contain the batch. */
  readonly nodes: readonly NodeId[];
  /** The shape as torch reports it. */
  readonly shape: Shape;
  /**
   * For a tensor whose samples were sorted: the key they are sorted by, descending. The nodes keep
   * the batch's own order.
   */
  readonly order?: NodeId;
  /** Whether it is a Python number, which has no tensor methods and may decide an `if`. */
  readonly python: boolean;
  readonly boolean: boolean;
  /**
   * Whether torch holds it as whole numbers: `.long()`. `perhaps` where only the caller knows: a
   * target of class numbers.
   */
  readonly integer?: boolean | "perhaps";
  /** A tensor's memory, and where its elements lie in it. Absent for Python's numbers. */
  readonly memory?: Memory;
  readonly places?: readonly number[];
  /** Applied to every element that is read: `.detach()` and `.data` share memory, not gradient. */
  readonly read?: (node: NodeId) => NodeId;
}

/** Number of elements per sample. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, dim) => product * lanes(dim), 1);
}

export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly definition: SyntaxNode;
  readonly scope: Scope;
  /** The bound first argument of a method. */
  readonly self?: InstanceValue | ClassValue;
  /** The class in which a method stands: `super()` begins at its base. */
  readonly owner?: { current: ClassValue | undefined };
  /** Whether a decorator stops the gradient of all it calculates. */
  readonly noGrad?: boolean;
}

/** A call's arguments, bound to the names of a signature; each remembers its position. */
export interface Argument {
  readonly value: Value;
  readonly at: SyntaxNode;
}
export type BoundArguments = Readonly<Record<string, Argument | undefined>>;

export interface BuiltinValue {
  readonly kind: "builtin";
  /** Its name as the learner wrote it: `torch.log`, `mean`. */
  readonly name: string;
  readonly signature: Signature;
  readonly call: (args: BoundArguments, at: SyntaxNode) => Value;
  /** For a method with a trailing underscore: the tensor that its result replaces. */
  readonly overwrites?: NumericValue;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly nameNode: SyntaxNode;
  readonly methods: ReadonlyMap<string, ClassMethod>;
  readonly constants: ReadonlyMap<string, Value>;
  /** Its first base class that stands in the text. */
  readonly base?: ClassValue;
  /** torch's `_Loss` or `_WeightedLoss`, where that is its base. */
  readonly torchBase?: "_Loss" | "_WeightedLoss";
}

export interface ClassMethod {
  readonly value: FunctionValue;
  /** `property` is called when it is read; `static` has no first argument of its own. */
  readonly call: "instance" | "static" | "class" | "property";
}

/** A method of the class or of the nearest base class that has it. */
export function methodOf(definition: ClassValue | undefined, name: string): ClassMethod | undefined {
  for (let owner = definition; owner !== undefined; owner = owner.base) {
    const method = owner.methods.get(name);
    if (method !== undefined) return method;
  }
  return undefined;
}

export function constantOf(definition: ClassValue | undefined, name: string): Value | undefined {
  for (let owner = definition; owner !== undefined; owner = owner.base) {
    const value = owner.constants.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What runs when an instance is called, and what the loss's arguments are those of. */
export function forwardOf(definition: ClassValue | undefined): ClassMethod | undefined {
  return methodOf(definition, "forward") ?? methodOf(definition, "__call__");
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly className: string;
  readonly definition: ClassValue | undefined;
  readonly attributes: Map<string, Value>;
  /** For `super()`: the object itself. */
  readonly real?: InstanceValue;
  /** For torch's own modules: the effect of calling one. */
  readonly forward?: BuiltinValue;
}

/** `torch`, `F`, `math` …: members are looked up by own name only. */
export interface ModuleValue {
  readonly kind: "module";
  readonly name: string;
  readonly member: (name: string) => Value | undefined;
}

export interface Signature {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Number of arguments that may be positional; the others are keyword-only. */
  readonly positional: number;
}

/**
 * `signature("input target *", "weight reduction")`: the first names are required; those after `*`
 * are keyword-only.
 */
export function signature(required: string, optional = ""): Signature {
  const split = (text: string) => text.split(" ").filter((name) => name !== "");
  const [needed, rest] = [split(required), split(optional)];
  const star = rest.indexOf("*");
  const names = rest.filter((name) => name !== "*");
  return { required: needed, optional: names, positional: needed.length + (star < 0 ? names.length : star) };
}

/** The names of one function's body, with its enclosing scopes. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | undefined;
  constructor(outer?: Scope) {
    this.#outer = outer;
  }
  get(name: string): Value | undefined {
    return this.#names.get(name) ?? this.#outer?.get(name);
  }
  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }
}

/** A description in the learner's words, for messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case "numeric":
      return value.python ? (value.boolean ? "a boolean" : "a number") : `a tensor of shape ${shapeText(value.shape)}`;
    case "string":
      return "a string";
    case "none":
      return "None";
    case "sequence":
      return `a ${value.name}`;
    case "function":
    case "builtin":
      return `the function ${value.name}`;
    case "class":
      return `the class ${value.name}`;
    case "instance":
      return `a ${value.className}`;
    case "module":
      return `the module ${value.name}`;
    case "type":
      return `the type ${value.name}`;
    case "ellipsis":
      return "...";
    case "slice":
      return "a slice";
    case "permutation":
      return "an order of the samples";
    case "rows":
      return "the numbers of all samples";
    case "block":
      return "a block";
    case "dict":
      return "a dictionary";
    case "selected":
      return `the elements of ${shapeText(value.of.shape)} where a mask holds`;
    case "unread":
      return "a name that was not read";
  }
}

export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
