import type { Rgb } from "../parts/tokens";
import type { Pixels } from "./paintField";

/** Positives are filled discs with a rim of the surface colour, negatives open rings. */
export type DotShape = "disc" | "ring";

/** The non-empty pixels of a dot; the three arrays run in parallel. */
interface Stamp {
  /** Offset in the picture's data from the centre pixel to this pixel. */
  offset: Int32Array;
  /** Colour times opacity, alpha byte zero. */
  source: Uint32Array;
  /** 256 − opacity · 256: the factor of the pixel below. */
  remains: Uint16Array;
  reach: number;
}

/** Radii are rounded to a quarter of a device pixel. */
const RADIUS_STEPS = 4;
const DISC_OPACITY = 0.96;
const RING_OPACITY = 0.82;

const clamp01 = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Antialiased dots, computed once per radius and sub-pixel position and then blended into the
 * picture, so that thousands of them fit into a frame.
 */
export class DotStamps {
  readonly #stamps = new Map<number, Stamp>();
  readonly #width: number;
  readonly #scale: number;
  /** Sub-pixel positions per device pixel; a finer screen needs fewer. */
  readonly #places: number;
  readonly #colours: Readonly<Record<DotShape | "rim", Rgb>>;

  constructor(widthPixels: number, devicePixelRatio: number, positive: Rgb, negative: Rgb, surface: Rgb) {
    this.#width = widthPixels;
    this.#scale = devicePixelRatio;
    this.#places = devicePixelRatio >= 1.5 ? 2 : 4;
    this.#colours = { disc: positive, ring: negative, rim: surface };
  }

  /**
   * Blends one dot into the picture; x, y and radius in device pixels. Dots are clipped at the
   * edge.
   */
  draw(pixels: Pixels, shape: DotShape, x: number, y: number, radius: number): void {
    const places = this.#places;
    const placeX = Math.round(x * places);
    const placeY = Math.round(y * places);
    const column = Math.floor(placeX / places);
    const row = Math.floor(placeY / places);
    const stamp = this.#stamp(
      shape,
      Math.round(radius * RADIUS_STEPS),
      placeX - column * places,
      placeY - row * places,
    );
    const { offset, source, remains, reach } = stamp;
    const { data, width, height } = pixels;
    if (!(column >= -reach && row >= -reach && column < width + reach && row < height + reach)) return;
    const inside = column >= reach && row >= reach && column < width - reach && row < height - reach;
    const centre = row * width + column;
    for (let i = 0; i < offset.length; i++) {
      const at = centre + offset[i]!;
      if (!inside) {
        // The offset is dy · width + dx with |dx| ≤ reach < width / 2, so dx and dy can be
        // recovered.
        const dy = Math.round(offset[i]! / width);
        const dx = offset[i]! - dy * width;
        if (column + dx < 0 || column + dx >= width || row + dy < 0 || row + dy >= height) continue;
      }
      const remaining = remains[i]!;
      if (remaining === 0) {
        data[at] = source[i]! | 0xff000000;
        continue;
      }
      const below = data[at]!;
      const redBlue = (Math.imul(below & 0xff00ff, remaining) >>> 8) & 0xff00ff;
      const green = (Math.imul((below >>> 8) & 0xff, remaining) & 0xff00) >>> 0;
      data[at] = (source[i]! + (redBlue | green)) | 0xff000000;
    }
  }

  #stamp(shape: DotShape, radiusSteps: number, placeX: number, placeY: number): Stamp {
    const key = ((radiusSteps * 8 + placeX) * 8 + placeY) * 2 + (shape === "disc" ? 1 : 0);
    let stamp = this.#stamps.get(key);
    if (!stamp) {
      stamp = this.#make(shape, radiusSteps / RADIUS_STEPS, placeX / this.#places, placeY / this.#places);
      this.#stamps.set(key, stamp);
    }
    return stamp;
  }

  #make(shape: DotShape, radius: number, shiftX: number, shiftY: number): Stamp {
    const scale = this.#scale;
    const rim = shape === "disc" ? 0.9 * scale : 0;
    const stroke = Math.min(1.15 * scale, 0.75 * radius);
    const reach = Math.ceil(radius + rim + 1);
    const offset: number[] = [];
    const source: number[] = [];
    const remains: number[] = [];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const distance = Math.hypot(dx + 0.5 - shiftX, dy + 0.5 - shiftY);
        const disc = clamp01(radius - distance + 0.5);
        const hole = shape === "ring" ? clamp01(radius - stroke - distance + 0.5) : 0;
        const dot = (disc - hole) * (shape === "disc" ? DISC_OPACITY : RING_OPACITY);
        const edge = rim > 0 ? clamp01(radius + rim - distance + 0.5) * (1 - dot) * 0.85 : 0;
        const opacity = dot + edge;
        const remaining = 256 - Math.round(opacity * 256);
        if (remaining >= 255) continue;
        const mixed = ([0, 1, 2] as const).map((channel) =>
          Math.floor(this.#colours[shape][channel] * dot + this.#colours.rim[channel] * edge),
        );
        offset.push(dy * this.#width + dx);
        source.push(((mixed[2]! << 16) | (mixed[1]! << 8) | mixed[0]!) >>> 0);
        remains.push(remaining);
      }
    }
    return {
      offset: Int32Array.from(offset),
      source: Uint32Array.from(source),
      remains: Uint16Array.from(remains),
      reach,
    };
  }
}
