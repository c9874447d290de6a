import type { ElementType, OnnxAttribute, OnnxDim, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from "./model";
import { dataType } from "./writeModel";

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/**
 * Grows an ONNX graph, or the body of one that repeats steps, whose nodes may read all of the graph around it. The same operation on the same
 * values is one node; constants are kept once, in the outermost graph.
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
  /** Of the root alone: names are not used twice, not even in different graphs. */
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

  /** Gives a value the name of an output of this graph. */
  output(name: string, value: string, type: ElementType, dims: readonly OnnxDim[], doc?: string): void {
    this.#nodes.push({ op: "Identity", inputs: [value], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, dims, ...(doc !== undefined && { doc }) });
  }

  /** A tensor that is part of the file, under a name of its own. */
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

  /** Numbers as a tensor of rank 1; one number stands for a scalar. */
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

  /** What its outputs need, and no more. */
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

/** Those of a node's inputs, and of all that its body reads. */
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
