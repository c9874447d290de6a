import type { ModelLayout } from "../../../experiment/modelLayout";
import {
  type Code,
  type FunctionWriter,
  ITERATION_BYTES,
  i32,
  type Local,
  UNROLL,
  VECTOR_BYTES,
  v128,
} from "../../../wasm";
import type { VectorMath } from "../../../wasm/vectorMath";
import { activate, throughActivation } from "./activationCode";
import type { KernelLayout } from "./kernelLayout";
import { gradientRows, inputRows, outputRows, type Rows, type SamplePlace } from "./sampleRows";
import { overUnits, passedBy, type UnitGroup, unitsOf } from "./unitGroups";
import { WeightGradientCode } from "./weightGradientCode";

/** Weighted sums of up to this many terms are unrolled; longer ones loop over groups of terms. */
const WRITTEN_OUT = 16;
const TERMS_PER_ITERATION = 8;
/** Number of sums computed together, so that a row is loaded once for all of them. */
const SUMS = 4;
/**
 * Forward and backward passes of one network over a tile, as vector code. `m` is the address of a
 * member, whose parameters come first.
 */
export class NetworkCode {
  readonly #model: ModelLayout;
  readonly #layout: KernelLayout;
  readonly #math: VectorMath;

  constructor(model: ModelLayout, layout: KernelLayout, math: VectorMath) {
    this.#model = model;
    this.#layout = layout;
    this.#math = math;
  }

  /**
   * Parameters m, start, size (bytes into a column): computes a tile's outputs from its features.
   */
  forward(writer: FunctionWriter): void {
    const [m, start, size] = writer.parameters as unknown as [Local, Local, Local];
    const { layers } = this.#model;
    for (const [l, layer] of layers.entries()) {
      overUnits(writer, 0, layer.outputs, SUMS, (group) => {
        const weights = passedBy(writer, m.get, group, 4 * layer.inputs);
        const biases = passedBy(writer, m.get, group, 4);
        this.#overSamples(writer, start, size, (place) => {
          const units = unitsOf(group);
          const sums = this.#weightedSums(writer, units.length, inputRows(this.#layout, l, place), layer.inputs, {
            m: weights,
            offset: (i) => 4 * (layer.weightOffset + units[i]! * layer.inputs),
            stride: 4,
            start: (i) => v128.load32Splat(biases, 4 * (layer.biasOffset + units[i]!)),
          });
          const activated = l < layers.length - 1;
          this.#store(writer, outputRows(this.#model, this.#layout, l, place), group, (i, v) => {
            const sum = sums[i]![v]!.get;
            return activated ? activate(writer, this.#math, this.#model, sum) : sum;
          });
        });
      });
    }
  }

  /**
   * Parameters m, start, size: adds the tile's contribution to `gradient`, from the objective's
   * gradient with respect to the outputs. The last `forward` must have been for this tile.
   */
  backward(writer: FunctionWriter): void {
    const [m, start, size] = writer.parameters as unknown as [Local, Local, Local];
    const weightGradients = new WeightGradientCode(this.#model, this.#layout, this.#math);
    for (let l = this.#model.layers.length - 1; l >= 0; l--) {
      weightGradients.write(writer, l, start, size);
      if (l > 0) this.#inputGradients(writer, l, m, start, size);
    }
  }

  /** Computes the gradients of layer l − 1 from those of layer l. */
  #inputGradients(writer: FunctionWriter, l: number, m: Local, start: Local, size: Local): void {
    const { inputs, outputs, weightOffset } = this.#model.layers[l]!;
    overUnits(writer, 0, inputs, SUMS, (group) => {
      const weights = passedBy(writer, m.get, group, 4);
      this.#overSamples(writer, start, size, (place) => {
        const units = unitsOf(group);
        const above = gradientRows(this.#model, this.#layout, l, place);
        const sums = this.#weightedSums(writer, units.length, above, outputs, {
          m: weights,
          offset: (i) => 4 * (weightOffset + units[i]!),
          stride: 4 * inputs,
        });
        const values = inputRows(this.#layout, l, place);
        const at = passedBy(writer, values.at, group, values.stride);
        this.#store(writer, gradientRows(this.#model, this.#layout, l - 1, place), group, (i, v) => {
          const value = writer.vector(v128.load(at, values.offset + units[i]! * values.stride + VECTOR_BYTES * v));
          return throughActivation(writer, this.#model, sums[i]![v]!.get, value);
        });
      });
    });
  }

  /** Writes a loop over the tile's samples. */
  #overSamples(writer: FunctionWriter, start: Local, size: Local, body: (place: SamplePlace) => void): void {
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), size.get, ITERATION_BYTES, () => {
      body({ inTile: x.get, inBatch: writer.let("i32", i32.add(start.get, x.get)) });
    });
  }

  /** Stores vector v of the group's unit i in the unit's row. */
  #store(writer: FunctionWriter, rows: Rows, group: UnitGroup, value: (i: number, v: number) => Code): void {
    const at = passedBy(writer, rows.at, group, rows.stride);
    for (const [i, unit] of unitsOf(group).entries()) {
      for (let v = 0; v < UNROLL; v++) {
        writer.do(v128.store(at, value(i, v), rows.offset + unit * rows.stride + VECTOR_BYTES * v));
      }
    }
  }

  /** start_i + Σₖ weight_ik · row_k for `count` sums i, each of UNROLL vectors. */
  #weightedSums(
    writer: FunctionWriter,
    count: number,
    rows: Rows,
    terms: number,
    weights: { m: Code; offset: (sum: number) => number; stride: number; start?: (sum: number) => Code },
  ): Local[][] {
    const zero = writer.number(0);
    const sums = Array.from({ length: count }, (_, i) => {
      const vectors = Array.from({ length: UNROLL }, () => writer.local("v128"));
      const first = weights.start ? writer.vector(weights.start(i)) : zero;
      for (const sum of vectors) writer.set(sum, first);
      return vectors;
    });
    const add = (row: Code, weight: Code, k: number) => {
      const offset = rows.offset + k * rows.stride;
      const values = Array.from({ length: UNROLL }, (_, v) => writer.vector(v128.load(row, offset + VECTOR_BYTES * v)));
      for (const [i, vectors] of sums.entries()) {
        const w = writer.vector(v128.load32Splat(weight, weights.offset(i) + k * weights.stride));
        for (const [v, sum] of vectors.entries()) {
          writer.set(sum, this.#math.multiplyAdd(writer, w, values[v]!, sum.get));
        }
      }
    };
    if (terms <= WRITTEN_OUT) {
      for (let k = 0; k < terms; k++) add(rows.at, weights.m, k);
      return sums;
    }
    const iterations = Math.floor(terms / TERMS_PER_ITERATION);
    const row = writer.local("i32");
    const weight = writer.local("i32");
    writer.set(weight, weights.m);
    const rowBytes = TERMS_PER_ITERATION * rows.stride;
    const end = writer.let("i32", i32.add(rows.at, i32.const(iterations * rowBytes)));
    writer.loop(row, rows.at, end, rowBytes, () => {
      for (let k = 0; k < TERMS_PER_ITERATION; k++) add(row.get, weight.get, k);
      writer.set(weight, i32.add(weight.get, i32.const(TERMS_PER_ITERATION * weights.stride)));
    });
    for (let k = 0; k < terms % TERMS_PER_ITERATION; k++) add(row.get, weight.get, k);
    return sums;
  }
}
