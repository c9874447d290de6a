/**
 * The part of ONNX that this project writes, as plain data; `writeModel.ts` turns it into a file.
 */

export type ElementType = "float" | "double" | "int64" | "bool";

/** A size, or the name of a size that is known only when the model runs. */
export type OnnxDim = number | string;

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly OnnxDim[];
  /** A description for whoever reads the file. */
  readonly doc?: string;
}

/** `values` row-major; a bool is a byte. */
export interface OnnxTensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly values: Float32Array | Float64Array | BigInt64Array | Uint8Array;
}

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly graph: OnnxGraph };

export interface OnnxNode {
  readonly op: string;
  /** Names of values of this graph or of an enclosing one. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** Nodes in topological order: each comes after everything it reads. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
}

export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** What the model is and how to use it, for whoever reads the file. */
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
}
