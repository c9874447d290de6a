/** Converts between a case's tensors and a program's columns. */
import type { LossProgram, ProgramInput } from "../../src/language";
import type { LossDefinition, LossSizes } from "../../src/losses";
import { takesClasses } from "../../src/losses";
import type { EncodedTensor } from "./encoding";
import { UnsupportedCaseError } from "./goldenLosses";

/**
 * Where each column of a tensor takes its values: [columns][rows] flat indices. An index repeats if
 * the tensor is broadcast.
 */
export type ColumnIndices = readonly Int32Array[];

export interface CaseLayout {
  rows: number;
  /**
   * Length of the first dimension, by which `batchmean` divides. Equals `rows` if each sample has a
   * single position.
   */
  samples: number;
  sizes: LossSizes;
  /**
   * Whether the target holds a number for each class although the definition's own target is a
   * class number.
   */
  wideTarget: boolean;
  /** By input name. */
  indices: Readonly<Record<string, ColumnIndices>>;
}

/** The tensor arguments of a definition, by the names that the cases use. */
function tensorNames(definition: LossDefinition): { name: string; per: "sample" | "class" | "feature" }[] {
  if (definition.inputs !== undefined) return definition.inputs.map(({ name, per }) => ({ name, per }));
  const wide = takesClasses(definition);
  const perClass = definition.labels === "one-hot" || definition.labels === "label-list";
  return [
    { name: "input", per: wide ? "class" : "sample" },
    { name: "target", per: wide && perClass ? "class" : "sample" },
  ];
}

/**
 * Throws UnsupportedCaseError if a tensor is missing or has another shape. `dim` is the dimension
 * that the case gives as a parameter.
 */
export function caseLayout(
  definition: LossDefinition,
  inputs: Readonly<Record<string, EncodedTensor>>,
  dim: unknown,
): CaseLayout {
  const names = tensorNames(definition);
  const shapes = names.map(({ name }) => {
    const tensor = inputs[name];
    if (tensor === undefined) throw new UnsupportedCaseError(`${definition.golden} takes an input ${name}`);
    return tensor.shape;
  });
  const first = shapes[0]!;
  const samples = first[0] ?? 1;
  if (names.every(({ per }) => per === "sample")) {
    const rows = product(first);
    const indices = names.map(
      ({ name }, i) => [name, [broadcastIndices(first, fullShape(shapes[i]!, first))]] as const,
    );
    return {
      rows,
      samples,
      sizes: { classes: 2, features: 2 },
      wideTarget: false,
      indices: Object.fromEntries(indices),
    };
  }
  const axis = classAxis(definition, first, dim);
  const width = first[axis] ?? 1;
  const rows = product(first) / width;
  const indices = names.map(({ name, per }, i) => {
    const shape = shapes[i]!;
    const wide =
      per !== "sample" || (shape.length === first.length && shape.every((size, place) => size === first[place]));
    if (product(shape) !== (wide ? rows * width : rows)) {
      throw new UnsupportedCaseError(`${name}: no shape [${shape.join(", ")}] beside [${first.join(", ")}]`);
    }
    return [name, wide ? columnsAlong(shape, axis) : [Int32Array.from({ length: rows }, (_, row) => row)]] as const;
  });
  return {
    rows,
    samples,
    sizes: { classes: width, features: width },
    wideTarget: indices.some(([name, columns]) => name === "target" && columns.length > 1),
    indices: Object.fromEntries(indices),
  };
}

/**
 * The dimension of a sample's classes or features: dimension 1 of (N, C) and (N, C, d…), the only
 * one of a single sample (C), or `dim` if given. A one-dimensional distribution is read element by
 * element, as in torch.
 */
function classAxis({ prediction }: LossDefinition, shape: readonly number[], dim: unknown): number {
  if (typeof dim === "number") return dim < 0 ? dim + shape.length : dim;
  return shape.length === 1 && prediction !== "log-distribution" ? 0 : 1;
}

