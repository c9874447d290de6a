import type { LayerLayout, ModelLayout } from "../../../experiment/modelLayout";
import {
  type Code,
  type FunctionWriter,
  f32,
  f32x4,
  ITERATION_BYTES,
  i32,
  LANES,
  type Local,
  laneTotals,
  UNROLL,
  VECTOR_BYTES,
  v128,
} from "../../../wasm";
import type { VectorMath } from "../../../wasm/vectorMath";
import { activate, throughActivation } from "./activationCode";
import type { KernelLayout } from "./kernelLayout";

/** Weighted sums of up to this many terms are unrolled; longer ones loop over groups of terms. */
const WRITTEN_OUT = 16;
const TERMS_PER_ITERATION = 8;
/** Number of sums computed together, so that a row is loaded once for all of them. */
const SUMS = 4;
/** Number of weights whose gradients are summed together. */
const WEIGHTS = 8;

/**
 * Rows of samples: row k, for the samples `x` bytes into a column, is at `at` + offset + k ·
 * stride.
 */
interface Rows {
  at: Code;
  offset: number;
  stride: number;
}

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
      const isLast = l === layers.length - 1;
      this.#overSamples(
        writer,
        start,
        size,
        (inTile, inBatch) => {
          const from = this.#inputs(l, inTile, inBatch);
          const to = isLast
            ? { at: inBatch, offset: this.#layout.outputs, stride: this.#layout.columnBytes }
            : { at: inTile, offset: this.#layout.activations[l]!, stride: this.#layout.tileBytes };
          return { from, to };
        },
        layer.outputs,
        (outputs, { from, to }) => {
          const sums = this.#weightedSums(writer, outputs.length, from, layer.inputs, {
            m: m.get,
            offset: (i) => 4 * (layer.weightOffset + outputs[i]! * layer.inputs),
            stride: 4,
            start: (i) => v128.load32Splat(m.get, 4 * (layer.biasOffset + outputs[i]!)),
          });
          for (const [i, vectors] of sums.entries()) {
            for (const [v, sum] of vectors.entries()) {
              const value = isLast ? sum.get : activate(writer, this.#math, this.#model, sum.get);
              writer.do(v128.store(to.at, value, to.offset + outputs[i]! * to.stride + VECTOR_BYTES * v));
            }
          }
        },
      );
    }
  }

  /**
   * Parameters m, start, size: adds the tile's contribution to `gradient`, from the objective's
   * gradient with respect to the outputs. The last `forward` must have been for this tile.
   */
  backward(writer: FunctionWriter): void {
    const [m, start, size] = writer.parameters as unknown as [Local, Local, Local];
    const { layers } = this.#model;
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l]!;
      this.#addWeightGradients(writer, l, start, size);
      if (l > 0) this.#inputGradients(writer, l, layer, m, start, size);
    }
  }

  /** Writes loops over the tile's samples, one for each block of units. */
  #overSamples<Addresses>(
    writer: FunctionWriter,
    start: Local,
    size: Local,
    addresses: (inTile: Code, inBatch: Code) => Addresses,
    units: number,
    body: (units: readonly number[], at: Addresses) => void,
  ): void {
    for (let first = 0; first < units; first += SUMS) {
      const block = Array.from({ length: Math.min(SUMS, units - first) }, (_, i) => first + i);
      const x = writer.local("i32");
      writer.loop(x, i32.const(0), size.get, ITERATION_BYTES, () => {
        const inBatch = writer.let("i32", i32.add(start.get, x.get));
        body(block, addresses(x.get, inBatch));
      });
    }
  }

  #inputs(l: number, inTile: Code, inBatch: Code): Rows {
    const { features, columnBytes, activations, tileBytes } = this.#layout;
    return l === 0
      ? { at: inBatch, offset: features, stride: columnBytes }
      : { at: inTile, offset: activations[l - 1]!, stride: tileBytes };
  }

  #gradients(l: number, inTile: Code, inBatch: Code): Rows {
    const { outputGradients, columnBytes, activationGradients, tileBytes } = this.#layout;
    return l === this.#model.layers.length - 1
      ? { at: inBatch, offset: outputGradients, stride: columnBytes }
      : { at: inTile, offset: activationGradients[l]!, stride: tileBytes };
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

  #inputGradients(
    writer: FunctionWriter,
    l: number,
    { inputs, outputs, weightOffset }: LayerLayout,
    m: Local,
    start: Local,
    size: Local,
  ): void {
    const { activations, activationGradients, tileBytes } = this.#layout;
    this.#overSamples(
      writer,
      start,
      size,
      (inTile, inBatch) => ({ x: inTile, from: this.#gradients(l, inTile, inBatch) }),
      inputs,
      (units, { x, from }) => {
        const sums = this.#weightedSums(writer, units.length, from, outputs, {
          m: m.get,
          offset: (i) => 4 * (weightOffset + units[i]!),
          stride: 4 * inputs,
        });
        for (const [i, vectors] of sums.entries()) {
          for (const [v, sum] of vectors.entries()) {
            const offset = units[i]! * tileBytes + VECTOR_BYTES * v;
            const value = writer.vector(v128.load(x, activations[l - 1]! + offset));
            const through = throughActivation(writer, this.#model, sum.get, value);
            writer.do(v128.store(x, through, activationGradients[l - 1]! + offset));
          }
        }
      },
    );
  }

  /** Blocks of up to WEIGHTS weights; the biases together with the first weights of their units. */
  #addWeightGradients(writer: FunctionWriter, l: number, start: Local, size: Local): void {
    const { inputs, outputs } = this.#model.layers[l]!;
    const across = Math.min(inputs, outputs === 1 ? WEIGHTS : WEIGHTS / 2);
    const down = Math.max(1, Math.min(4, Math.floor(WEIGHTS / across)));
    for (let o = 0; o < outputs; o += down) {
      for (let i = 0; i < inputs; i += across) {
        const units = range(o, Math.min(o + down, outputs));
        const sources = range(i, Math.min(i + across, inputs));
        this.#addGradientBlock(writer, l, start, size, units, sources);
      }
    }
  }

  #addGradientBlock(
    writer: FunctionWriter,
    l: number,
    start: Local,
    size: Local,
    units: readonly number[],
    sources: readonly number[],
  ): void {
    const { inputs, weightOffset, biasOffset } = this.#model.layers[l]!;
    const zero = writer.number(0);
    const fresh = () => {
      const sum = writer.local("v128");
      writer.set(sum, zero);
      return sum;
    };
    const weights = units.flatMap((o) =>
      sources.map((i) => ({ o, i, at: weightOffset + o * inputs + i, sum: fresh() })),
    );
    const biases = sources[0] === 0 ? units.map((o) => ({ o, at: biasOffset + o, sum: fresh() })) : [];
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), size.get, ITERATION_BYTES, () => {
      const inBatch = writer.let("i32", i32.add(start.get, x.get));
      const above = this.#gradients(l, x.get, inBatch);
      const below = this.#inputs(l, x.get, inBatch);
      for (let v = 0; v < UNROLL; v++) {
        const load = ({ at, offset, stride }: Rows, k: number) =>
          writer.vector(v128.load(at, offset + k * stride + VECTOR_BYTES * v));
        const values = new Map(sources.map((i) => [i, load(below, i)]));
        for (const o of units) {
          const gradient = load(above, o);
          for (const { i, sum } of weights.filter((each) => each.o === o)) {
            writer.set(sum, this.#math.multiplyAdd(writer, gradient, values.get(i)!, sum.get));
          }
          for (const { sum } of biases.filter((each) => each.o === o)) {
            writer.set(sum, f32x4.add(sum.get, gradient));
          }
        }
      }
    });
    for (const sums of [weights, biases]) this.#addTotals(writer, sums);
  }

  /**
   * Adds the total of each sum's lanes to the gradient, a whole vector of neighbouring weights at
   * once if possible.
   */
  #addTotals(writer: FunctionWriter, sums: readonly { at: number; sum: Local }[]): void {
    const zero = writer.number(0);
    for (let first = 0; first < sums.length; first += LANES) {
      const group = sums.slice(first, first + LANES);
      const lanes = (k: number) => group[k]?.sum.get ?? zero;
      const totals = writer.vector(laneTotals(writer, lanes(0), lanes(1), lanes(2), lanes(3)));
      const address = (at: number) => this.#layout.gradient + 4 * at;
      const start = group[0]!.at;
      if (group.length === LANES && group[LANES - 1]!.at === start + LANES - 1) {
        const before = v128.load(i32.const(0), address(start));
        writer.do(v128.store(i32.const(0), f32x4.add(before, totals), address(start)));
        continue;
      }
      for (const [k, { at }] of group.entries()) {
        const sum = f32.add(f32.load(i32.const(0), address(at)), f32x4.lane(totals, k));
        writer.do(f32.store(i32.const(0), sum, address(at)));
      }
    }
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}
