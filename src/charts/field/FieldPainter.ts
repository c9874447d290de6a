import type { Tokens } from "../parts/tokens";
import { DotStamps } from "./DotStamps";
import { type FieldColours, fieldColours, packed } from "./fieldColours";
import { FieldSampler, type Pixels } from "./paintField";
import type { PlaneScale } from "./planeScale";
import { type ColourBy, dotRadiusPx, dotScale, type FieldSamples, isPositive, isShown, shownShare } from "./samples";

/**
 * A square grid of logits: [size, size] row-major float32; row 0 is y = −extent, column 0 is x =
 * −extent.
 */
export interface FieldGrid {
  size: number;
  /** In units of the plane. */
  extent: number;
  logits: Float32Array;
}

/**
 * Paints field and dots in software in one pass, without a GPU. 464 × 440 CSS px with 4,340 dots
 * took 1.5 to 2.4 ms at one device pixel per CSS pixel and 5 to 7 ms at two (medians in Chromium on
 * two shared cores).
 */
export class FieldPainter {
  readonly #scale: number;
  readonly #image: ImageData;
  readonly #pixels: Pixels;
  readonly #colours: FieldColours;
  readonly #empty: number;
  readonly #stamps: DotStamps;
  #sampler: { size: number; extent: number; view: PlaneScale; sampler: FieldSampler } | null = null;

  /**
   * The size of the pictures is fixed; the visible part of the plane may vary. With `fieldScale`
   * the grid's values are coloured by it; without it the grid holds logits, coloured by
   * probability.
   */
  constructor(
    { widthPx, heightPx }: Pick<PlaneScale, "widthPx" | "heightPx">,
    devicePixelRatio: number,
    { colours }: Tokens,
    fieldScale?: FieldColours,
  ) {
    this.#scale = devicePixelRatio;
    const width = Math.max(1, Math.round(widthPx * devicePixelRatio));
    const height = Math.max(1, Math.round(heightPx * devicePixelRatio));
    this.#image = new ImageData(width, height);
    this.#pixels = { data: new Uint32Array(this.#image.data.buffer), width, height };
    this.#colours = fieldScale ?? fieldColours(colours.surface, colours["field-positive"], colours["field-negative"]);
    this.#empty = packed(colours.surface);
    this.#stamps = new DotStamps(width, devicePixelRatio, colours.positive, colours.negative, colours.surface);
  }

  get width(): number {
    return this.#pixels.width;
  }

  get height(): number {
    return this.#pixels.height;
  }

  /** `view` must have the size given to the constructor. */
  paint(
    context: CanvasRenderingContext2D,
    view: PlaneScale,
    grid: FieldGrid | null,
    samples: FieldSamples | null,
    by: ColourBy,
  ): void {
    this.#paintField(view, grid);
    if (samples) {
      // Positives are painted last, since they are few.
      this.#paintDots(view, samples, by, false);
      this.#paintDots(view, samples, by, true);
    }
    context.putImageData(this.#image, 0, 0);
  }

  #paintField(view: PlaneScale, grid: FieldGrid | null): void {
    if (!grid || grid.size < 1 || grid.logits.length < grid.size * grid.size) {
      this.#pixels.data.fill(this.#empty);
      return;
    }
    const { size, extent } = grid;
    if (this.#sampler?.size !== size || this.#sampler.extent !== extent || this.#sampler.view !== view) {
      const { width, height } = this.#pixels;
      this.#sampler = { size, extent, view, sampler: new FieldSampler(width, height, size, extent, view) };
    }
    this.#sampler.sampler.paint(this.#pixels, grid.logits, this.#colours);
  }

  #paintDots(view: PlaneScale, samples: FieldSamples, by: ColourBy, positive: boolean): void {
    const scale = this.#scale;
    const { widthPx, heightPx, halfWidth, halfHeight } = view;
    const [perX, perY] = [(widthPx / (2 * halfWidth)) * scale, (heightPx / (2 * halfHeight)) * scale];
    const [originX, originY] = [(widthPx / 2) * scale, (heightPx / 2) * scale];
    const count = Math.min(samples.x.length, samples.y.length);
    const share = shownShare(count);
    const perRadius = dotScale(widthPx, heightPx) * scale;
    const shape = positive ? "disc" : "ring";
    for (let i = 0; i < count; i++) {
      if (isPositive(samples, i, by) !== positive || !isShown(i, share)) continue;
      const x = originX + samples.x[i]! * perX;
      const y = originY - samples.y[i]! * perY;
      this.#stamps.draw(this.#pixels, shape, x, y, dotRadiusPx(samples, i) * perRadius);
    }
  }
}
