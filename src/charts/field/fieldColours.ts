import type { Rgb } from "../parts/tokens";
import { labMix } from "./labMix";

/** Discrete shades make contours countable: one per .025 of probability. */
const BANDS = 40;
/**
 * Share of a band over which it blends into the next, so that its edge shows no steps of pixels.
 */
const SOFT = 0.14;
/** Logits beyond ±8 are in the outermost band anyway (σ(−8) = .0003). */
const LOGIT_LIMIT = 8;
const STEPS_PER_LOGIT = 128;
const ENTRIES = 2 * LOGIT_LIMIT * STEPS_PER_LOGIT + 1;

/**
 * A pixel of ImageData as uint32 on a little-endian machine (as all that run browsers are):
 * 0xAABBGGRR.
 */
export function packed([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export interface FieldColours {
  /**
   * Packed colour by logit: [entries + 1] uint32; entry i is for logit (i − zero) / perLogit, the
   * last for NaN.
   */
  table: Uint32Array;
  zero: number;
  perLogit: number;
}

/**
 * The diverging scale of p: mixed in Lab from the surface colour at p = ½ towards both ends, by |2p
 * − 1|^.85, in bands.
 */
export function fieldColours(surface: Rgb, positive: Rgb, negative: Rgb): FieldColours {
  const towards = [negative, positive].map((end) => labMix(surface, end));
  const bands = Array.from({ length: BANDS }, (_, band) => {
    const signed = (2 * (band + 0.5)) / BANDS - 1;
    return towards[signed > 0 ? 1 : 0]!(Math.abs(signed) ** 0.85);
  });
  const table = new Uint32Array(ENTRIES + 1);
  for (let i = 0; i < ENTRIES; i++) {
    const place = BANDS / (1 + Math.exp(-(i / STEPS_PER_LOGIT - LOGIT_LIMIT)));
    const band = Math.min(BANDS - 1, Math.floor(place));
    const within = place - band;
    const own = bands[band]!;
    const nextBand = within > 0.5 ? Math.min(BANDS - 1, band + 1) : Math.max(0, band - 1);
    const next = bands[nextBand]!;
    const toEdge = Math.min(within, 1 - within);
    const share = Math.max(0, 0.5 - toEdge / SOFT);
    const mix = (channel: 0 | 1 | 2) => Math.round(own[channel] + (next[channel] - own[channel]) * share);
    table[i] = packed([mix(0), mix(1), mix(2)]);
  }
  table[ENTRIES] = packed(surface);
  return { table, zero: LOGIT_LIMIT * STEPS_PER_LOGIT, perLogit: STEPS_PER_LOGIT };
}
