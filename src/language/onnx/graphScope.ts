import type { ElementType, OnnxAttribute, OnnxDim, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "./model";
import { dataType } from "./writeModel";

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/**
 * Builds an ONNX graph, or the body of a loop, whose nodes may read everything in the enclosing
 * graph. The same operation on the same values is one node; each constant is stored once, in the
 * outermost graph.
 */
export class GraphScope {
  readonly #name: string;
  readonly #outer: GraphScope | undefined;
  readonly #root: GraphScope;
  readonly #nodes: OnnxNode[] = [];
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #known = new Map<string, string>();
  /** Only in the root: names are unique across all graphs. */
  #count = 0;

  constructor(name: string, outer?: GraphScope) {
    this.#name = name;
    this.#outer = outer;
    this.#root = outer === undefined ? this : outer.#root;
  }

  input(name: string, type: ElementType, dims: readonly OnnxDim[], doc?: string): string {
    this.#inputs.push({ name, type, dims, ...(doc !== undefined && { doc }) });
    return name;
  }

  /** Makes a value an output of this graph under this name. */
  output(name: string, value: string, type: ElementType, dims: readonly OnnxDim[], doc?: string): void {
    this.#nodes.push({ op: "Identity", inputs: [value], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, dims, ...(doc !== undefined && { doc }) });
  }

  /** Adds a named tensor that is stored in the file. */
  initializer(name: string, tensor: OnnxTensor): string {
    this.#root.#initializers.set(name, tensor);
    return name;
  }

  add(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const key = `${op}|${inputs.join("|")}|${JSON.stringify(attributes)}`;
    const known = this.#find(key);
    if (known !== undefined) return known;
    const [name] = this.addAll(op, inputs, 1, attributes) as [string];
    this.#known.set(key, name);
    return name;
  }

  /** A node with several outputs. */
  addAll(op: string, inputs: readonly string[], outputs: number, attributes: Attributes = {}): string[] {
    const names = Array.from({ length: outputs }, () => this.#fresh(op));
    this.#nodes.push({ op, inputs, outputs: names, attributes });
    return names;
  }

  /** A tensor of rank 1 from numbers; one number stands for a scalar. */
  constant(type: ElementType, values: readonly number[]): string {
    const key = `constant|${type}|${values.map((value) => (Object.is(value, -0) ? "-0" : value)).join(",")}`;
    const root = this.#root;
    const known = root.#known.get(key);
    if (known !== undefined) return known;
    const name = this.initializer(root.#fresh("constant"), {
      type,
      dims: [values.length],
      values: typed(type, values),
    });
    root.#known.set(key, name);
    return name;
  }

  cast(value: string, type: ElementType): string {
    return this.add("Cast", [value], { to: { int: dataType(type) } });
  }

  /** The graph with only the nodes that its outputs need. */
  graph(): OnnxGraph {
    const needed = new Set(this.#outputs.map(({ name }) => name));
    const nodes: OnnxNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((name) => needed.has(name))) continue;
      nodes.push(node);
      for (const name of namesRead(node)) needed.add(name);
    }
    return {
      name: this.#name,
      nodes: nodes.reverse(),
      inputs: this.#inputs,
      outputs: this.#outputs,
      initializers: new Map([...this.#initializers].filter(([name]) => needed.has(name))),
    };
  }

  #find(key: string): string | undefined {
    return this.#known.get(key) ?? (this.#outer === undefined ? undefined : this.#outer.#find(key));
  }

  #fresh(op: string): string {
    return `${op.toLowerCase()}_${this.#root.#count++}`;
  }
}

/** A node's inputs, and everything that its body reads. */
function namesRead({ inputs, attributes }: OnnxNode): string[] {
  const inside = Object.values(attributes).flatMap((value) => ("graph" in value ? value.graph.nodes : []));
  return [...inputs, ...inside.flatMap(namesRead)];
}

function typed(type: ElementType, values: readonly number[]): OnnxTensor["values"] {
  switch (type) {
    case "float":
      return Float32Array.from(values);
    case "double":
      return Float64Array.from(values);
    case "int64":
      return BigInt64Array.from(values, BigInt);
    case "bool":
      return Uint8Array.from(values);
  }
}
