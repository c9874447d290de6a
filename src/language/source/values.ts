import type { NodeId, Shape } from "../graph";
import type { SyntaxNode } from "./tree";

/** The value of an expression while a source is interpreted. */
export type Value =
  | NumericValue
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "none" }
  | { readonly kind: "sequence"; readonly items: readonly Value[]; readonly name: "tuple" | "list" }
  | FunctionValue
  | BuiltinValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | { readonly kind: "type"; readonly name: string }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "slice" }
  /** The indices that torch.sort returns: the samples in descending order of a key. */
  | { readonly kind: "permutation"; readonly order: NodeId }
  | { readonly kind: "noGrad" };

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
}

/** Number of elements per sample. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, dim) => (dim === "batch" ? product : product * dim), 1);
}

export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly definition: SyntaxNode;
  readonly scope: Scope;
  /** The bound first argument of a method. */
  readonly self?: InstanceValue;
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
  readonly overwrites?: Value;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly nameNode: SyntaxNode;
  readonly methods: ReadonlyMap<string, { readonly value: FunctionValue; readonly isStatic: boolean }>;
  readonly constants: ReadonlyMap<string, Value>;
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly className: string;
  readonly definition: ClassValue | undefined;
  readonly attributes: Map<string, Value>;
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
  /**
   * Replaces a value in every name, and every attribute of a named object, that holds this very
   * value.
   */
  overwrite(old: Value, by: Value): void {
    const replace = (map: Map<string, Value>) => {
      for (const [name, value] of map) if (value === old) map.set(name, by);
    };
    replace(this.#names);
    for (const value of this.#names.values()) if (value.kind === "instance") replace(value.attributes);
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
    case "noGrad":
      return "torch.no_grad()";
  }
}

export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