/**
 * One number for each row of `shape` without its last dimension applies to the whole row: torch's
 * rule for the variance.
 */
function fullShape(smaller: readonly number[], shape: readonly number[]): readonly number[] {
  const perRow = smaller.length === shape.length - 1 && smaller.every((size, axis) => size === shape[axis]);
  return perRow ? [...smaller, 1] : smaller;
}

/**
 * For each index along the axis the flat indices of all elements that share it, in the order of the
 * other dimensions.
 */
function columnsAlong(shape: readonly number[], axis: number): Int32Array[] {
  const width = shape[axis] ?? 1;
  const inner = product(shape.slice(axis + 1));
  const rows = product(shape) / width;
  return Array.from({ length: width }, (_, place) =>
    Int32Array.from({ length: rows }, (__, row) => (Math.floor(row / inner) * width + place) * inner + (row % inner)),
  );
}

/** For each element of `shape` the flat index in a tensor that broadcasts to it from the right. */
export function broadcastIndices(shape: readonly number[], smaller: readonly number[]): Int32Array {
  return Int32Array.from({ length: product(shape) }, (_, index) => {
    let rest = index;
    let stride = 1;
    let result = 0;
    for (let axis = 1; axis <= shape.length; axis++) {
      const size = shape.at(-axis)!;
      const own = smaller.at(-axis) ?? 1;
      if (own !== 1) {
        result += (rest % size) * stride;
        stride *= own;
      }
      rest = Math.floor(rest / size);
    }
    return result;
  });
}

/** The columns of one side of a program, in the program's order. */
export function programColumns(
  program: LossProgram,
  differentiable: boolean,
  layout: CaseLayout,
  data: Readonly<Record<string, Float64Array>>,
): Float64Array[] {
  return sideOf(program, differentiable).flatMap(({ name }) =>
    layout.indices[caseName(name, program, layout)]!.map((indices) =>
      Float64Array.from(indices, (index) => data[caseName(name, program, layout)]![index]!),
    ),
  );
}

/** Adds the columns' gradients up in the tensor elements that the columns were read from. */
export function gradientTensors(
  program: LossProgram,
  layout: CaseLayout,
  data: Readonly<Record<string, Float64Array>>,
  gradients: readonly Float64Array[],
): Record<string, Float64Array> {
  return Object.fromEntries(
    sideOf(program, true).map(({ name, firstColumn }) => {
      const own = caseName(name, program, layout);
      const tensor = new Float64Array(data[own]!.length);
      for (const [column, indices] of layout.indices[own]!.entries()) {
        for (const [row, index] of indices.entries()) tensor[index]! += gradients[firstColumn + column]![row]!;
      }
      return [own, tensor];
    }),
  );
}

/**
 * The columns' values in the order of the first tensor's elements, row-major; a sample with one
 * element gives one number.
 */
export function elementTensor(
  program: LossProgram,
  layout: CaseLayout,
  elements: readonly Float64Array[],
): Float64Array {
  if (elements.length === 1) return elements[0]!;
  const places = layout.indices[caseName(program.inputs[0]!.name, program, layout)]!;
  const tensor = new Float64Array(elements.length * layout.rows);
  for (const [column, indices] of places.entries()) {
    for (const [row, index] of indices.entries()) tensor[index] = elements[column]![row]!;
  }
  return tensor;
}

function sideOf(program: LossProgram, differentiable: boolean): ProgramInput[] {
  return program.inputs.filter((input) => input.differentiable === differentiable);
}

/**
 * The case's name for a program's input: the same name, or input and target for the first two
 * inputs of a source that names them otherwise.
 */
function caseName(name: string, program: LossProgram, layout: CaseLayout): string {
  if (layout.indices[name] !== undefined) return name;
  return program.inputs.find((input) => input.name === name)!.differentiable ? "input" : "target";
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
