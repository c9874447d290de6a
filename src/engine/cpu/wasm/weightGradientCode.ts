import type { ModelLayout } from "../../../experiment/modelLayout";
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
import type { KernelLayout } from "./kernelLayout";
import { gradientRows, inputRows, type Rows } from "./sampleRows";
import { overUnits, passedBy, type UnitGroup, unitsOf } from "./unitGroups";

/** Number of weights whose gradients are summed together. */
const WEIGHTS = 8;

/** Adds a tile's contribution to the gradient of one layer's weights and biases, as vector code. */
export class WeightGradientCode {
  readonly #model: ModelLayout;
  readonly #layout: KernelLayout;
  readonly #math: VectorMath;

  constructor(model: ModelLayout, layout: KernelLayout, math: VectorMath) {
    this.#model = model;
    this.#layout = layout;
    this.#math = math;
  }

  /**
   * Adds the gradients in blocks of up to WEIGHTS weights. Biases are in the block with the first
   * weights of their units.
   * `start` and `size`: of the tile, in bytes.
   */
  write(writer: FunctionWriter, layer: number, start: Local, size: Local): void {
    const { inputs, outputs } = this.#model.layers[layer]!;
    const across = Math.min(inputs, outputs === 1 ? WEIGHTS : WEIGHTS / 2);
    const down = Math.max(1, Math.min(4, Math.floor(WEIGHTS / across)));
    overUnits(writer, 0, outputs, down, (units) => {
      const block = (sources: UnitGroup, biases: boolean) =>
        this.#block(writer, layer, start, size, units, sources, biases);
      writer.scope(() => block({ first: 0, count: across }, true));
      overUnits(writer, across, inputs, across, (sources) => block(sources, false));
    });
  }

  #block(
    writer: FunctionWriter,
    layer: number,
    start: Local,
    size: Local,
    units: UnitGroup,
    sources: UnitGroup,
    withBiases: boolean,
  ): void {
    const { inputs, weightOffset, biasOffset } = this.#model.layers[layer]!;
    const zero = writer.number(0);
    const sum = () => {
      const vector = writer.local("v128");
      writer.set(vector, zero);
      return vector;
    };
    const weights = unitsOf(units).flatMap((o) =>
      unitsOf(sources).map((i) => ({ o, i, at: weightOffset + o * inputs + i, sum: sum() })),
    );
    const biases = withBiases ? unitsOf(units).map((o) => ({ o, at: biasOffset + o, sum: sum() })) : [];
    // Where the loops over the layer's units have got to.
    const passed = (rows: Rows, group: UnitGroup) => passedBy(writer, i32.const(0), group, rows.stride);
    const nowhere = { inTile: i32.const(0), inBatch: i32.const(0) };
    const aboveShift = passed(gradientRows(this.#model, this.#layout, layer, nowhere), units);
    const belowShift = passed(inputRows(this.#layout, layer, nowhere), sources);
    const x = writer.local("i32");
    writer.loop(x, i32.const(0), size.get, ITERATION_BYTES, () => {
      const place = { inTile: x.get, inBatch: writer.let("i32", i32.add(start.get, x.get)) };
      const above = shifted(writer, gradientRows(this.#model, this.#layout, layer, place), units, aboveShift);
      const below = shifted(writer, inputRows(this.#layout, layer, place), sources, belowShift);
      for (let v = 0; v < UNROLL; v++) {
        const load = ({ at, offset, stride }: Rows, k: number) =>
          writer.vector(v128.load(at, offset + k * stride + VECTOR_BYTES * v));
        const values = new Map(unitsOf(sources).map((i) => [i, load(below, i)]));
        for (const o of unitsOf(units)) {
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
    const weightsAt = passedBy(writer, passedBy(writer, i32.const(0), units, 4 * inputs), sources, 4);
    this.#addTotals(writer, weightsAt, weights);
    if (withBiases) this.#addTotals(writer, passedBy(writer, i32.const(0), units, 4), biases);
  }

  /**
   * Adds the total of each sum's lanes to the gradient `at` parameters past `base`, a whole vector
   * of neighbouring weights at once if possible.
   */
  #addTotals(writer: FunctionWriter, base: Code, sums: readonly { at: number; sum: Local }[]): void {
    const zero = writer.number(0);
    for (let first = 0; first < sums.length; first += LANES) {
      const group = sums.slice(first, first + LANES);
      const lanes = (k: number) => group[k]?.sum.get ?? zero;
      const totals = writer.vector(laneTotals(writer, lanes(0), lanes(1), lanes(2), lanes(3)));
      const address = (at: number) => this.#layout.gradient + 4 * at;
      const start = group[0]!.at;
      if (group.length === LANES && group[LANES - 1]!.at === start + LANES - 1) {
        const before = v128.load(base, address(start));
        writer.do(v128.store(base, f32x4.add(before, totals), address(start)));
        continue;
      }
      for (const [k, { at }] of group.entries()) {
        const total = f32.add(f32.load(base, address(at)), f32x4.lane(totals, k));
        writer.do(f32.store(base, total, address(at)));
      }
    }
  }
}

function shifted(writer: FunctionWriter, rows: Rows, { loop }: UnitGroup, shift: Code): Rows {
  return loop === undefined ? rows : { ...rows, at: writer.let("i32", i32.add(rows.at, shift)) };
}
