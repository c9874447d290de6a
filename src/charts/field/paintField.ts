import type { FieldColours } from "./fieldColours";
import type { PlaneScale } from "./planeScale";

/**
 * A plot's picture in device pixels: [height, width] row-major, packed colours; row 0 is at the
 * top.
 */
export interface Pixels {
  data: Uint32Array;
  width: number;
  height: number;
}

/** Larger logits are clamped: they look the same, and ∞ − ∞ must not occur in the interpolation. */
const HUGE_LOGIT = 1e6;

/**
 * Positions of the centres of `count` pixels between `size` grid points: index of the lower point,
 * and the weight of the upper.
 */
function between(count: number, size: number, half: number, extent: number): [Int32Array, Float32Array] {
  const index = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const plane = ((2 * (i + 0.5)) / count - 1) * half;
    const at = Math.min(size - 1, Math.max(0, ((plane / extent + 1) / 2) * (size - 1)));
    const lower = Math.min(Math.max(0, size - 2), Math.floor(at));
    index[i] = lower;
    share[i] = at - lower;
  }
  return [index, share];
}

/** Bilinear sampler from a grid to a picture; its tables are built once and used on every frame. */
export class FieldSampler {
  readonly #size: number;
  readonly #columns: readonly [Int32Array, Float32Array];
  readonly #rows: readonly [Int32Array, Float32Array];
  /**
   * Grid values interpolated at the current row of pixels, as positions in the colour table: [size]
   * float32.
   */
  readonly #line: Float32Array;

  constructor(width: number, height: number, size: number, extent: number, view: PlaneScale) {
    this.#size = size;
    this.#columns = between(width, size, view.halfWidth, extent);
    this.#rows = between(height, size, view.halfHeight, extent);
    this.#line = new Float32Array(size + 1);
  }

  /**
   * Writes all pixels. `logits`: [size, size] row-major float32; row 0 is y = −extent, at the
   * bottom.
   */
  paint({ data, width, height }: Pixels, logits: Float32Array, colours: FieldColours): void {
    const size = this.#size;
    const line = this.#line;
    const { table, zero, perLogit } = colours;
    const notANumber = table.length - 1;
    const last = notANumber - 1;
    const [columnIndex, columnShare] = this.#columns;
    const [rowIndex, rowShare] = this.#rows;
    for (let pixelRow = 0; pixelRow < height; pixelRow++) {
      const upward = height - 1 - pixelRow; // the screen's y points down, the plane's up
      const lower = rowIndex[upward]! * size;
      const upper = size > 1 ? lower + size : lower;
      const share = rowShare[upward]!;
      for (let column = 0; column < size; column++) {
        const a = Math.max(-HUGE_LOGIT, Math.min(HUGE_LOGIT, logits[lower + column]!));
        const b = Math.max(-HUGE_LOGIT, Math.min(HUGE_LOGIT, logits[upper + column]!));
        line[column] = zero + 0.5 + perLogit * (a + (b - a) * share);
      }
      line[size] = line[size - 1]!;
      const start = pixelRow * width;
      for (let pixel = 0; pixel < width; pixel++) {
        const column = columnIndex[pixel]!;
        const left = line[column]!;
        const value = left + (line[column + 1]! - left) * columnShare[pixel]!;
        // Comparisons with NaN are false, so a diverged network gets the surface colour.
        data[start + pixel] = table[value > 0 ? (value < last ? value | 0 : last) : value <= 0 ? 0 : notANumber]!;
      }
    }
  }
}
