/** The part of ONNX that this project writes, as plain data; `writeModel.ts` turns it into a file. */

export type ElementType = "float" | "double" | "int64" | "bool";

/** A size, or the name of one that is known only when the model is run. */
export type OnnxDim = number | string;

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly OnnxDim[];
  /** What it is, for the reader of the file. */
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
  /** Names of values of this graph or of one around it. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** Nodes in an order in which each comes after all that it reads. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
}

export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** What it is and how to use it, for the reader of the file. */
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
}
