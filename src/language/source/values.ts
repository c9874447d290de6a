import type { NodeId, Shape } from "../graph";
import type { SyntaxNode } from "./tree";

/** What an expression of the source can be while it is read. */
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
  /** What torch.sort gives beside the values: the samples in the order of a falling key. */
  | { readonly kind: "permutation"; readonly order: NodeId }
  | { readonly kind: "noGrad" };

/**
 * A Python number or boolean, or a tensor: one node of the graph for each element along the literal
 * sizes.
 */
export interface NumericValue {
  readonly kind: "numeric";
  /** Row-major over the literal sizes of `shape`; the batch is within the nodes. */
  readonly nodes: readonly NodeId[];
  /** torch's view of the shape. */
  readonly shape: Shape;
  /**
   * Of a tensor whose samples were sorted: the key by which they fall. The nodes keep the batch's
   * own order.
   */
  readonly order?: NodeId;
  /** Whether it is a Python number (it then has no tensor methods and may decide an `if`). */
  readonly python: boolean;
  readonly boolean: boolean;
}

/** How many elements a shape has for each sample. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, dim) => (dim === "batch" ? product : product * dim), 1);
}

export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly definition: SyntaxNode;
  readonly scope: Scope;
  /** Bound first argument of a method. */
  readonly self?: InstanceValue;
}

/** Arguments of a call, bound to the names of a signature; each remembers where it stands. */
export interface Argument {
  readonly value: Value;
  readonly at: SyntaxNode;
}
export type BoundArguments = Readonly<Record<string, Argument | undefined>>;

export interface BuiltinValue {
  readonly kind: "builtin";
  /** As the learner wrote it: `torch.log`, `mean`. */
  readonly name: string;
  readonly signature: Signature;
  readonly call: (args: BoundArguments, at: SyntaxNode) => Value;
  /** Of a method with a trailing underscore: the tensor that its result takes the place of. */
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
  /** Of torch's own modules: what calling one does. */
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
  /** How many may be given by position; the rest by keyword only. */
  readonly positional: number;
}

/**
 * `signature("input target *", "weight reduction")`: names before the bar are required; those after
 * `*` go by keyword only.
 */
export function signature(required: string, optional = ""): Signature {
  const split = (text: string) => text.split(" ").filter((name) => name !== "");
  const [needed, rest] = [split(required), split(optional)];
  const star = rest.indexOf("*");
  const names = rest.filter((name) => name !== "*");
  return { required: needed, optional: names, positional: needed.length + (star < 0 ? names.length : star) };
}

/** Names in one function's body, and outwards. */
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
   * Puts a value in the place of another wherever a name, or an attribute of a named object, holds
   * that very one.
   */
  overwrite(old: Value, by: Value): void {
    const replace = (map: Map<string, Value>) => {
      for (const [name, value] of map) if (value === old) map.set(name, by);
    };
    replace(this.#names);
    for (const value of this.#names.values()) if (value.kind === "instance") replace(value.attributes);
  }
}

/** In the learner's words, for messages. */
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
